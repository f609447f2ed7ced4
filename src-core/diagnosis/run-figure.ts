// The one number by which runs are compared: the mean loss of the last steps, as in the gallery's figures.
import { FIGURE_STEPS } from '../experiment/presets/preset';
import type { RunStatus } from '../contract/run-event';

/** What the figure is, in words. */
export const FIGURE_WORDS = `mean loss of the last ${FIGURE_STEPS} steps`;

/** Runs that came to their end. Those that were stopped or failed cannot be compared with them. */
const COMPLETE: readonly string[] = ['done', 'diverged'] satisfies readonly RunStatus[];

/**
 * The figure of a run: the mean of its last {@link FIGURE_STEPS} losses, all of them where there are fewer; +∞ where it
 * diverged; null where it did not come to its end.
 * @param losses the last losses of the run, or all
 */
export function runFigure(status: string, losses: readonly number[]): number | null {
  if (!COMPLETE.includes(status)) return null;
  if (status === 'diverged') return Infinity;
  const last = losses.slice(-FIGURE_STEPS);
  if (last.length === 0) return null;
  const mean = last.reduce((sum, loss) => sum + loss, 0) / last.length;
  return Number.isFinite(mean) ? mean : Infinity;
}
