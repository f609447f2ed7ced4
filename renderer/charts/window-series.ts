// Target and prediction of the recorded windows as two lines: domain → points, no pixels.
import { count, multipleOfPi } from '../format/number-text';
import type { Point } from '../runs/min-max-buckets';
import type { Trace } from '../runs/trace';
import { roundUp, type Domain } from './axis-domain';

/** Windows visible at once. */
export const VISIBLE_WINDOWS = 10;
/** How far beyond the target the axis follows a prediction that leaves it. */
const FOLLOWED_EXCESS = 4;

export interface WindowSeries {
  readonly target: Point[];
  readonly prediction: Point[];
  /** x runs in windows: recorded window p covers [p, p + 1). */
  readonly x: Domain;
  readonly y: Domain;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
}

/**
 * The last {@link VISIBLE_WINDOWS} recorded windows up to and including place `end` (−1: none yet).
 * Of a task with several outputs the first is drawn. Windows that do not follow on each other are not joined.
 */
export function windowSeries(trace: Trace, end: number): WindowSeries {
  const first = Math.max(0, end + 1 - VISIBLE_WINDOWS);
  const target: Point[] = [];
  const prediction: Point[] = [];
  for (let place = first; place <= end; place += 1) {
    if (place > first && !follows(trace, place)) {
      target.push({ x: place, y: NaN });
      prediction.push({ x: place, y: NaN });
    }
    addWindow(target, trace.target.row(place), trace, place);
    addWindow(prediction, trace.prediction.row(place), trace, place);
  }
  const x = { min: first, max: first + VISIBLE_WINDOWS };
  return { target, prediction, x, y: windowRange(trace), ticks: windowTicks(trace, x) };
}

const follows = (trace: Trace, place: number): boolean =>
  trace.detailSteps.at(place) === trace.detailSteps.at(place - 1) + 1;

function addWindow(points: Point[], row: Float32Array, { shape }: Trace, place: number): void {
  for (let t = 0; t < shape.timeStep; t += 1) {
    points.push({ x: place + t / shape.timeStep, y: row[t * shape.outputSize] ?? NaN });
  }
}

/** Range of the windows of a run: symmetric about zero; holds every target, and predictions up to a few times that. */
export function windowRange({ windowBounds }: Trace): Domain {
  const target = windowBounds.target || 1;
  const followed = Math.min(windowBounds.prediction, target * FOLLOWED_EXCESS);
  const bound = followed > target * 1.2 ? roundUp(followed) : target * 1.2;
  return { min: -bound, max: bound };
}

/** Step k begins at kπ; where not every step is recorded, the steps are named instead. */
function windowTicks({ shape, detailSteps }: Trace, { min, max }: Domain): WindowSeries['ticks'] {
  const ticks: { value: number; label: string }[] = [];
  for (let place = min; place <= max; place += 1) {
    // A window still to come is where the grid will have it; the last one of a run may lie off it.
    const step = place < detailSteps.length ? detailSteps.at(place) : place * shape.detailEvery;
    if (shape.detailEvery === 1) ticks.push({ value: place, label: multipleOfPi(step) });
    else if (place < max) ticks.push({ value: place, label: count(step) });
  }
  return ticks;
}
