// One panel: heading, legend, axes with grid, and its series.
import { linearScale, logScale, type AxisScale, type ScaleRequest } from './axis-scale';
import type { Axis, Panel, Series } from './chart';
import { INK } from './colours';
import { notFiniteMark, seriesElements, type Area, type Frame } from './svg-series';
import { fitText, round, textElement, textWidth } from './svg-text';

const TITLE_SIZE = 14;
const SMALL_SIZE = 11;
const HEADING_HEIGHT = 46;
const X_AXIS_HEIGHT = 38;
const TICK_GAP = 8;
const SAMPLE_WIDTH = 20;
const SMALL = { size: SMALL_SIZE, colour: INK.muted } as const;

function scaleOf(axis: Axis, request: Omit<ScaleRequest, 'unit'>): AxisScale {
  const full = { ...request, unit: axis.unit };
  return axis.scale === 'log' ? logScale(full) : linearScale(full);
}

/** Space left of the plot: the widest tick. */
function tickRoom(y: AxisScale): number {
  return Math.ceil(Math.max(20, ...y.ticks.map((tick) => textWidth(tick.text, SMALL_SIZE)))) + TICK_GAP;
}

function gridElements({ area, y }: Frame): string {
  return y.ticks
    .map(({ value, text }) => {
      const height = area.top + (1 - y.place(value)) * area.height;
      const line = `<path d="M${round(area.left)} ${round(height)}h${round(area.width)}" stroke="${INK.grid}"/>`;
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

/** Width of a legend entry with the space after it. */
function entryWidth(series: Series): number {
  return SAMPLE_WIDTH + 6 + textWidth(series.label, SMALL_SIZE) + 14;
}

function legendWidth(series: readonly Series[]): number {
  return series.reduce((width, one) => width + entryWidth(one), 0);
}

function legendElements(series: readonly Series[], right: number, baseline: number): string {
  let start = right - legendWidth(series) + 14;
  return series
    .map((one) => {
      const dash = one.dash === null ? '' : ` stroke-dasharray="${one.dash}"`;
      const line = `<path d="M${round(start)} ${round(baseline - 4)}h${SAMPLE_WIDTH}" stroke="${one.colour}" stroke-width="2.25" stroke-linecap="round"${dash}/>`;
      const style = { size: SMALL_SIZE, colour: INK.text };
      const text = textElement(start + SAMPLE_WIDTH + 6, baseline, one.label, style);
      start += entryWidth(one);
      return line + text;
    })
    .join('');
}

function headingElements(panel: Panel, box: Area): string {
  const baseline = box.top + 14;
  const room = box.width - (panel.series.length > 1 ? legendWidth(panel.series) : 0);
  const title = fitText(panel.title, TITLE_SIZE, room);
  const style = { size: TITLE_SIZE, colour: INK.text, bold: true };
  const legend = panel.series.length > 1 ? legendElements(panel.series, box.left + box.width, baseline) : '';
  const caption = textElement(box.left, baseline + 17, fitText(panel.caption, SMALL_SIZE, box.width), SMALL);
  return textElement(box.left, baseline, title, style) + caption + legend;
}

function thresholdElements({ area, y }: Frame, panel: Panel): string {
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
export function panelElement(panel: Panel, box: Area): string {
  const height = box.height - HEADING_HEIGHT - X_AXIS_HEIGHT;
  const thresholds = panel.thresholds.map((threshold) => threshold.value);
  const y = scaleOf(panel.y, {
    values: [...panel.series.map((series) => series.y), thresholds],
    tickCount: Math.max(2, Math.floor(height / 30)),
    ends: 'round',
  });
  const left = tickRoom(y);
  const area = { left: box.left + left, top: box.top + HEADING_HEIGHT, width: box.width - left, height };
  const x = scaleOf(panel.x, {
    values: panel.series.map((series) => series.x),
    tickCount: Math.max(2, Math.floor(area.width / 80)),
    ends: 'tight',
  });
  const frame = { area, x, y };
  const marks = panel.series
    .map((series, index) => notFiniteMark(frame, series, panel.x.label, index))
    .join('');
  return [
    '<g>',
    headingElements(panel, box),
    gridElements(frame),
    bottomElements(frame, panel.x.label),
    ...panel.series.map((series) => seriesElements(frame, series)),
    thresholdElements(frame, panel),
    marks,
    '</g>',
  ].join('');
}
