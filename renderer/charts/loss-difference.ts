// Two lanes against each other: the difference of their losses step by step, paired by seed.
import { DifferenceCache } from './difference-series';
import type { LaneRuns, RecordedRun } from './lane-runs';
import { linePoints } from './line-points';
import { SeedSeries } from './seed-series';
import type { TraceSeries } from './trace-series';
import { wholeAxis } from './zoom';

/** Two runs of the same seed. */
interface Pair {
  readonly seed: number;
  readonly a: RecordedRun;
  readonly b: RecordedRun;
}

function pairsOf(a: LaneRuns, b: LaneRuns): Pair[] {
  return a.runs.flatMap((run) => {
    const { seed } = run.run.identity;
    const other = b.runs.find(({ run: { identity } }) => identity.seed === seed);
    return other === undefined ? [] : [{ seed, a: run, b: other }];
  });
}

export class LossDifference {
  readonly #differences = new DifferenceCache();
  readonly #seeds = new SeedSeries();

  /** The loss of A less that of B. One line; over several seeds their median difference and its quartiles. */
  series(a: LaneRuns, b: LaneRuns, steps: number, name: string): TraceSeries {
    const pairs = pairsOf(a, b);
    const differences = pairs.map((pair) =>
      this.#differences.of(pair.a.trace.loss, pair.b.trace.loss, steps),
    );
    const look = { name, lane: a.index, look: 'plain' } as const;
    const [only] = differences;
    const received = Math.max(0, ...differences.map(({ values }) => values.rows));
    const shape = { trends: [], divergences: [], steps: received };
    if (only === undefined) return { ...shape, lines: [], bands: [] };
    if (differences.length === 1) {
      const { values, drawn } = only;
      const extent = () => (drawn.extent === null ? null : { ...drawn.extent, smallestPositive: null });
      const points = (view: Parameters<typeof linePoints>[2]) => linePoints(values, drawn, view, steps);
      return { ...shape, lines: [{ ...look, values, points, extent }], bands: [] };
    }
    this.#seeds.follow(differences.map(({ values }) => ({ values, diverged: false })));
    const at = (key: 'low' | 'median' | 'high') => (view: Parameters<typeof linePoints>[2]) =>
      this.#seeds.columns(view ?? wholeAxis(steps)).map((column) => ({ x: column.step, y: column[key] }));
    const extent = () => {
      const columns = this.#seeds.columns(wholeAxis(steps));
      if (columns.length === 0) return null;
      return {
        low: Math.min(...columns.map(({ low }) => low)),
        high: Math.max(...columns.map(({ high }) => high)),
        smallestPositive: null,
      };
    };
    return {
      ...shape,
      lines: [{ ...look, values: this.#seeds, points: at('median'), extent }],
      bands: [{ lane: a.index, low: at('low'), high: at('high') }],
    };
  }

  /** Step at which the runs of the first seed part; null: not yet, or one lane has not begun. */
  partsAt(a: LaneRuns, b: LaneRuns, steps: number): number | null {
    const [pair] = pairsOf(a, b);
    if (pair === undefined) return null;
    return this.#differences.of(pair.a.trace.loss, pair.b.trace.loss, steps).partsAt;
  }
}
