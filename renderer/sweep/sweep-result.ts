// What the runs of a sweep came to, as one number per run: what its heat map is made of.
import { assertNever } from '../../src-core/assert-never';
import { runFigure } from '../../src-core/diagnosis/run-figure';
import { FIGURE_STEPS } from '../../src-core/experiment/presets/preset';
import type { RunRecord } from '../runs/run-record';

/** `final`: the figure by which runs are compared everywhere, see run-figure.ts. `test`, `accuracy`: of the hold-out. */
export type SweepResult = 'final' | 'lowest' | 'test' | 'accuracy' | 'diverged';

export const SWEEP_RESULTS: readonly SweepResult[] = ['final', 'lowest', 'test', 'accuracy', 'diverged'];

/** Whether more of it is better. */
export const isBetterHigh = (result: SweepResult): boolean => result === 'accuracy';

/** Whether its values are told apart by their ratio: losses are, shares are not. */
export const isRatio = (result: SweepResult): boolean => result !== 'accuracy' && result !== 'diverged';

/**
 * A run's value, of one that goes on what it is now. A run that diverged has the worst there is. Null before the first step, and
 * for a run that was stopped or failed: it cannot be compared with those that came to their end.
 */
export function runResult(run: RunRecord, result: SweepResult): number | null {
  const { state } = run;
  if (run.trace === null || run.trace.steps === 0) return null;
  const status = state.kind === 'ended' ? state.end.status : 'done';
  if (status !== 'done' && status !== 'diverged') return null;
  const hasDiverged = status === 'diverged' || run.trace.notFiniteAt !== null;
  if (result === 'diverged') return hasDiverged ? 1 : 0;
  if (hasDiverged) return isBetterHigh(result) ? -Infinity : Infinity;
  return measured(run, result);
}

function measured(run: RunRecord, result: Exclude<SweepResult, 'diverged'>): number | null {
  const { trace, evaluations } = run;
  if (trace === null) return null;
  switch (result) {
    case 'final': {
      const first = Math.max(0, trace.steps - FIGURE_STEPS);
      const last = Array.from({ length: trace.steps - first }, (_, k) => trace.loss.at(first + k));
      return runFigure('done', last);
    }
    case 'lowest':
      return trace.drawn.loss.extent?.low ?? null;
    case 'test':
      return evaluations.at(-1)?.loss ?? null;
    case 'accuracy':
      return evaluations.at(-1)?.accuracy ?? null;
    default:
      return assertNever(result);
  }
}

/** The results that at least one of the runs has. */
export function offeredResults(runs: readonly RunRecord[]): readonly SweepResult[] {
  return SWEEP_RESULTS.filter((result) => {
    if (result === 'test') return runs.some(({ evaluations }) => evaluations.length > 0);
    if (result !== 'accuracy') return true;
    return runs.some(({ evaluations }) => evaluations.some(({ accuracy }) => accuracy !== null));
  });
}
