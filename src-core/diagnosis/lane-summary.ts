// A lane over its seeds: what its runs came to.
import { quantile } from './quantile';

/** A run's figure, see run-figure.ts; null where it has none. */
export interface SeedFigure {
  readonly seed: number;
  readonly figure: number | null;
}

export interface LaneSummary {
  /** Runs that have a figure; the others are left out. */
  readonly runs: number;
  /** Those of them that diverged: their figure is +∞. */
  readonly diverged: number;
  /** NaN where no run has a figure. */
  readonly median: number;
  readonly quartiles: readonly [number, number];
  readonly least: number;
  readonly largest: number;
}

export function summariseLane(figures: readonly SeedFigure[]): LaneSummary {
  const values = figures.flatMap(({ figure }) => (figure === null ? [] : [figure]));
  const sorted = Float64Array.from(values).sort();
  return {
    runs: sorted.length,
    diverged: values.filter((value) => value === Infinity).length,
    median: quantile(sorted, 0.5),
    quartiles: [quantile(sorted, 0.25), quantile(sorted, 0.75)],
    least: quantile(sorted, 0),
    largest: quantile(sorted, 1),
  };
}
