// The band of a series: what lies between its quartiles, faint, behind the lines.
import type { Band, Series } from './chart';
import type { Frame } from './svg-series';
import { round } from './svg-text';

interface Slice {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

/** One polygon per stretch in which the lower quartile has a place; what reaches to ∞ goes to the frame. */
export function bandElements(frame: Frame, series: Series): string {
  const { band } = series;
  if (band === undefined) return '';
  return stretches(frame, series, band)
    .map((slices) => {
      const there = slices.map(({ x, high }) => `${round(x)} ${round(high)}`);
      const back = [...slices].reverse().map(({ x, low }) => `${round(x)} ${round(low)}`);
      return `<path d="M${[...there, ...back].join('L')}z" fill="${series.colour}" fill-opacity="0.16"/>`;
    })
    .join('');
}

function stretches(frame: Frame, series: Series, band: Band): readonly (readonly Slice[])[] {
  const all: Slice[][] = [[]];
  for (let i = 0; i < series.x.length; i += 1) {
    const slice = sliceAt(frame, series.x[i] ?? NaN, band.low[i] ?? NaN, band.high[i] ?? NaN);
    const last = all.at(-1) ?? [];
    if (slice === null) {
      if (last.length > 0) all.push([]);
      continue;
    }
    const before = last.at(-1);
    // Of all steps in one column of pixels the widest band is kept.
    if (before !== undefined && Math.floor(before.x) === Math.floor(slice.x)) {
      last[last.length - 1] = {
        x: before.x,
        low: Math.max(before.low, slice.low),
        high: Math.min(before.high, slice.high),
      };
    } else last.push(slice);
  }
  return all.filter((slices) => slices.length > 1);
}

/** Heights in pixels from the top, within the frame; null where the lower end is at infinity, or has no number. */
function sliceAt({ area, x, y }: Frame, at: number, low: number, high: number): Slice | null {
  const left = area.left + x.place(at) * area.width;
  if (!Number.isFinite(low) || Number.isNaN(high) || !Number.isFinite(left)) return null;
  const height = (value: number) => {
    const share = value === Infinity ? 1 : y.place(value);
    // On a log axis zero lies below everything.
    return area.top + (1 - Math.min(1, Math.max(0, Number.isNaN(share) ? 0 : share))) * area.height;
  };
  return { x: left, low: height(low), high: height(high) };
}
