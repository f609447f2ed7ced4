// What is drawn over a chart beside its lines: cursor, limits, and the steps where a run diverged.
import type { Plugin } from 'chart.js';
import { CHART_TEXT, type ChartTheme } from './chart-theme';
import type { LineChart } from './chart-parts';

/** A dot where the cursor meets a line. */
export interface CursorDot {
  readonly y: number;
  readonly color: string;
}

export interface Overlay {
  /** x of the cursor; null: none. */
  readonly cursor: number | null;
  readonly dots: readonly CursorDot[];
  readonly limits: readonly { readonly y: number; readonly label: string }[];
  readonly marks: readonly { readonly x: number; readonly label: string }[];
  /** A range of values that is pointed out at the right edge; null: none. */
  readonly range: { readonly low: number; readonly high: number; readonly label: string } | null;
  /** Value of a line that others lie above and below of; null: none. */
  readonly base: number | null;
  /** A stretch that is being dragged over; null: none. */
  readonly stretch: { readonly from: number; readonly to: number } | null;
  /** Stretches that are set apart. */
  readonly shades: readonly Shade[];
}

/** A stretch of the x axis that is set apart. */
export interface Shade {
  readonly from: number;
  readonly to: number;
  /** What it is, below it. */
  readonly label: string;
  /** A figure of it, where there is room. */
  readonly figure: string | null;
}

/** An overlay with nothing in it. */
export const NO_OVERLAY: Overlay = {
  cursor: null,
  dots: [],
  limits: [],
  marks: [],
  range: null,
  base: null,
  stretch: null,
  shades: [],
};

type Box = LineChart['chartArea'];

/** A Chart.js plugin that draws the overlay `read` returns. */
export function overlayPlugin(theme: ChartTheme, read: () => Overlay): Plugin<'line'> {
  return {
    id: 'overlay',
    afterDatasetsDraw(chart) {
      const { ctx, chartArea: box, scales } = chart;
      const { x, y } = scales;
      if (x === undefined || y === undefined) return;
      const overlay = read();
      ctx.save();
      ctx.font = `${CHART_TEXT}px ${theme.fontFamily}`;
      ctx.lineWidth = 1;
      const inside = (at: number): boolean => at >= box.left - 0.5 && at <= box.right + 0.5;
      if (overlay.base !== null) drawBase(ctx, box, y.getPixelForValue(overlay.base), theme);
      if (overlay.stretch !== null) {
        const { from, to } = overlay.stretch;
        drawStretch(ctx, box, x.getPixelForValue(from), x.getPixelForValue(to), theme);
      }
      for (const shade of overlay.shades)
        drawShade(ctx, box, x.getPixelForValue(shade.from), x.getPixelForValue(shade.to), shade, theme);
      if (overlay.range !== null) {
        const { low, high, label: words } = overlay.range;
        drawRange(ctx, box, y.getPixelForValue(high), y.getPixelForValue(low), words, theme);
      }
      const side = overlay.range === null ? 'right' : 'left';
      for (const { y: value, label } of overlay.limits)
        drawLimit(ctx, box, y.getPixelForValue(value), label, side, theme);
      overlay.marks.forEach(({ x: value, label }, place) => {
        const at = x.getPixelForValue(value);
        if (inside(at)) drawMark(ctx, box, at, label, place, theme);
      });
      const at = overlay.cursor === null ? NaN : x.getPixelForValue(overlay.cursor);
      if (inside(at)) {
        drawCursor(ctx, box, at, theme);
        for (const dot of overlay.dots) drawDot(ctx, at, y.getPixelForValue(dot.y), dot.color, theme);
      }
      ctx.restore();
    },
  };
}

/** Text on a patch of the card's own colour, so that lines under it do not cross it. */
function label(ctx: CanvasRenderingContext2D, text: string, x: number, y: number, theme: ChartTheme): void {
  const width = ctx.measureText(text).width;
  const left = ctx.textAlign === 'right' ? x - width : x;
  ctx.save();
  ctx.globalAlpha = 0.85;
  ctx.fillStyle = theme.surface;
  ctx.fillRect(left - 3, y - 2, width + 6, CHART_TEXT + 5);
  ctx.restore();
  ctx.fillText(text, x, y);
}

function line(ctx: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}

/** Words of a limit stand at the side where no range has its own. */
function drawLimit(
  ctx: CanvasRenderingContext2D,
  box: Box,
  y: number,
  text: string,
  side: 'left' | 'right',
  theme: ChartTheme,
): void {
  if (!(y >= box.top && y <= box.bottom)) return;
  ctx.strokeStyle = theme.warn;
  ctx.fillStyle = theme.warn;
  ctx.setLineDash([]);
  line(ctx, box.left, Math.round(y) + 0.5, box.right, Math.round(y) + 0.5);
  ctx.textAlign = side;
  ctx.textBaseline = 'top';
  const above = y - CHART_TEXT - 6;
  label(ctx, text, side === 'left' ? box.left + 6 : box.right - 4, above >= box.top ? above : y + 4, theme);
}

function drawBase(ctx: CanvasRenderingContext2D, box: Box, y: number, theme: ChartTheme): void {
  if (!(y >= box.top && y <= box.bottom)) return;
  ctx.strokeStyle = theme.edge;
  ctx.setLineDash([]);
  line(ctx, box.left, Math.round(y) + 0.5, box.right, Math.round(y) + 0.5);
}

function drawStretch(
  ctx: CanvasRenderingContext2D,
  box: Box,
  from: number,
  to: number,
  theme: ChartTheme,
): void {
  const [left, right] = [Math.max(box.left, Math.min(from, to)), Math.min(box.right, Math.max(from, to))];
  ctx.save();
  ctx.globalAlpha = 0.16;
  ctx.fillStyle = theme.text;
  ctx.fillRect(left, box.top, right - left, box.bottom - box.top);
  ctx.restore();
}

/** Height from which a figure leaves room for what it stands over. */
const ROOM_FOR_FIGURE = 90;

function drawShade(
  ctx: CanvasRenderingContext2D,
  box: Box,
  left: number,
  right: number,
  shade: Shade,
  theme: ChartTheme,
): void {
  ctx.save();
  ctx.globalAlpha = 0.07;
  ctx.fillStyle = theme.text;
  ctx.fillRect(left, box.top, right - left, box.bottom - box.top);
  ctx.restore();
  ctx.fillStyle = theme.muted;
  ctx.textBaseline = 'top';
  ctx.textAlign = 'center';
  ctx.fillText(shade.label, (left + right) / 2, box.bottom + 7);
  if (shade.figure === null || box.bottom - box.top < ROOM_FOR_FIGURE) return;
  if (ctx.measureText(shade.figure).width > right - left - 8) return;
  ctx.textAlign = 'left';
  label(ctx, shade.figure, left + 4, box.top + 3, theme);
}

/** A bracket at the right edge, cut where it leaves the chart. */
function drawRange(
  ctx: CanvasRenderingContext2D,
  box: Box,
  high: number,
  low: number,
  text: string,
  theme: ChartTheme,
): void {
  const [top, bottom] = [Math.max(box.top, high), Math.min(box.bottom, low)];
  if (!(bottom > top)) return;
  const right = box.right - 1.5;
  ctx.strokeStyle = theme.warn;
  ctx.fillStyle = theme.warn;
  ctx.setLineDash([]);
  line(ctx, right, top, right, bottom);
  if (high >= box.top) line(ctx, right - 5, top + 0.5, right, top + 0.5);
  if (low <= box.bottom) line(ctx, right - 5, bottom - 0.5, right, bottom - 0.5);
  ctx.textAlign = 'right';
  ctx.textBaseline = 'bottom';
  ctx.save();
  ctx.textBaseline = 'top';
  label(ctx, text, right - 8, Math.min(bottom - CHART_TEXT - 4, Math.max(top + 4, box.top + 4)), theme);
  ctx.restore();
}

/** The text, or as much of its end as a width takes: what happened stands behind the name of the lane. */
function endThatFits(ctx: CanvasRenderingContext2D, text: string, width: number): string {
  if (ctx.measureText(text).width <= width) return text;
  let from = 1;
  while (from < text.length && ctx.measureText(`…${text.slice(from)}`).width > width) from += 1;
  return `…${text.slice(from)}`;
}

function drawMark(
  ctx: CanvasRenderingContext2D,
  box: Box,
  x: number,
  text: string,
  place: number,
  theme: ChartTheme,
): void {
  ctx.strokeStyle = theme.warn;
  ctx.fillStyle = theme.warn;
  ctx.setLineDash([4, 3]);
  line(ctx, x, box.top, x, box.bottom);
  const shown = endThatFits(ctx, text, box.right - box.left - 12);
  const width = ctx.measureText(shown).width;
  const [before, after] = [x - 6 - width, x + 6];
  const isRoom = after + width + 4 <= box.right;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  // Within the chart on whichever side; over the line itself where neither has room.
  const left = isRoom ? after : before >= box.left ? before : box.right - width - 6;
  label(ctx, shown, left, box.top + 4 + place * (CHART_TEXT + 6), theme);
}

function drawCursor(ctx: CanvasRenderingContext2D, box: Box, x: number, theme: ChartTheme): void {
  ctx.strokeStyle = theme.edge;
  ctx.setLineDash([2, 3]);
  line(ctx, x, box.top, x, box.bottom);
}

function drawDot(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  color: string,
  theme: ChartTheme,
): void {
  if (!Number.isFinite(y)) return;
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.arc(x, y, 3.5, 0, 2 * Math.PI);
  ctx.fillStyle = color;
  ctx.strokeStyle = theme.surface;
  ctx.fill();
  ctx.stroke();
}
