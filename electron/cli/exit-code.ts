import type { EngineChoice } from '../../src-core/contract/engine';
import type { RunEnded } from '../../src-core/contract/run-event';
import { isForced } from './engine-options';

/** How the process ends, for scripts. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, diverged: 3, interrupted: 130 } as const;

/** The exit code of an experiment: the worst that happened to any of its runs. */
export function exitCodeOf(
  runs: readonly Pick<RunEnded, 'status' | 'failure'>[],
  interrupted: boolean,
  choice: EngineChoice,
): number {
  const failed = runs.filter(({ status }) => status === 'failed');
  if (interrupted || runs.some(({ status }) => status === 'interrupted')) return exitCodes.interrupted;
  // An engine that does not take a network is a fault of whoever forced it, and of nobody else.
  const wasRefused = isForced(choice) && failed.every(({ failure }) => failure?.kind === 'engine');
  if (failed.length > 0) return wasRefused ? exitCodes.usage : exitCodes.failed;
  return runs.some(({ status }) => status === 'diverged') ? exitCodes.diverged : exitCodes.ok;
}
