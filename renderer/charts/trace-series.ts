// Loss and gradient norm of the lanes as lines: domain → points, no pixels.
import { gradientNormLines } from '../../src-core/diagnosis/trace-lines';
import type { Translate } from '../../src-core/language/translate';
import { count, figure } from '../format/number-text';
import type { GrowingFloats } from '../runs/growing-array';
import type { MinMaxBuckets, Point } from '../runs/min-max-buckets';
import type { RunRecord } from '../runs/run-record';
import type { Trace } from '../runs/trace';
import { linearDomain, logDomain, type Domain } from './axis-domain';

export type Scale = 'log' | 'linear';

/** One line of a chart over training steps. */
export interface TraceLine {
  readonly name: string;
  /** Place of the lane: decides colour and dash. */
  readonly lane: number;
  readonly look: 'plain' | 'dotted';
  /** Every value, for cursor and table. */
  readonly values: GrowingFloats;
  /** What is drawn: at most about two thousand points. */
  readonly drawn: MinMaxBuckets;
}

/** Where a line ends because a value was not finite. */
export interface Divergence {
  readonly step: number;
  readonly label: string;
}

export interface TraceSeries {
  readonly lines: readonly TraceLine[];
  readonly divergences: readonly Divergence[];
  /** Steps received by the lane that is furthest. */
  readonly steps: number;
}

function seriesOf(
  runs: readonly RunRecord[],
  t: Translate,
  lines: (run: RunRecord, trace: Trace) => readonly TraceLine[],
): TraceSeries {
  const recorded = runs.flatMap((run) => (run.trace === null ? [] : [{ run, trace: run.trace }]));
  return {
    lines: recorded.flatMap(({ run, trace }) => lines(run, trace)),
    divergences: recorded.flatMap(({ run, trace }) =>
      trace.notFiniteAt === null
        ? []
        : [
            {
              step: trace.notFiniteAt,
              label: t('chart.diverged', { lane: run.identity.lane, step: count(trace.notFiniteAt) }),
            },
          ],
    ),
    steps: Math.max(0, ...recorded.map(({ trace }) => trace.steps)),
  };
}

/** Loss per step, one line per run. */
export function lossSeries(runs: readonly RunRecord[], t: Translate): TraceSeries {
  return seriesOf(runs, t, (run, trace) => [
    {
      name: run.identity.lane,
      lane: run.laneIndex,
      look: 'plain',
      values: trace.loss,
      drawn: trace.drawn.loss,
    },
  ]);
}

const NORM_NAMES = { gradNorm: 'chart.before-clipping', gradNormClipped: 'chart.after-clipping' } as const;

/** Gradient norm per step before clipping, and after it where the lane clips. */
export function gradientNormSeries(runs: readonly RunRecord[], t: Translate): TraceSeries {
  return seriesOf(runs, t, (run, trace) => {
    const { lane } = run.identity;
    const lines = gradientNormLines(lane, run.settings.training.clip);
    return lines.map(({ quantity, look }) => ({
      name: lines.length === 1 ? lane : t(NORM_NAMES[quantity], { lane }),
      lane: run.laneIndex,
      look,
      values: trace[quantity],
      drawn: trace.drawn[quantity],
    }));
  });
}

/** Range of a log axis over all lines, in decades, at least 0.001 … 1. */
export function logRange({ lines }: TraceSeries): Domain {
  const lows = lines.flatMap(({ drawn }) => drawn.smallestPositive ?? []);
  const highs = lines.flatMap(({ drawn }) =>
    drawn.smallestPositive === null ? [] : (drawn.extent?.high ?? []),
  );
  const extent = lows.length === 0 ? null : { low: Math.min(...lows), high: Math.max(...highs) };
  return logDomain(extent, -3, 0);
}

/** Range of a linear axis from zero over all lines and limits, at least 0 … 1. */
export function linearRange({ lines }: TraceSeries, limits: readonly number[]): Domain {
  const highs = [
    ...lines.flatMap(({ drawn }) => drawn.extent?.high ?? []),
    ...limits.map((limit) => limit * 1.2),
  ];
  return linearDomain(highs.length === 0 ? null : Math.max(...highs), 1);
}

/** Range of the value axis at a scale. */
export function valueRange(series: TraceSeries, scale: Scale, limits: readonly number[]): Domain {
  return scale === 'log' ? logRange(series) : linearRange(series, limits);
}

/** The drawn points of a line; on a log axis zero has no place. */
export function drawnPoints(line: TraceLine, scale: Scale): Point[] {
  const points = line.drawn.points();
  return scale === 'log' ? points.filter(({ y }) => y > 0) : points;
}

/** The series in one sentence per line, for those who hear the chart. */
export function spokenSummary({ lines, divergences, steps }: TraceSeries, t: Translate): string {
  if (steps === 0) return t('chart.no-steps');
  const sentences = lines.map((line) => {
    const points = line.drawn.points();
    const lowest = points.reduce(
      (best, point) => (point.y < best.y ? point : best),
      points[0] ?? { x: 0, y: NaN },
    );
    const [first, last] = [line.values.at(0), line.values.at(line.values.rows - 1)];
    return t('chart.line-spoken', {
      name: line.name,
      first: figure(first),
      last: figure(last),
      lowest: figure(lowest.y),
      step: count(lowest.x),
    });
  });
  const ends = divergences.map(({ label }) => t('chart.divergence-spoken', { divergence: label }));
  return [t('chart.steps', { steps, count: count(steps) }), ...sentences, ...ends].join(' ');
}
