// What of the app's life goes into its log.
import { app } from 'electron';
import type { RunEvent } from '../../src-core/contract/run-event';
import type { LogFile } from './log-file';

/** Writes the start, and from now on what goes wrong in any process. */
export function beginLog(log: LogFile): void {
  const { electron = '', chrome = '', node } = process.versions;
  log.write(
    `${app.getName()} ${app.getVersion()} starts: Electron ${electron}, Chromium ${chrome}, Node ${node}, process ${process.pid}`,
  );
  process.on('uncaughtExceptionMonitor', (error) => log.write(`main: ${error.stack ?? error.message}`));
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) =>
    log.write(`The window's process ended: ${reason}, code ${exitCode}`),
  );
  app.on('child-process-gone', (_event, { type, name = '', reason, exitCode }) =>
    log.write(`A process ended: ${type} ${name}, ${reason}, code ${exitCode}`),
  );
  app.on('will-quit', () => log.write(`${app.getName()} ends`));
}

/** Starts and ends of runs; what they did in between is in their folders. */
export function logRun(log: LogFile, event: RunEvent): void {
  if (event.kind === 'run-started') log.write(`Run ${event.runId} starts: ${event.steps} steps`);
  if (event.kind !== 'run-ended') return;
  const why = event.failure === null ? '' : `: ${event.failure.message}`;
  log.write(`Run ${event.runId} ended, ${event.status} after ${event.steps} steps${why}`);
}
