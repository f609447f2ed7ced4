// One quantity of a lane over its steps: the run's own values where it has one, else median and quartiles over its runs.
import { quartiles } from '../diagnosis/quantile';
import type { Band } from './chart';

/** The values of one run, and whether it ended because they were not finite. */
export interface RunCourse {
  /** Shape [m], at the lane's places. */
  readonly values: ArrayLike<number>;
  readonly diverged: boolean;
}

export interface LaneCourse {
  readonly y: Float32Array | Float64Array;
  readonly band: Band | null;
}

/**
 * Place by place over the runs that got there, as captions say it (`figure.bands`): median and quartiles, where a run that diverged
 * counts as +∞ from there on. As long as the longest run.
 * @param notFinite whether what is not finite, and what a diverged run would have come to, counts as +∞ or not at all: a loss is
 *   worse the larger it is, a share of units is not
 */
export function laneCourse(
  runs: readonly RunCourse[],
  notFinite: 'infinite' | 'left out' = 'infinite',
): LaneCourse {
  const [only] = runs;
  if (only !== undefined && runs.length === 1) return { y: Float32Array.from(only.values), band: null };
  const length = Math.max(0, ...runs.map(({ values }) => values.length));
  const [y, low, high] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  for (let place = 0; place < length; place += 1) {
    const at = quartiles(
      runs.flatMap(({ values, diverged }) => {
        const value = place < values.length ? (values[place] ?? NaN) : diverged ? Infinity : null;
        return value === null || (notFinite === 'left out' && !Number.isFinite(value)) ? [] : [value];
      }),
    );
    y[place] = at.median;
    low[place] = at.low;
    high[place] = at.high;
  }
  return { y, band: { low, high } };
}
