// Target and prediction of the recorded windows as two lines: domain → points, no pixels.
import { taskTraits } from '../../src-core/experiment/task-traits';
import type { EvaluatedWindow } from '../../src-core/contract/run-event';
import { count, figure, multipleOfPi } from '../format/number-text';
import type { Point } from '../runs/min-max-buckets';
import type { Trace, TraceShape } from '../runs/trace';
import { roundUp, type Domain } from './axis-domain';
import type { Shade } from './chart-overlay';

/** Windows visible at once. */
export const VISIBLE_WINDOWS = 10;
/** Free room at both ends of a level, in windows. */
const LEVEL_MARGIN = 0.12;
/** How far beyond the target the axis follows a prediction that leaves it. */
const FOLLOWED_EXCESS = 4;
/** Room beyond the target. */
const ROOM = 1.2;

export interface WindowSeries {
  readonly target: Point[];
  readonly prediction: Point[];
  /** x runs in windows: the window at place p of the chart covers [p, p + 1). */
  readonly x: Domain;
  readonly y: Domain;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
}

/** A step whose window was not recorded, and is known all the same. */
export interface KnownWindow {
  readonly step: number;
  readonly window: Pick<EvaluatedWindow, 'target' | 'prediction'>;
}

interface PlacedWindow {
  readonly step: number;
  readonly target: Float32Array;
  readonly prediction: Float32Array;
}

/**
 * The last {@link VISIBLE_WINDOWS} recorded windows up to and including place `end` (−1: none yet), and behind them `known`.
 * Of a task with several outputs the first is drawn; of one with classes the number of the class, from 0, that is the largest
 * of its features. What is asked for at the last point alone is a level over its window. Windows that do not follow on each
 * other, or whose answers have nothing to do with each other, are not joined.
 */
export function windowSeries(trace: Trace, end: number, known: KnownWindow | null = null): WindowSeries {
  const last = known === null ? end : end + 1;
  const first = Math.max(0, last + 1 - VISIBLE_WINDOWS);
  const target: Point[] = [];
  const prediction: Point[] = [];
  let before: PlacedWindow | null = null;
  for (let place = first; place <= last; place += 1) {
    const window: PlacedWindow =
      place > end && known !== null ? { step: known.step, ...known.window } : recorded(trace, place);
    if (before !== null && !follows(trace, before, window)) {
      target.push({ x: place, y: NaN });
      prediction.push({ x: place, y: NaN });
    }
    addWindow(target, window.target, trace, place);
    addWindow(prediction, window.prediction, trace, place);
    before = window;
  }
  const x = { min: first, max: first + VISIBLE_WINDOWS };
  return { target, prediction, x, y: windowRange(trace), ticks: windowTicks(trace, x, end, known) };
}

const recorded = (trace: Trace, place: number): PlacedWindow => ({
  step: trace.detailSteps.at(place),
  target: trace.target.row(place),
  prediction: trace.prediction.row(place),
});

const follows = ({ shape }: Trace, before: PlacedWindow, { step }: PlacedWindow): boolean =>
  taskTraits(shape.task).windows === 'series' && shape.windows !== 'independent' && step === before.step + 1;

/** @param width of the window on the x axis */
function addWindow(
  points: Point[],
  row: Float32Array,
  { shape }: Pick<Trace, 'shape'>,
  place: number,
  width = 1,
): void {
  const last = shape.timeStep - 1;
  if (taskTraits(shape.task).answer === 'last') {
    const y = answerAt(row, last, shape);
    points.push({ x: place + LEVEL_MARGIN * width, y }, { x: place + (1 - LEVEL_MARGIN) * width, y });
    return;
  }
  for (let t = 0; t < shape.timeStep; t += 1) {
    points.push({ x: place + (t / shape.timeStep) * width, y: answerAt(row, t, shape) });
  }
}

/** The value at a point, or the number of its class; NaN where there is none. */
export function answerAt(row: Float32Array, t: number, { outputSize, task }: TraceShape): number {
  if (taskTraits(task).target === 'values') return row[t * outputSize] ?? NaN;
  const features = row.subarray(t * outputSize, (t + 1) * outputSize);
  if (features.length === 0 || features.some((value) => Number.isNaN(value))) return NaN;
  return features.indexOf(features.reduce((most, value) => Math.max(most, value)));
}

/**
 * Range of the windows of a run: half a class beyond the first and last; of values symmetric about zero, so that it holds every
 * target, and predictions up to a few times that; its ends are numbers of two digits, which fit beside a small chart.
 */
export function windowRange({ windowBounds, shape }: Pick<Trace, 'windowBounds' | 'shape'>): Domain {
  if (taskTraits(shape.task).target === 'classes') return { min: -0.5, max: shape.outputSize - 0.5 };
  const target = windowBounds.target || 1;
  const followed = Math.min(windowBounds.prediction, target * FOLLOWED_EXCESS);
  const bound = followed > target * ROOM ? roundUp(followed) : Number((target * ROOM).toPrecision(2));
  return { min: -bound, max: bound };
}

/** Of a wave step k begins at kπ; where not every step is recorded, and elsewhere, the steps are named instead. */
function windowTicks(
  { shape, detailSteps }: Trace,
  { min, max }: Domain,
  end: number,
  known: KnownWindow | null,
): WindowSeries['ticks'] {
  const ticks: { value: number; label: string }[] = [];
  for (let place = min; place <= max; place += 1) {
    if (known !== null && place > end + 1) break;
    // A window still to come is where the grid will have it; the last one of a run may lie off it.
    const own = place < detailSteps.length ? detailSteps.at(place) : place * shape.detailEvery;
    const step = known !== null && place === end + 1 ? known.step : own;
    if (shape.detailEvery === 1 && shape.task === 'sine-cosine')
      ticks.push({ value: place, label: multipleOfPi(step) });
    else if (place < max) ticks.push({ value: place, label: count(step) });
  }
  return ticks;
}

/** The windows of the training, and behind them those that were tested. */
export interface FitSeries extends WindowSeries {
  readonly shades: readonly Shade[];
}

/** What is drawn beside the windows of the training. */
export interface TestedWindow {
  readonly label: string;
  /** Its loss; null: it has none of its own. */
  readonly loss: number | null;
  readonly window: Pick<EvaluatedWindow, 'target' | 'prediction'>;
}

/** Windows of the training that a tested window is as wide as, and the room before it. */
const TESTED_WIDTH = 2;
const TESTED_GAP = 0.3;

/** The series with tested windows behind it, in stretches of their own. */
export function withTested(
  series: WindowSeries,
  shape: TraceShape,
  tested: readonly TestedWindow[],
): FitSeries {
  const [target, prediction] = [[...series.target], [...series.prediction]];
  const shades: Shade[] = [];
  let end = series.x.max;
  for (const { label, loss, window } of tested) {
    const from = end + TESTED_GAP;
    end = from + TESTED_WIDTH;
    for (const points of [target, prediction]) points.push({ x: from, y: NaN });
    addWindow(target, window.target, { shape }, from, TESTED_WIDTH);
    addWindow(prediction, window.prediction, { shape }, from, TESTED_WIDTH);
    shades.push({ from, to: end, label, figure: loss === null ? null : figure(loss) });
  }
  // The end of the last window has no number of its own where something else stands behind it.
  const ticks = tested.length === 0 ? series.ticks : series.ticks.filter(({ value }) => value < series.x.max);
  return { ...series, target, prediction, ticks, x: { min: series.x.min, max: end }, shades };
}
