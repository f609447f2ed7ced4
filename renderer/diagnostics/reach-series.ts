// How far back the last loss of a step reaches, as lines over t: domain → points, no pixels.
import type { InspectedStep } from '../../src-core/contract/inspection';
import type { Translate } from '../../src-core/language/translate';
import type { Point } from '../runs/min-max-buckets';
import type { Extent, TraceLine, TraceSeries } from '../charts/trace-series';

/** Smallest reach that is drawn: a float32 gradient below says no more than that it is gone. */
export const LEAST_REACH = 1e-13;

export interface InspectedLane {
  readonly label: string;
  readonly index: number;
  readonly inspected: InspectedStep;
}

function lineOf(
  look: Pick<TraceLine, 'name' | 'lane' | 'look'>,
  points: readonly Point[],
  at: (x: number) => number,
  rows: number,
): TraceLine {
  const finite = points.map(({ y }) => y).filter(Number.isFinite);
  const positive = finite.filter((y) => y > 0);
  const extent: Extent | null =
    finite.length === 0
      ? null
      : {
          low: Math.min(...finite),
          high: Math.max(...finite),
          smallestPositive: positive.length === 0 ? null : Math.max(LEAST_REACH, Math.min(...positive)),
        };
  return { ...look, values: { rows, at }, points: () => [...points], extent: () => extent };
}

const seriesOf = (lines: readonly TraceLine[], steps: number): TraceSeries => ({
  lines,
  trends: [],
  bands: [],
  divergences: [],
  steps,
});

/** ‖∂L_T/∂h_t‖ over t, per lane, layer and direction; for an LSTM dotted the same for c. */
export function reachSeries(lanes: readonly InspectedLane[], t: Translate): TraceSeries {
  const lines = lanes.flatMap(({ label, index, inspected }) =>
    inspected.directions.flatMap(({ suffix, reach }) =>
      Object.entries(reach).map(([state, values]) => {
        const where = inspected.directions.length === 1 ? '' : ` ${suffix}`;
        const name = t('reach.line', { lane: `${label}${where}`, state });
        const points = Array.from(values, (y, x) => ({ x, y: y > 0 && y < LEAST_REACH ? LEAST_REACH : y }));
        const look = { name, lane: index, look: state === 'h' ? 'plain' : 'dotted' } as const;
        return lineOf(look, points, (x) => values[x] ?? NaN, values.length);
      }),
    ),
  );
  return seriesOf(lines, Math.max(0, ...lines.map(({ values }) => values.rows)));
}
