// How the lanes differ: loss of each over that of the first, seed by seed, so that what the seeds share falls out.
import type { LinePanel, Series } from '../chart';
import { laneStyle } from '../colours';
import { laneCourse } from '../lane-course';
import type { RecordedLane, RecordedRun } from '../recorded-series';
import { counting, linePanel, LOG_AXIS } from './panels';

/** Null where there is nothing to compare: one lane, or no seed that two lanes share. */
export function differencePanel(lanes: readonly RecordedLane[]): LinePanel | null {
  const [first, ...others] = lanes;
  if (first === undefined) return null;
  const series = others.flatMap((lane) => ratioSeries(first, lane) ?? []);
  if (series.length === 0) return null;
  return linePanel({
    title: 'Difference of lanes',
    caption: `loss divided by that of ${first.label}, same seed and step; below 1 is lower; log scale`,
    y: LOG_AXIS,
    series,
    thresholds: [{ value: 1, label: first.label }],
  });
}

function ratioSeries(first: RecordedLane, lane: RecordedLane): Series | null {
  const pairs = lane.runs.flatMap((run) => {
    const other = first.runs.find(({ seed }) => seed === run.seed);
    return other === undefined ? [] : [{ values: ratio(run, other), diverged: false }];
  });
  if (pairs.length === 0) return null;
  const { y, band } = laneCourse(pairs);
  const label = `${lane.label} / ${first.label}`;
  return { ...laneStyle(lane.index), label, x: counting(y.length), y, ...(band === null ? {} : { band }) };
}

/** As long as both runs took steps with finite losses. */
function ratio(run: RecordedRun, first: RecordedRun): Float64Array {
  const [upper, lower] = [run.trace.loss, first.trace.loss];
  const end = Math.min(upper.length, lower.length, run.divergedAt ?? Infinity, first.divergedAt ?? Infinity);
  return Float64Array.from({ length: end }, (_, step) => (upper[step] ?? NaN) / (lower[step] ?? NaN));
}
