// One panel: heading, legend, axes with grid, and what it shows.
import { assertNever } from '../assert-never';
import type { Translate } from '../language/translate';
import { linearScale, logScale, type AxisScale, type ScaleRequest } from './axis-scale';
import type { Axis, HeatPanel, LinePanel, Panel } from './chart';
import { INK } from './colours';
import { bandElements } from './svg-band';
import { hasNotFinite, heatElements, heatEnd, heatLegend, heatLegendWidth, rowScale } from './svg-heat';
import { legendElements, LEGEND_ROW, planLegend, type LegendPlan } from './svg-legend';
import { markElements, notFiniteMarks } from './svg-marks';
import { seriesElements, type Area, type Frame } from './svg-series';
import { fitText, round, textElement, textWidth } from './svg-text';

const TITLE_SIZE = 14;
const SMALL_SIZE = 11;
const HEADING_HEIGHT = 46;
const X_AXIS_HEIGHT = 38;
const LINES_HEIGHT = 166;
/** Height of a heatmap's row, and of all of them together. */
const ROW_HEIGHT = 9;
const HEAT_HEIGHT = { least: 72, most: 200 } as const;
const TICK_GAP = 8;
const SMALL = { size: SMALL_SIZE, colour: INK.muted } as const;

function legendPlan(panel: LinePanel, width: number): LegendPlan {
  return planLegend(panel.series, boldWidth(panel.title), width);
}

/** Bold letters are wider by about a tenth. */
const boldWidth = (title: string): number => textWidth(title, TITLE_SIZE) * 1.1;

function plotHeight(panel: Panel): number {
  switch (panel.kind) {
    case 'lines':
      return LINES_HEIGHT;
    case 'heat':
      return Math.min(HEAT_HEIGHT.most, Math.max(HEAT_HEIGHT.least, panel.rows * ROW_HEIGHT));
    default:
      return assertNever(panel);
  }
}

function headingHeight(panel: Panel, width: number): number {
  return HEADING_HEIGHT + (panel.kind === 'lines' ? legendPlan(panel, width).rows * LEGEND_ROW : 0);
}

/** Height of a panel at a width, heading and axis labels included. */
export function panelHeight(panel: Panel, width: number): number {
  return headingHeight(panel, width) + plotHeight(panel) + X_AXIS_HEIGHT;
}

function scaleOf(axis: Axis, request: Omit<ScaleRequest, 'unit'>): AxisScale {
  const full = { ...request, unit: axis.unit };
  return axis.scale === 'log' ? logScale(full) : linearScale(full);
}

/** Space left of the plot: the widest tick. */
function tickRoom(y: AxisScale): number {
  return Math.ceil(Math.max(20, ...y.ticks.map((tick) => textWidth(tick.text, SMALL_SIZE)))) + TICK_GAP;
}

function leftElements({ area, y }: Frame, grid: boolean): string {
  return y.ticks
    .map(({ value, text }) => {
      const height = area.top + (1 - y.place(value)) * area.height;
      const line = grid
        ? `<path d="M${round(area.left)} ${round(height)}h${round(area.width)}" stroke="${INK.grid}"/>`
        : '';
      return line + textElement(area.left - TICK_GAP, height + 4, text, { ...SMALL, anchor: 'end' });
    })
    .join('');
}

function bottomElements({ area, x }: Frame, label: string): string {
  const bottom = area.top + area.height;
  const axis = `<path d="M${round(area.left)} ${round(bottom)}h${round(area.width)}" stroke="${INK.axis}"/>`;
  const ticks = x.ticks.map(({ value, text }) => {
    const left = area.left + x.place(value) * area.width;
    const mark = `<path d="M${round(left)} ${round(bottom)}v4" stroke="${INK.axis}"/>`;
    return mark + textElement(left, bottom + 17, text, { ...SMALL, anchor: 'middle' });
  });
  const name = textElement(area.left + area.width / 2, bottom + 34, label, { ...SMALL, anchor: 'middle' });
  return axis + ticks.join('') + name;
}

/** @param taken pixels at the right that belong to a legend */
function headingElements(panel: Panel, box: Area, taken: number): string {
  const baseline = box.top + 14;
  const title = fitText(panel.title, TITLE_SIZE, (box.width - taken) / 1.1);
  const style = { size: TITLE_SIZE, colour: INK.text, bold: true };
  const caption = textElement(box.left, baseline + 17, fitText(panel.caption, SMALL_SIZE, box.width), SMALL);
  return textElement(box.left, baseline, title, style) + caption;
}

function thresholdElements({ area, y }: Frame, panel: LinePanel): string {
  return panel.thresholds
    .map(({ value, label }) => {
      const height = area.top + (1 - y.place(value)) * area.height;
      const line = `<path d="M${round(area.left)} ${round(height)}h${round(area.width)}" stroke="${INK.warning}" stroke-dasharray="4 3"/>`;
      const style = { size: SMALL_SIZE, colour: INK.warning, anchor: 'end', halo: INK.paper } as const;
      return line + textElement(area.left + area.width - 4, height - 5, label, style);
    })
    .join('');
}

/** A panel drawn into its box, heading and axis labels included. */
export function panelElement(panel: Panel, box: Area, t: Translate): string {
  switch (panel.kind) {
    case 'lines':
      return `<g>${lineElements(panel, box, t)}</g>`;
    case 'heat':
      return `<g>${heatPanelElements(panel, box, t)}</g>`;
    default:
      return assertNever(panel);
  }
}

function plotOf(panel: Panel, box: Area, left: number): Area {
  const top = box.top + headingHeight(panel, box.width);
  return {
    left: box.left + left,
    top,
    width: box.width - left,
    height: box.top + box.height - X_AXIS_HEIGHT - top,
  };
}

/** All that the value axis must hold. A band may leave it where it is far wider than what the lines need. */
function valuesOf({ series, thresholds, y }: LinePanel): readonly ArrayLike<number>[] {
  const lines = [...series.map((one) => one.y), thresholds.map(({ value }) => value)];
  const bare = { values: lines, tickCount: 2, unit: '', ends: 'tight' } as const;
  const needed = y.scale === 'log' ? logScale(bare) : linearScale(bare);
  const [low, high] =
    y.scale === 'log'
      ? [needed.min / 10, needed.max * 10]
      : [2 * needed.min - needed.max, 2 * needed.max - needed.min];
  const within = (values: ArrayLike<number>) =>
    Float64Array.from(values, (value) => (value < low ? low : value > high ? high : value));
  return [
    ...lines,
    ...series.flatMap(({ band }) => (band === undefined ? [] : [within(band.low), within(band.high)])),
  ];
}

function lineElements(panel: LinePanel, box: Area, t: Translate): string {
  const legend = legendPlan(panel, box.width);
  const height = plotOf(panel, box, 0).height;
  const y = scaleOf(panel.y, {
    values: valuesOf(panel),
    tickCount: Math.max(2, Math.floor(height / 30)),
    ends: 'round',
  });
  const area = plotOf(panel, box, tickRoom(y));
  const x = scaleOf(panel.x, {
    values: [...panel.series.map((series) => series.x), panel.marks.map((mark) => mark.x)],
    tickCount: Math.max(2, Math.floor(area.width / 80)),
    ends: 'tight',
  });
  const frame = { area, x, y };
  const right = box.left + box.width;
  return [
    headingElements(panel, box, legend.beside ? legend.width : 0),
    legend.beside ? legendElements(panel.series, right - legend.width, box.top + 14, box.width) : '',
    legend.rows > 0 ? legendElements(panel.series, box.left, box.top + HEADING_HEIGHT + 4, box.width) : '',
    leftElements(frame, true),
    bottomElements(frame, panel.x.label),
    ...panel.series.map((series) => bandElements(frame, series)),
    ...panel.series.map((series) => seriesElements(frame, series)),
    thresholdElements(frame, panel),
    markElements(frame, [...panel.marks, ...notFiniteMarks(panel, y, t)]),
  ].join('');
}

function heatPanelElements(panel: HeatPanel, box: Area, t: Translate): string {
  const y = rowScale(panel.rows, plotOf(panel, box, 0));
  const area = plotOf(panel, box, tickRoom(y));
  const x = linearScale({
    values: [panel.xs, [heatEnd(panel.xs)]],
    tickCount: Math.max(2, Math.floor(area.width / 80)),
    ends: 'tight',
    unit: panel.x.unit,
  });
  const frame = { area, x, y };
  const caption = hasNotFinite(panel) ? t('figure.black', { caption: panel.caption }) : panel.caption;
  return [
    headingElements({ ...panel, caption }, box, heatLegendWidth(panel)),
    heatLegend(panel, box.left + box.width, box.top + 14),
    heatElements(panel, frame),
    leftElements(frame, false),
    bottomElements(frame, panel.x.label),
  ].join('');
}
