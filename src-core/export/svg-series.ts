// One series as SVG: a line with as many points as the picture can show, and a named mark where a value is not finite.
import type { Series } from './chart';
import { INK } from './colours';
import type { AxisScale } from './axis-scale';
import { round, textElement, textWidth } from './svg-text';

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

/** What a value without a place is called; null for one that has a place. */
function nameOf(value: number, y: AxisScale): string | null {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  return Number.isNaN(y.place(value)) ? (value === 0 ? '0' : 'below 0') : null;
}

/** A cross at the first value of a series that cannot be drawn, and its name: `RNN: NaN from step 41`. @param line rows further down, so that names do not meet */
export function notFiniteMark(frame: Frame, series: Series, xName: string, line: number): string {
  const { area, x, y } = frame;
  const first = Array.from(series.y).findIndex((value) => nameOf(value, y) !== null);
  if (first < 0) return '';
  const at = series.x[first] ?? NaN;
  const center = area.left + Math.min(1, Math.max(0, x.place(at))) * area.width;
  const top = area.top + 10 + 16 * line;
  const name = `${series.label}: ${nameOf(series.y[first] ?? NaN, y) ?? ''} from ${xName} ${round(at)}`;
  const fits = center + 10 + textWidth(name, 11) <= area.left + area.width;
  const cross = `M${round(center - 4)} ${round(top - 4)}l8 8m0 -8l-8 8`;
  const drop = `M${round(center)} ${round(top + 7)}V${round(area.top + area.height)}`;
  return [
    `<path d="${drop}" stroke="${series.colour}" stroke-width="1" stroke-dasharray="1 3" fill="none"/>`,
    `<path d="${cross}" stroke="${series.colour}" stroke-width="2" stroke-linecap="round" fill="none"/>`,
    textElement(center + (fits ? 10 : -10), top + 4, name, {
      size: 11,
      colour: INK.text,
      halo: INK.paper,
      anchor: fits ? 'start' : 'end',
    }),
  ].join('');
}
