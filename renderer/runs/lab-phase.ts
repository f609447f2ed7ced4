// Where the lab stands as a whole, over all its runs: what the bar's buttons and the status line go by.
import type { RunRecord } from './run-record';

export type LabPhase = 'empty' | 'starting' | 'running' | 'paused' | 'ended';

/** `requested`: a start was asked for and is not answered yet. */
export function labPhase(runs: readonly RunRecord[], requested: boolean): LabPhase {
  if (requested) return 'starting';
  if (runs.length === 0) return 'empty';
  const active = runs.filter((run) => run.active);
  if (active.length === 0) return 'ended';
  if (active.some(({ state }) => state.kind === 'running')) return 'running';
  if (active.some(({ state }) => state.kind === 'paused')) return 'paused';
  return 'starting';
}

/** Steps taken and steps asked for over all runs; a run that ended early counts with what it took. */
export function labProgress(runs: readonly RunRecord[]): { readonly taken: number; readonly total: number } {
  let taken = 0;
  let total = 0;
  for (const run of runs) {
    const steps = run.trace?.steps ?? 0;
    taken += steps;
    total += run.started?.steps ?? run.settings.training.steps;
  }
  return { taken, total };
}
