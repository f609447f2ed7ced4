// One series as SVG: a line with as many points as the picture can show; svg-marks.ts names what cannot be drawn.
import type { Series } from './chart';
import type { AxisScale } from './axis-scale';
import { round } from './svg-text';

/** The plotting area in pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Frame {
  readonly area: Area;
  readonly x: AxisScale;
  readonly y: AxisScale;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function pointAt({ area, x, y }: Frame, xValue: number, yValue: number): Point {
  return { x: area.left + x.place(xValue) * area.width, y: area.top + (1 - y.place(yValue)) * area.height };
}

/** Of all points that fall into one pixel column: first, lowest, highest, last. What the eye could see is kept. */
function thinned(points: readonly Point[]): readonly Point[] {
  const kept: Point[] = [];
  for (let start = 0; start < points.length;) {
    const column = Math.floor(points[start]?.x ?? 0);
    let end = start;
    while (end < points.length && Math.floor(points[end]?.x ?? 0) === column) end += 1;
    const inside = points.slice(start, end);
    if (inside.length <= 4) kept.push(...inside);
    else {
      const ys = inside.map((point) => point.y);
      const extremes = [ys.indexOf(Math.min(...ys)), ys.indexOf(Math.max(...ys))];
      const places = [...new Set([0, ...extremes, inside.length - 1])].sort((a, b) => a - b);
      kept.push(...places.flatMap((place) => inside[place] ?? []));
    }
    start = end;
  }
  return kept;
}

/** Stretches of consecutive points that have a place. */
function stretches(frame: Frame, series: Series): readonly (readonly Point[])[] {
  const all: Point[][] = [[]];
  for (let i = 0; i < series.y.length; i += 1) {
    const point = pointAt(frame, series.x[i] ?? NaN, series.y[i] ?? NaN);
    if (Number.isFinite(point.x) && Number.isFinite(point.y)) all.at(-1)?.push(point);
    else if ((all.at(-1)?.length ?? 0) > 0) all.push([]);
  }
  return all.filter((points) => points.length > 0);
}

function pathOf(points: readonly Point[]): string {
  return points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
}

/** The line of a series, and a dot for each value that has no neighbours. */
export function seriesElements(frame: Frame, series: Series): string {
  const stroke = `stroke="${series.colour}" stroke-width="1.75" stroke-linejoin="round" stroke-linecap="round"`;
  const dash = series.dash === null ? '' : ` stroke-dasharray="${series.dash}"`;
  return stretches(frame, series)
    .map((points) => {
      const [only] = points;
      if (points.length === 1 && only !== undefined) {
        return `<circle cx="${round(only.x)}" cy="${round(only.y)}" r="2" fill="${series.colour}"/>`;
      }
      return `<path d="${pathOf(thinned(points))}" fill="none" ${stroke}${dash}/>`;
    })
    .join('');
}
