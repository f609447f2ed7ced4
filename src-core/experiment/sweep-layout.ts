// How the lanes of a sweep lie on its grid. Lanes of one point stand beside each other, so that they differ in colour; those of
// an experiment without a sweep stand as they are stated.
import type { Experiment } from './experiment';
import { gridPoints, sweepAxes, type GridPoint, type SweepAxis } from './sweep';

export interface SweepLayout {
  /** One or two; of two, the first has the rows of the grid and the second its columns. */
  readonly axes: readonly SweepAxis[];
  /** Every point of the grid, row by row. */
  readonly points: readonly GridPoint[];
  /** Labels of the lanes as they are stated. */
  readonly stated: readonly string[];
}

/** The grid of an experiment; null where it has no sweep. */
export function sweepLayout({ sweep, lanes }: Pick<Experiment, 'sweep' | 'lanes'>): SweepLayout | null {
  const axes = sweepAxes(sweep);
  if (axes.length === 0) return null;
  return { axes, points: gridPoints(axes), stated: lanes.map(({ label }) => label) };
}

/** A place of the grid: which lane, as stated, at which point. */
export interface SweepPlace {
  readonly stated: number;
  readonly point: number;
}

/** Where the lane lies that is trained as the `index`-th: lanes are resolved lane by lane, point by point. */
export function placeOfResolved({ points }: SweepLayout, index: number): SweepPlace {
  return { stated: Math.floor(index / points.length), point: index % points.length };
}

/** Number of a lane that decides its colour and dash: those of one point follow on each other. */
export function laneIndexAt({ stated }: SweepLayout, place: SweepPlace): number {
  return place.point * stated.length + place.stated;
}

/** The way back from {@link laneIndexAt}. */
export function placeOfLane({ stated }: SweepLayout, laneIndex: number): SweepPlace {
  return { stated: laneIndex % stated.length, point: Math.floor(laneIndex / stated.length) };
}
