// Composition root of Electron's main process: what must be settled before the app is ready, and how it ends.
import { app } from 'electron';
import { registerAppScheme } from './app-protocol';
import { type Arguments, parseArguments } from './arguments';
import { enableSandbox, restrictWebContents } from './security';
import { readWeightsFile } from '../runs/weights-file';
import { Workbench, type WorkbenchOptions } from './workbench';

/** Exit code for arguments that cannot be used, as on the command line. */
const BAD_INPUT = 2;
/** Exit code of an app that could not open its window. */
const FAILED = 1;

/** What cannot be used of what a person gave. */
class BadInputError extends Error {}

function readArguments(): Arguments {
  // npm runs its scripts in the folder of the clone and says where it was called from.
  const folder = app.isPackaged ? process.cwd() : (process.env.INIT_CWD ?? process.cwd());
  return parseArguments(process.argv, folder);
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
  const workbench = new Workbench({ arguments: given, weights });
  app.on('second-instance', () => workbench.focus());
  app.on('window-all-closed', () => app.quit());
  endInOrder(workbench);
}

/** Quitting waits for the trainer: its run is recorded to the end, and no process stays behind. */
function endInOrder(workbench: Workbench): void {
  let ended = false;
  app.on('before-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    void workbench.shutdown().finally(() => {
      ended = true;
      app.quit();
    });
  });
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
    enableSandbox();
    restrictWebContents();
  } catch (error) {
    return giveUp(error, BAD_INPUT);
  }
  if (!app.requestSingleInstanceLock()) return leaveToFirst(given);
  run(given).catch((error: unknown) => giveUp(error, error instanceof BadInputError ? BAD_INPUT : FAILED));
}

main();
