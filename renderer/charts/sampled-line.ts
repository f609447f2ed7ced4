// A line whose values are known at some steps only. Between them a reading is that of the step before.
import type { Point } from '../runs/min-max-buckets';
import type { Domain } from './axis-domain';
import { stepsInView } from './line-points';
import type { Extent, TraceLine } from './trace-series';

/** Steps in ascending order, and a value for each. */
export interface KnownSteps {
  readonly length: number;
  stepAt(place: number): number;
  valueAt(place: number): number;
}

/** Place of the last known step that is not after `step`; −1 where all are. */
function placeOf(known: KnownSteps, step: number): number {
  let [low, high] = [0, known.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (known.stepAt(middle) <= step) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function extentOf(known: KnownSteps): Extent | null {
  let [low, high, smallestPositive] = [Infinity, -Infinity, Infinity];
  for (let place = 0; place < known.length; place += 1) {
    const value = known.valueAt(place);
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
    if (value > 0) smallestPositive = Math.min(smallestPositive, value);
  }
  if (low > high) return null;
  return { low, high, smallestPositive: Number.isFinite(smallestPositive) ? smallestPositive : null };
}

/** The points in view, and one beyond each end so that lines reach the frame. */
function pointsOf(known: KnownSteps, view: Domain | null): Point[] {
  const last = known.length - 1;
  const { from, to } = view === null ? { from: 0, to: Infinity } : stepsInView(view, known.stepAt(last) + 1);
  const points: Point[] = [];
  for (let place = Math.max(0, placeOf(known, from)); place <= last; place += 1) {
    points.push({ x: known.stepAt(place), y: known.valueAt(place) });
    if (known.stepAt(place) > to) break;
  }
  return points;
}

/** The line through values that are known at some steps. */
export function sampledLine(look: Pick<TraceLine, 'name' | 'lane' | 'look'>, known: KnownSteps): TraceLine {
  const rows = known.length === 0 ? 0 : known.stepAt(known.length - 1) + 1;
  return {
    ...look,
    values: {
      rows,
      at: (step) => {
        const place = placeOf(known, step);
        return place < 0 ? NaN : known.valueAt(place);
      },
      knows: (step) => {
        const place = placeOf(known, step);
        return place >= 0 && known.stepAt(place) === step;
      },
    },
    points: (view) => pointsOf(known, view),
    extent: () => extentOf(known),
  };
}

/** Steps that any of these knows, in order: the rows of a table of theirs. */
export function knownSteps(all: readonly KnownSteps[]): number[] {
  const steps = new Set<number>();
  for (const known of all)
    for (let place = 0; place < known.length; place += 1) steps.add(known.stepAt(place));
  return [...steps].sort((a, b) => a - b);
}
