// Two lanes against each other: the difference of their losses step by step, paired by seed, and what comes of it in words.
import type { Translate } from '../../src-core/language/translate';
import { quartiles } from '../../src-core/diagnosis/quantile';
import { count, figure } from '../format/number-text';
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

/** The loss of a run at a step; null where it has not got there. A run that diverged before is worse than any that did not. */
function lossAt({ trace }: RecordedRun, step: number): number | null {
  if (step < trace.loss.rows) return trace.loss.at(step);
  return trace.notFiniteAt === null ? null : Infinity;
}

/** What the two lanes come to at a step, in words; null before both have got there. */
export function differenceSentence(a: LaneRuns, b: LaneRuns, step: number, t: Translate): string | null {
  const losses = pairsOf(a, b).flatMap((pair) => {
    const [one, other] = [lossAt(pair.a, step), lossAt(pair.b, step)];
    return one === null || other === null ? [] : [[one, other] as const];
  });
  if (losses.length === 0) return null;
  // A loss that is no number is worse than any that is one.
  const rank = (loss: number): number => (Number.isNaN(loss) ? Infinity : loss);
  const wins = losses.filter(([one, other]) => rank(one) < rank(other)).length;
  const ties = losses.filter(([one, other]) => rank(one) === rank(other)).length;
  const [medianA, medianB] = [
    quartiles(losses.map(([one]) => one)).median,
    quartiles(losses.map(([, other]) => other)).median,
  ];
  const lost = losses.length - wins - ties;
  // As many seeds each: the median decides.
  const aLeads = wins === lost ? medianA <= medianB : wins > lost;
  const values = {
    step: count(step),
    lane: aLeads ? a.label : b.label,
    other: aLeads ? b.label : a.label,
    lower: figure(aLeads ? medianA : medianB),
    higher: figure(aLeads ? medianB : medianA),
  };
  if (ties === losses.length) return t('difference.same', { step: count(step) });
  if (losses.length === 1) return t('difference.one-seed', values);
  const won = aLeads ? wins : lost;
  return t('difference.seeds', { ...values, won: count(won), seeds: count(losses.length) });
}
