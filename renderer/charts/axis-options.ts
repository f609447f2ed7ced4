// Axes of the charts: fixed room for labels, ticks of our own choosing, so that nothing moves while a run grows.
import type { ScaleOptionsByType, Tick } from 'chart.js';
import { decadeTicks, linearTicks, stepTicks, type Domain } from './axis-domain';
import { CHART_TEXT, type ChartTheme } from './chart-theme';
import type { Scale } from './trace-series';
import { count, tickText } from '../format/number-text';

type LinearAxis = Partial<ScaleOptionsByType<'linear'>>;
type LogAxis = Partial<ScaleOptionsByType<'logarithmic'>>;

/** Room at the left for labels of the value axis, px. */
const VALUE_AXIS_WIDTH = 48;
/** Room below for labels of the step axis, px. */
const STEP_AXIS_HEIGHT = 22;

/** Room that a label of a labelled axis takes, px. */
const ROOM_FOR_LABEL = 48;

/** Padding around the plot: labels centred under the last tick stay inside. */
export const CHART_PADDING = { top: 8, right: 18, bottom: 2, left: 4 } as const;

function asTicks(values: readonly number[], label = tickText): Tick[] {
  return values.map((value) => ({ value, label: label(value) }));
}

function look(theme: ChartTheme): Pick<ScaleOptionsByType<'linear'>, 'border' | 'grid'> {
  return {
    border: { display: false },
    grid: { color: theme.grid, drawTicks: false },
  } as Pick<ScaleOptionsByType<'linear'>, 'border' | 'grid'>;
}

function text(theme: ChartTheme): object {
  return {
    color: theme.muted,
    font: { size: CHART_TEXT, family: theme.fontFamily },
    padding: 6,
    autoSkip: false,
    maxRotation: 0,
    callback(_value: unknown, index: number, ticks: readonly Tick[]) {
      return ticks[index]?.label ?? '';
    },
  };
}

/** Round ticks of a linear axis; where there is room for few, of one about zero at least zero and both ends. */
function valueTicks(range: Domain, most: number): number[] {
  const ticks = linearTicks(range, most);
  return range.min < 0 && ticks.length < 3 ? [range.min, 0, range.max] : ticks;
}

/** The axis of values at the left, in decades or from a linear range. */
export function valueAxis(theme: ChartTheme, scale: Scale, domain: Domain): LinearAxis | LogAxis {
  return {
    type: scale === 'log' ? 'logarithmic' : 'linear',
    min: domain.min,
    max: domain.max,
    ...look(theme),
    ticks: text(theme),
    afterFit(axis) {
      axis.width = VALUE_AXIS_WIDTH;
    },
    afterBuildTicks(axis) {
      const most = Math.max(2, Math.floor(axis.chart.height / 26));
      const range = { min: axis.min, max: axis.max };
      axis.ticks = asTicks(scale === 'log' ? decadeTicks(range, most) : valueTicks(range, Math.min(most, 6)));
    },
  } as LinearAxis | LogAxis;
}

/** The axis of training steps below; which of them are in view is set with each refresh. */
export function stepAxis(theme: ChartTheme, steps: number): LinearAxis {
  return {
    type: 'linear',
    min: 0,
    max: steps,
    border: { display: true, color: theme.edge },
    grid: { display: false, drawTicks: false },
    ticks: text(theme),
    afterFit(axis) {
      axis.height = STEP_AXIS_HEIGHT;
    },
    afterBuildTicks(axis) {
      axis.ticks = asTicks(
        stepTicks({ min: axis.min, max: axis.max }, Math.max(2, Math.floor(axis.chart.width / 90))),
        count,
      );
    },
  } as LinearAxis;
}

/** The same axis over time: round numbers of whatever unit it has. */
export function timeScale(theme: ChartTheme): LinearAxis {
  return {
    ...stepAxis(theme, 1),
    afterBuildTicks(axis) {
      const most = Math.max(2, Math.floor(axis.chart.width / 90));
      axis.ticks = asTicks(linearTicks({ min: axis.min, max: axis.max }, most), tickText);
    },
  } as LinearAxis;
}

/** An axis below whose ticks are handed in with each refresh. */
export function labelledAxis(theme: ChartTheme, ticks: () => readonly Tick[]): LinearAxis {
  return {
    type: 'linear',
    min: 0,
    max: 1,
    border: { display: true, color: theme.edge },
    grid: { color: theme.grid, drawTicks: false },
    ticks: text(theme),
    afterFit(axis) {
      axis.height = STEP_AXIS_HEIGHT;
    },
    afterBuildTicks(axis) {
      const all = ticks();
      // Every second, third … where they would run into each other.
      const every = Math.max(1, Math.ceil((all.length * ROOM_FOR_LABEL) / Math.max(1, axis.chart.width)));
      axis.ticks = all.filter((_, place) => place % every === 0);
    },
  } as LinearAxis;
}
