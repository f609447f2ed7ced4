// What the trainer tells of one step, and of the weights over the steps, as lines: domain → points, no pixels.
import type { GateSpectrum, InspectedStep } from '../../src-core/contract/inspection';
import type { Translate } from '../../src-core/language/translate';
import type { Point } from '../runs/min-max-buckets';
import type { SpectrumPoint } from '../composables/useSpectra';
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

export interface SpectrumLane {
  readonly label: string;
  readonly index: number;
  readonly points: readonly SpectrumPoint[];
}

interface KnownGate {
  readonly step: number;
  readonly gate: GateSpectrum;
}

/** The block of weight_hh that makes the candidate: all there is of an RNN, g of an LSTM, n of a GRU. */
const CANDIDATES: ReadonlySet<string> = new Set(['h', 'g', 'n']);

/**
 * ρ and, dotted, σ₁ of the recurrent weights of the candidate in the first layer, at the steps that are known. Between them a
 * reading is that of the step before.
 */
export function spectrumSeries(lanes: readonly SpectrumLane[], t: Translate): TraceSeries {
  const lines = lanes.flatMap(({ label, index, points }) => {
    const known = points.flatMap(({ step, gates }) => {
      const gate = gates.find((each) => each.suffix === 'l0' && CANDIDATES.has(each.gate));
      return gate === undefined ? [] : [{ step, gate }];
    });
    const [first] = known;
    if (first === undefined) return [];
    const rows = (known.at(-1)?.step ?? -1) + 1;
    const line = (name: string, look: TraceLine['look'], value: (entry: KnownGate) => number): TraceLine => {
      const at = (step: number): number => {
        const entry = known.filter((each) => each.step <= step).at(-1);
        return entry === undefined ? NaN : value(entry);
      };
      const drawn = known.map((entry) => ({ x: entry.step, y: value(entry) }));
      return lineOf({ name, lane: index, look }, drawn, at, rows);
    };
    const sigma = line(t('spectrum.norm', { lane: label }), 'dotted', ({ gate }) => gate.norm);
    if (first.gate.radius === null) return [sigma];
    return [line(t('spectrum.radius', { lane: label }), 'plain', ({ gate }) => gate.radius ?? NaN), sigma];
  });
  return seriesOf(lines, Math.max(0, ...lines.map(({ values }) => values.rows)));
}
