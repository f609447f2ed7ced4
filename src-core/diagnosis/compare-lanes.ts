// Two lanes, seed by seed: the same seed gives both the same data and, where shapes agree, the same first weights.
import type { Settings } from '../experiment/experiment';
import { type SeedFigure, summariseLane } from './lane-summary';
import { SIGNIFICANT, signTest } from './sign-test';

export interface LaneComparison {
  /** Seeds in which both lanes have a figure. */
  readonly seeds: number;
  /** Seeds in which the lane ends below the other, above it, and level with it (both diverged, for one). */
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  /** Of the two-sided sign test over the seeds that do not tie. */
  readonly pValue: number;
  /** Median of the lane over that of the other, over the same seeds; NaN where it is not defined. */
  readonly ratioOfMedians: number;
  /** Named only where p < .05. */
  readonly winner: 'lane' | 'other' | null;
}

/** Compares a lane with another by the figures of the seeds that both have. */
export function compareLanes(lane: readonly SeedFigure[], other: readonly SeedFigure[]): LaneComparison {
  const figuresOfOther = new Map(other.map(({ seed, figure }) => [seed, figure]));
  const pairs = lane.flatMap(({ seed, figure }) => {
    const against = figuresOfOther.get(seed) ?? null;
    return figure === null || against === null ? [] : [{ seed, figure, against }];
  });
  const wins = pairs.filter(({ figure, against }) => figure < against).length;
  const losses = pairs.filter(({ figure, against }) => figure > against).length;
  const pValue = signTest(wins, losses);
  const medianOf = (figures: readonly number[]) =>
    summariseLane(figures.map((figure, seed) => ({ seed, figure }))).median;
  return {
    seeds: pairs.length,
    wins,
    losses,
    ties: pairs.length - wins - losses,
    pValue,
    ratioOfMedians: medianOf(pairs.map((pair) => pair.figure)) / medianOf(pairs.map((pair) => pair.against)),
    winner: pValue < SIGNIFICANT ? (wins > losses ? 'lane' : 'other') : null,
  };
}

/** Why the losses of two lanes are no measure of which is better; null: they are. */
export function incomparable(lane: Settings, other: Settings): string | null {
  if (JSON.stringify(lane.training.loss) !== JSON.stringify(other.training.loss)) {
    return 'they are trained on different losses';
  }
  return JSON.stringify(lane.task) === JSON.stringify(other.task)
    ? null
    : 'they are trained on different tasks';
}
