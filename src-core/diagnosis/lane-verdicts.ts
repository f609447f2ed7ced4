// What may be said of the lanes of an experiment against each other: for tables and reports alike.
import type { ResolvedLane } from '../experiment/lanes';
import { compareLanes, incomparable, type LaneComparison } from './compare-lanes';
import type { SeedFigure } from './lane-summary';
import { verdictText } from './verdict';

/** A lane with the figures of its runs. */
export interface FiguredLane {
  readonly lane: Pick<ResolvedLane, 'label' | 'point' | 'settings'>;
  readonly figures: readonly SeedFigure[];
}

/** What it takes of a lane to be compared with another. */
export interface ComparedLane {
  readonly lane: Pick<ResolvedLane, 'label' | 'settings'>;
  readonly figures: readonly SeedFigure[];
}

/** A lane against the first of those it can be compared with. */
export interface LaneVerdict {
  readonly lane: string;
  readonly against: string;
  /** Null where their losses are no measure of which is better. */
  readonly comparison: LaneComparison | null;
  readonly words: string;
}

/** Every lane against the first that is stated, at the same point of the sweep. */
export function laneVerdicts(lanes: readonly FiguredLane[]): readonly LaneVerdict[] {
  return lanes.flatMap((one): LaneVerdict[] => {
    const other = lanes.find(({ lane }) => lane.point.join() === one.lane.point.join());
    return other === undefined || other === one ? [] : [verdictOf(one, other)];
  });
}

/** A lane against another. */
export function verdictOf(one: ComparedLane, other: ComparedLane): LaneVerdict {
  const [lane, against] = [one.lane.label, other.lane.label];
  const why = incomparable(one.lane.settings, other.lane.settings);
  if (why !== null) {
    return { lane, against, comparison: null, words: `${lane} and ${against} are not compared: ${why}.` };
  }
  const comparison = compareLanes(one.figures, other.figures);
  return { lane, against, comparison, words: verdictText(comparison, lane, against) };
}
