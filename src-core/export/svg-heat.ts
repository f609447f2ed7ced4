// A heatmap as SVG: cells of one shade are one path, neighbours of one shade one rectangle, so that the text stays small.
import type { AxisScale } from './axis-scale';
import type { HeatPanel } from './chart';
import { colorRamp, parseHex, type Rgb } from './color-ramp';
import { INK } from './colours';
import type { Area, Frame } from './svg-series';
import { round, textElement, textWidth } from './svg-text';

/** Shades that are told apart. */
const SHADES = 32;
/** Share of the colour in the smallest value: told apart from "not recorded". */
const FAINTEST = 0.06;
/** Widest count of columns: narrower ones would not be seen. */
const MOST_COLUMNS = 320;
const BAR = { width: 96, height: 8, gap: 6 } as const;

/** The colours from the smallest to the largest value, `#rrggbb`. */
export function heatShades(colour: string): readonly string[] {
  const [paper, full] = [parseHex(INK.paper), parseHex(colour)];
  const faint = rgbAt(colorRamp(paper, full, 101), Math.round(FAINTEST * 100));
  const ramp = colorRamp(faint, full, SHADES);
  return Array.from({ length: SHADES }, (_, shade) => hex(rgbAt(ramp, shade)));
}

function rgbAt(ramp: Uint8ClampedArray, place: number): Rgb {
  return [ramp[place * 4] ?? 0, ramp[place * 4 + 1] ?? 0, ramp[place * 4 + 2] ?? 0];
}

const hex = (rgb: Rgb): string => `#${rgb.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;

/** Shade of a value; null where it is no number. */
function shadeOf(value: number, { min, max }: HeatPanel['range']): number | null {
  if (!Number.isFinite(value)) return null;
  if (value <= min) return 0;
  const share = Math.log(value / min) / Math.log(max / min);
  return Math.min(SHADES - 1, Math.floor(Math.min(1, share) * SHADES));
}

/** Columns that are drawn: all, or evenly chosen ones where there are more than can be seen. */
export function drawnColumns(count: number, most = MOST_COLUMNS): readonly number[] {
  if (count <= most) return Array.from({ length: count }, (_, column) => column);
  return Array.from({ length: most }, (_, place) => Math.floor((place * count) / most));
}

/** End of the last column: as far from its step as the one before. */
export function heatEnd(xs: ArrayLike<number>): number {
  const last = xs[xs.length - 1] ?? 0;
  return last + (xs.length > 1 ? last - (xs[xs.length - 2] ?? 0) : 1);
}

/** The cells, and in words where some hold no number. */
export function heatElements(panel: HeatPanel, { area, x }: Frame): string {
  const paths = new Map<number | null, string>();
  const columns = drawnColumns(panel.xs.length);
  const rowHeight = area.height / panel.rows;
  for (let row = 0; row < panel.rows; row += 1) {
    const top = area.top + area.height - (row + 1) * rowHeight;
    for (let place = 0; place < columns.length;) {
      const shade = shadeAt(panel, columns[place] ?? 0, row);
      let end = place + 1;
      while (end < columns.length && shadeAt(panel, columns[end] ?? 0, row) === shade) end += 1;
      const from = area.left + x.place(panel.xs[columns[place] ?? 0] ?? 0) * area.width;
      const next = columns[end];
      const to =
        area.left + x.place(next === undefined ? heatEnd(panel.xs) : (panel.xs[next] ?? 0)) * area.width;
      paths.set(shade, (paths.get(shade) ?? '') + cell(from, top, to - from, rowHeight));
      place = end;
    }
  }
  const shades = heatShades(panel.colour);
  return [...paths]
    .sort(([a], [b]) => (a ?? SHADES) - (b ?? SHADES))
    .map(
      ([shade, d]) =>
        `<path d="${d}" fill="${shade === null ? INK.text : (shades[shade] ?? '')}" shape-rendering="crispEdges"/>`,
    )
    .join('');
}

function shadeAt({ values, rows, range }: HeatPanel, column: number, row: number): number | null {
  return shadeOf(values[column * rows + row] ?? NaN, range);
}

function cell(left: number, top: number, width: number, height: number): string {
  const [w, h] = [round(width), round(height)];
  return `M${round(left)} ${round(top)}h${w}v${h}h-${w}z`;
}

/** True where a cell holds no finite number. */
export function hasNotFinite({ values }: HeatPanel): boolean {
  return values.some((value) => !Number.isFinite(value));
}

/** The bar of colours with the ends of its range. @param right end of the legend */
export function heatLegend(panel: HeatPanel, right: number, baseline: number): string {
  const [low, high] = rangeTexts(panel.range);
  const style = { size: 11, colour: INK.text } as const;
  const barRight = right - textWidth(high, 11) - BAR.gap;
  const barLeft = barRight - BAR.width;
  const shades = heatShades(panel.colour);
  const each = BAR.width / shades.length;
  const bar = shades.map(
    (shade, place) =>
      `<path d="M${round(barLeft + place * each)} ${round(baseline - BAR.height)}h${round(each)}v${BAR.height}h-${round(each)}z" fill="${shade}" shape-rendering="crispEdges"/>`,
  );
  const lowText = textElement(barLeft - BAR.gap, baseline, low, { ...style, anchor: 'end' });
  return lowText + bar.join('') + textElement(right, baseline, high, { ...style, anchor: 'end' });
}

/** Width of the legend, for the title to stay clear of it. */
export function heatLegendWidth({ range }: HeatPanel): number {
  const [low, high] = rangeTexts(range);
  return textWidth(low, 11) + textWidth(high, 11) + BAR.width + 2 * BAR.gap;
}

/** Ends of the range, two digits each. */
function rangeTexts({ min, max }: HeatPanel['range']): readonly [string, string] {
  const short = (value: number) =>
    value >= 0.01 && value < 1000
      ? String(Number(value.toPrecision(2)))
      : value.toExponential(1).replace('e+', 'e').replace('-', '−');
  return [short(min), short(max)];
}

/** An axis of rows: whole numbers from 0, a row's number in its middle. */
export function rowScale(rows: number, area: Pick<Area, 'height'>): AxisScale {
  const most = Math.max(2, Math.floor(area.height / 22));
  const every =
    [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find((step) => rows / step <= most) ?? rows;
  const ticks = Array.from({ length: Math.ceil(rows / every) }, (_, place) => ({
    value: place * every,
    text: String(place * every),
  }));
  return { min: 0, max: rows, ticks, place: (value) => (value + 0.5) / rows };
}
