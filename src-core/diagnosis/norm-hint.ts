// Where a limit for the gradient norm sensibly lies.

/**
 * Half to ten times the mean norm over a sufficient number of updates: R. Pascanu, T. Mikolov and Y. Bengio, "On the difficulty
 * of training recurrent neural networks", 2013, section 3.2.
 */
const LEAST = 0.5;
const MOST = 10;

/** Fewer steps say little of the mean: the first norms are the largest. */
const FEWEST_STEPS = 20;

export interface NormHint {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** @param runs sum of the finite norms before clipping, and how many they are, per run. Null: too few to say. */
export function normHint(runs: readonly { readonly sum: number; readonly count: number }[]): NormHint | null {
  const count = runs.reduce((total, run) => total + run.count, 0);
  if (count < FEWEST_STEPS) return null;
  const mean = runs.reduce((total, run) => total + run.sum, 0) / count;
  return mean > 0 && Number.isFinite(mean) ? { mean, low: LEAST * mean, high: MOST * mean } : null;
}
