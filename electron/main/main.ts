// Composition root of Electron's main process: what must be settled before the app is ready, and how it ends.
import path from 'node:path';
import { app, powerMonitor } from 'electron';
import { beginLog } from './app-log';
import { registerAppScheme } from './app-protocol';
import { type Arguments, parseArguments } from './arguments';
import { Departure } from './departure';
import { LogFile } from './log-file';
import { closeDebugger, enableSandbox, restrictWebContents, stayOffline } from './security';
import { readWeightsFile } from '../runs/weights-file';
import { Workbench, type WorkbenchOptions } from './workbench';

/** Exit code for arguments that cannot be used, as on the command line. */
const BAD_INPUT = 2;
/** Carries a file from a second instance to the first. */
const OPEN_SWITCH = 'open-experiment';
/** Exit code of an app that could not open its window. */
const FAILED = 1;

/** What cannot be used of what a person gave. */
class BadInputError extends Error {}

function readArguments(): Arguments {
  // npm runs its scripts in the folder of the clone and says where it was called from.
  const folder = app.isPackaged ? process.cwd() : (process.env.INIT_CWD ?? process.cwd());
  return parseArguments(process.argv, { folder, namesApp: !app.isPackaged });
}

/** @throws BadInputError where the file holds no weights */
async function readWeights({ weights }: Arguments): Promise<WorkbenchOptions['weights']> {
  if (weights === null) return null;
  const read = await readWeightsFile(weights);
  if (read.kind === 'refused') throw new BadInputError(read.why);
  return read.tensors;
}

/** @throws where the window or the trainer cannot be set up: there is then nothing to go on with. */
async function run(given: Arguments): Promise<void> {
  const weights = await readWeights(given);
  await app.whenReady();
  const log = new LogFile(path.join(app.getPath('userData'), 'logs'));
  beginLog(log);
  const workbench = new Workbench({ arguments: given, weights, log });
  app.on('second-instance', (_event, argv) => {
    workbench.focus();
    const file = fileOfSecond(argv);
    if (file !== null) void workbench.openFile(file);
  });
  // macOS hands over files that are opened in its own way.
  app.on('open-file', (event, file) => {
    event.preventDefault();
    void workbench.openFile(file);
  });
  endInOrder(workbench);
}

function endInOrder(workbench: Workbench): void {
  const departure = new Departure({
    mayLeave: () => workbench.mayLeave(),
    shutdown: () => workbench.shutdown(),
  });
  if (workbench.openWindow !== null) departure.keepOpen(workbench.openWindow);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => departure.leave());
  }
  powerMonitor.on('shutdown', () => departure.leave());
}

/**
 * Whether no other instance runs for this user. One that does is handed the file: by a switch, for of the arguments it gets
 * Chromium's own reading, from which it could not tell a file from the value of a flag, nor where a path starts.
 */
function isFirst(file: string | null): boolean {
  if (file !== null) app.commandLine.appendSwitch(OPEN_SWITCH, file);
  return app.requestSingleInstanceLock();
}

/** The file that a second instance was to open. */
function fileOfSecond(argv: readonly string[]): string | null {
  const given = argv.find((argument) => argument.startsWith(`--${OPEN_SWITCH}=`));
  const file = given?.slice(`--${OPEN_SWITCH}=`.length) ?? '';
  return path.isAbsolute(file) ? file : null;
}

/** Ends with one sentence: an app that goes on without a window cannot be seen, nor closed. */
function giveUp(error: unknown, code: number): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  app.exit(code);
}

/** The window that is open already comes to the front; one user's data has one owner. */
function leaveToFirst({ weights }: Arguments): void {
  if (weights !== null) {
    process.stderr.write(
      `${app.getName()} is open already, with the initial weights it was started with: close it before it is started with those of ${weights}.\n`,
    );
  }
  app.exit(weights === null ? 0 : BAD_INPUT);
}

function main(): void {
  let given: Arguments;
  try {
    given = readArguments();
    registerAppScheme();
    closeDebugger();
    stayOffline();
    enableSandbox();
    restrictWebContents();
  } catch (error) {
    return giveUp(error, BAD_INPUT);
  }
  if (!isFirst(given.file)) return leaveToFirst(given);
  run(given).catch((error: unknown) => giveUp(error, error instanceof BadInputError ? BAD_INPUT : FAILED));
}

main();
