// What the panels of several charts have in common: lanes as series, and the marks of runs that diverged.
import type { Translate } from '../../language/translate';
import type { Axis, LinePanel, Mark, Series } from '../chart';
import { laneStyle } from '../colours';
import { laneCourse } from '../lane-course';
import type { RecordedLane, RecordedRun } from '../recorded-series';

/** Of the steps of training. */
export const stepAxis = (t: Translate): Axis => ({ label: t('chart.step'), scale: 'linear', unit: '' });
/** Of the points of a window: its name is that of the field everywhere. */
export const TIME_AXIS = { label: 't', scale: 'linear', unit: '' } as const;
export const LOG_AXIS = { label: '', scale: 'log', unit: '' } as const;
export const LINEAR_AXIS = { label: '', scale: 'linear', unit: '' } as const;

/** A lane's second line keeps its colour, dotted. */
export const DOTTED = '0.1 4';

/** 0, 1, … as many as asked for. */
export function counting(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, place) => place);
}

/** How a lane's series looks and is called; colour and dash are the lane's where it is not said otherwise. */
export interface SeriesLook {
  readonly label: string;
  readonly colour?: string;
  readonly dash?: string | null;
}

/**
 * A quantity of a lane as one series.
 * @param x (of the last parameter) places of the values of the longest run; not given: steps from 0 on. `notFinite`: see laneCourse
 */
export function laneSeries(
  lane: RecordedLane,
  look: SeriesLook,
  values: (run: RecordedRun) => ArrayLike<number>,
  { x, notFinite }: { readonly x?: ArrayLike<number>; readonly notFinite?: 'infinite' | 'left out' } = {},
): Series {
  const style = laneStyle(lane.index);
  const courses = lane.runs.map((run) => ({ values: values(run), diverged: run.divergedAt !== null }));
  const { y, band } = laneCourse(courses, notFinite);
  return { ...style, ...look, x: x ?? counting(y.length), y, ...(band === null ? {} : { band }) };
}

/** Steps with details of the run that has most of them: those of the others are the first of these. */
export function detailStepsOf({ runs }: RecordedLane): Int32Array {
  const longest = runs.reduce<Int32Array>(
    (most, { trace }) => (trace.detailSteps.length > most.length ? trace.detailSteps : most),
    new Int32Array(),
  );
  return longest;
}

/** One mark per lane of which runs diverged: at the first that did, with how many. */
export function divergenceMarks(lanes: readonly RecordedLane[], t: Translate): readonly Mark[] {
  return lanes.flatMap((lane) => {
    const steps = lane.runs.flatMap(({ divergedAt }) => divergedAt ?? []);
    if (steps.length === 0) return [];
    const first = Math.min(...steps);
    const label =
      lane.runs.length === 1
        ? t('chart.diverged', { lane: lane.label, step: first })
        : t('chart.seeds-diverged', {
            lane: lane.label,
            diverged: steps.length,
            seeds: lane.runs.length,
            step: first,
          });
    return [{ x: first, label, colour: laneStyle(lane.index).colour }];
  });
}

/** Decades from which on a chart is read on a log axis. */
const LOG_DECADES = 2;

/** `log` where the values above zero span more than {@link LOG_DECADES} decades, else `linear`. */
export function scaleFor(series: readonly Series[]): 'linear' | 'log' {
  let [low, high] = [Infinity, 0];
  for (const { y } of series) {
    for (let i = 0; i < y.length; i += 1) {
      const value = y[i] ?? NaN;
      if (!(value > 0) || value === Infinity) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return high > low * 10 ** LOG_DECADES ? 'log' : 'linear';
}

/** The caption, with its axis told where it is a log one. */
export const scaledCaption = (caption: string, scale: 'linear' | 'log', t: Translate): string =>
  scale === 'log' ? t('figure.log-scale', { caption }) : caption;

/** A panel of lines with what most panels leave out. */
export function linePanel(
  panel: Pick<LinePanel, 'title' | 'caption' | 'series' | 'x'> & Partial<LinePanel>,
): LinePanel {
  return {
    kind: 'lines',
    width: 'full',
    y: LINEAR_AXIS,
    thresholds: [],
    marks: [],
    ...panel,
  };
}
