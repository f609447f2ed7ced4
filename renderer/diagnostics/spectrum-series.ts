// Spectral radius and largest singular value of recurrent weights over the steps: domain → points, no pixels.
import type { GateSpectrum } from '../../src-core/contract/inspection';
import type { Translate } from '../../src-core/language/translate';
import { knownSteps, sampledLine, type KnownSteps } from '../charts/sampled-line';
import type { TraceLine, TraceSeries } from '../charts/trace-series';
import type { StepSample } from '../composables/useStepSamples';

export interface SpectrumLane {
  readonly label: string;
  readonly index: number;
  readonly points: readonly Pick<StepSample<'spectrum'>, 'step' | 'gates'>[];
}

/** Stands for the block of weight_hh that makes the candidate: all there is of an RNN, g of an LSTM, n of a GRU. */
export const CANDIDATE = 'candidate';
const CANDIDATES: ReadonlySet<string> = new Set(['h', 'g', 'n']);

/** Which block of which weight_hh. */
export interface SpectrumChoice {
  /** `l0`, `l0_reverse` …. */
  readonly suffix: string;
  /** {@link CANDIDATE}, or a gate: i, f, o; r, z. */
  readonly gate: string;
}

/** What can be chosen: the candidate, then every gate that a lane has. */
export function spectrumGates(lanes: readonly SpectrumLane[]): readonly string[] {
  const gates = lanes.flatMap(({ points }) => points[0]?.gates.map(({ gate }) => gate) ?? []);
  return [CANDIDATE, ...new Set(gates.filter((gate) => !CANDIDATES.has(gate)))];
}

/**
 * 1/γ, with γ the steepest slope of what comes after the weights: 1 of tanh and ReLU, ¼ of the gates' sigmoid (Pascanu, Mikolov
 * and Bengio 2013, section 2.1: gradients of a plain RNN vanish where σ₁ < 1/γ).
 */
export const inverseSlope = (gate: string): number => (gate === CANDIDATE ? 1 : 4);

interface KnownGate {
  readonly step: number;
  readonly gate: GateSpectrum;
}

/** ρ and, dotted, σ₁ of the chosen block, at the steps that are known; of the lanes that have it. */
export function spectrumSeries(
  lanes: readonly SpectrumLane[],
  { suffix, gate: chosen }: SpectrumChoice,
  t: Translate,
): TraceSeries {
  const isChosen = (each: GateSpectrum): boolean =>
    each.suffix === suffix && (chosen === CANDIDATE ? CANDIDATES.has(each.gate) : each.gate === chosen);
  const all: KnownSteps[] = [];
  const lines = lanes.flatMap(({ label, index, points }) => {
    const known = points.flatMap(({ step, gates }) => {
      const gate = gates.find(isChosen);
      return gate === undefined ? [] : [{ step, gate }];
    });
    const [first] = known;
    if (first === undefined) return [];
    const line = (
      name: string,
      look: TraceLine['look'],
      value: (entry: GateSpectrum) => number,
    ): TraceLine => {
      const steps = stepsOf(known, value);
      all.push(steps);
      return sampledLine({ name, lane: index, look }, steps);
    };
    const sigma = line(t('spectrum.norm', { lane: label }), 'dotted', ({ norm }) => norm);
    if (first.gate.radius === null) return [sigma];
    return [line(t('spectrum.radius', { lane: label }), 'plain', ({ radius }) => radius ?? NaN), sigma];
  });
  return {
    lines,
    trends: [],
    bands: [],
    divergences: [],
    steps: Math.max(0, ...lines.map(({ values }) => values.rows)),
    knownSteps: () => knownSteps(all),
  };
}

const stepsOf = (known: readonly KnownGate[], value: (gate: GateSpectrum) => number): KnownSteps => ({
  length: known.length,
  stepAt: (place) => known[place]?.step ?? NaN,
  valueAt: (place) => {
    const gate = known[place]?.gate;
    return gate === undefined ? NaN : value(gate);
  },
});
