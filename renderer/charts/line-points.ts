// The points a line is drawn from: few enough to draw in a frame, and no spike lost.
import { DRAWN_POINTS, MinMaxBuckets, type Point } from '../runs/min-max-buckets';
import type { Domain } from './axis-domain';

/** A value for every step from 0. */
export interface StepValues {
  /** Steps that have a value. */
  readonly rows: number;
  /** NaN where there is none. */
  at(step: number): number;
  /** Where values are known at some steps only: whether this is one of them. */
  knows?(step: number): boolean;
}

/** Share of the axis from which on the buckets of the whole axis are fine enough. */
const COARSE_SHARE = 1 / 4;

/**
 * Points of a line within a view.
 * @param drawn buckets of the whole axis
 * @param view null: the whole axis
 */
export function linePoints(
  values: StepValues,
  drawn: MinMaxBuckets,
  view: Domain | null,
  steps: number,
): Point[] {
  if (view === null) return drawn.points();
  const { from, to } = stepsInView(view, values.rows);
  if (drawn.width === 1 || (to - from) / steps >= COARSE_SHARE)
    return drawn.points().filter(({ x }) => x >= from - drawn.width && x <= to + drawn.width);
  const fine = new MinMaxBuckets(to - from);
  for (let step = from; step < to; step += 1) fine.add(step, values.at(step));
  return fine.points();
}

/** Steps in view, and one beyond each end so that lines reach the frame. */
export function stepsInView(view: Domain, rows: number): { readonly from: number; readonly to: number } {
  const from = Math.max(0, Math.floor(view.min) - 1);
  return { from, to: Math.max(from, Math.min(rows, Math.ceil(view.max) + 2)) };
}

/** Steps at which something costly is worth computing for a view: evenly spread, the last one of each stretch. */
export function sampledSteps(view: Domain, most = DRAWN_POINTS / 4): number[] {
  const first = Math.max(0, Math.floor(view.min));
  const every = Math.max(1, Math.ceil((Math.ceil(view.max) - first + 1) / most));
  // On a grid of its own, so that panning does not change which steps are sampled.
  const start = Math.floor(first / every) * every + every - 1;
  const steps: number[] = [];
  for (let step = start; step <= view.max + every; step += every) steps.push(step);
  return steps;
}
