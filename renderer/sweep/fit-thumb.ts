// A fit in a few square centimetres: target and prediction of the last recorded windows. No axis: all have the same.
import { windowSeries } from '../charts/window-series';
import type { Point } from '../runs/min-max-buckets';
import type { Trace } from '../runs/trace';

/** Windows that are shown. */
const WINDOWS = 3;
/** Room above and below the largest target, as a share of it. */
const ROOM = 1.35;

export interface FitThumb {
  readonly target: readonly Point[];
  readonly prediction: readonly Point[];
  readonly x: { readonly min: number; readonly max: number };
  readonly y: { readonly min: number; readonly max: number };
}

/** The last windows of a run; null before the first. A prediction far off is cut at the frame. */
export function fitThumb(trace: Trace): FitThumb | null {
  const windows = trace.detailSteps.length;
  if (windows === 0) return null;
  const { target, prediction, y } = windowSeries(trace, windows - 1);
  const min = Math.max(0, windows - WINDOWS);
  const shown = (points: readonly Point[]): Point[] => points.filter(({ x }) => x >= min);
  const bound = trace.windowBounds.target * ROOM;
  return {
    target: shown(target),
    prediction: shown(prediction),
    x: { min, max: windows },
    y: y.min < 0 && bound > 0 && y.min === -y.max ? { min: -bound, max: bound } : y,
  };
}

/** At most one point per half pixel: the lowest and the highest of each. */
export function thinned(points: readonly Point[], most: number): readonly Point[] {
  if (points.length <= most) return points;
  const every = Math.ceil((2 * points.length) / most);
  const kept: Point[] = [];
  for (let start = 0; start < points.length; start += every) {
    const bucket = points.slice(start, start + every);
    const [first] = bucket;
    if (first === undefined) continue;
    const low = bucket.reduce((least, point) => (point.y < least.y ? point : least), first);
    const high = bucket.reduce((largest, point) => (point.y > largest.y ? point : largest), first);
    kept.push(...(low.x <= high.x ? [low, high] : [high, low]));
  }
  return kept;
}
