// Target and prediction of the recorded windows as two lines: domain → points, no pixels.
import { taskTraits } from '../../src-core/experiment/task-traits';
import { count, multipleOfPi } from '../format/number-text';
import type { Point } from '../runs/min-max-buckets';
import type { Trace, TraceShape } from '../runs/trace';
import { roundUp, type Domain } from './axis-domain';

/** Windows visible at once. */
export const VISIBLE_WINDOWS = 10;
/** Free room at both ends of a level, in windows. */
const LEVEL_MARGIN = 0.12;
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
 * Of a task with several outputs the first is drawn; of one with classes the number of the class, from 0, that is the largest
 * of its features. What is asked for at the last point alone is a level over its window. Windows that do not follow on each
 * other, or whose answers have nothing to do with each other, are not joined.
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
  taskTraits(trace.shape.task).windows === 'series' &&
  trace.shape.windows !== 'independent' &&
  trace.detailSteps.at(place) === trace.detailSteps.at(place - 1) + 1;

function addWindow(points: Point[], row: Float32Array, { shape }: Trace, place: number): void {
  const last = shape.timeStep - 1;
  if (taskTraits(shape.task).answer === 'last') {
    const y = answerAt(row, last, shape);
    points.push({ x: place + LEVEL_MARGIN, y }, { x: place + 1 - LEVEL_MARGIN, y });
    return;
  }
  for (let t = 0; t < shape.timeStep; t += 1) {
    points.push({ x: place + t / shape.timeStep, y: answerAt(row, t, shape) });
  }
}

/** The value at a point, or the number of its class; NaN where there is none. */
function answerAt(row: Float32Array, t: number, { outputSize, task }: TraceShape): number {
  if (taskTraits(task).target === 'values') return row[t * outputSize] ?? NaN;
  const features = row.subarray(t * outputSize, (t + 1) * outputSize);
  if (features.length === 0 || features.some((value) => Number.isNaN(value))) return NaN;
  return features.indexOf(features.reduce((most, value) => Math.max(most, value)));
}

/**
 * Range of the windows of a run: half a class beyond the first and last; of values symmetric about zero, so that it holds every
 * target, and predictions up to a few times that.
 */
export function windowRange({ windowBounds, shape }: Trace): Domain {
  if (taskTraits(shape.task).target === 'classes') return { min: -0.5, max: shape.outputSize - 0.5 };
  const target = windowBounds.target || 1;
  const followed = Math.min(windowBounds.prediction, target * FOLLOWED_EXCESS);
  const bound = followed > target * 1.2 ? roundUp(followed) : target * 1.2;
  return { min: -bound, max: bound };
}

/** Of a wave step k begins at kπ; where not every step is recorded, and elsewhere, the steps are named instead. */
function windowTicks({ shape, detailSteps }: Trace, { min, max }: Domain): WindowSeries['ticks'] {
  const ticks: { value: number; label: string }[] = [];
  for (let place = min; place <= max; place += 1) {
    // A window still to come is where the grid will have it; the last one of a run may lie off it.
    const step = place < detailSteps.length ? detailSteps.at(place) : place * shape.detailEvery;
    if (shape.detailEvery === 1 && shape.task === 'sine-cosine')
      ticks.push({ value: place, label: multipleOfPi(step) });
    else if (place < max) ticks.push({ value: place, label: count(step) });
  }
  return ticks;
}
