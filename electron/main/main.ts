// Composition root of Electron's main process: what must be settled before the app is ready, and how it ends.
import { app } from 'electron';
import { registerAppScheme } from './app-protocol';
import { parseArguments } from './arguments';
import { enableSandbox, restrictWebContents } from './security';
import { readWeightsFile } from './weights-file';
import { Workbench, type WorkbenchOptions } from './workbench';

/** Exit code for arguments that cannot be used, as on the command line. */
const BAD_INPUT = 2;
/** Exit code of an app that could not open its window. */
const FAILED = 1;

function readOptions(): WorkbenchOptions {
  // npm runs its scripts in the folder of the clone and says where it was called from.
  const folder = app.isPackaged ? process.cwd() : (process.env.INIT_CWD ?? process.cwd());
  const given = parseArguments(process.argv, folder);
  return { arguments: given, weights: given.weights === null ? null : readWeightsFile(given.weights) };
}

/** @throws where the window or the trainer cannot be set up: there is then nothing to go on with. */
async function run(options: WorkbenchOptions): Promise<void> {
  await app.whenReady();
  const workbench = new Workbench(options);
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
function leaveToFirst({ arguments: { weights } }: WorkbenchOptions): void {
  if (weights !== null) {
    process.stderr.write(
      `${app.getName()} is open already, with the initial weights it was started with: close it before it is started with those of ${weights}.\n`,
    );
  }
  app.exit(weights === null ? 0 : BAD_INPUT);
}

function main(): void {
  let options: WorkbenchOptions;
  try {
    options = readOptions();
    registerAppScheme();
    enableSandbox();
    restrictWebContents();
  } catch (error) {
    return giveUp(error, BAD_INPUT);
  }
  if (!app.requestSingleInstanceLock()) return leaveToFirst(options);
  run(options).catch((error: unknown) => giveUp(error, FAILED));
}

main();
