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
}

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
      for (const { y: value, label } of overlay.limits)
        drawLimit(ctx, box, y.getPixelForValue(value), label, theme);
      overlay.marks.forEach(({ x: value, label }, place) => {
        drawMark(ctx, box, x.getPixelForValue(value), label, place, theme);
      });
      if (overlay.cursor !== null) {
        const at = x.getPixelForValue(overlay.cursor);
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

function drawLimit(
  ctx: CanvasRenderingContext2D,
  box: Box,
  y: number,
  text: string,
  theme: ChartTheme,
): void {
  if (!(y >= box.top && y <= box.bottom)) return;
  ctx.strokeStyle = theme.warn;
  ctx.fillStyle = theme.warn;
  ctx.setLineDash([]);
  line(ctx, box.left, Math.round(y) + 0.5, box.right, Math.round(y) + 0.5);
  ctx.textAlign = 'right';
  ctx.textBaseline = 'top';
  const above = y - CHART_TEXT - 6;
  label(ctx, text, box.right - 4, above >= box.top ? above : y + 4, theme);
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
  const right = x + ctx.measureText(text).width + 10 <= box.right;
  ctx.textAlign = right ? 'left' : 'right';
  ctx.textBaseline = 'top';
  label(ctx, text, right ? x + 6 : x - 6, box.top + 4 + place * (CHART_TEXT + 6), theme);
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
