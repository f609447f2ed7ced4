// From what the engine computed of a step to the message that tells of it: what was asked for, of the first sample, and no
// more than a message may hold.
import { histogram } from '../../src-core/diagnosis/histogram';
import { LARGEST_RADIUS_SIZE, spectralRadius } from '../../src-core/diagnosis/spectral-radius';
import type {
  GateSpectrum,
  InspectedNorms,
  InspectedDirection,
  InspectedStep,
  InspectionPart,
  NamedValues,
  Values,
} from '../../src-core/contract/inspection';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import type { CellKind } from '../../src-core/experiment/experiment';
import type { DirectionInspection, Inspection } from '../../src-core/training/inspection';
import { spectralNorm } from '../../src-core/training/spectral-norm';

/** Numbers that a message may hold: 32 MiB of them. */
export const MOST_NUMBERS = 8 * 2 ** 20;

type Parts = ReadonlySet<InspectionPart>;

export function inspectedStep(inspection: Inspection, parts: Parts): InspectedStep {
  const { step, loss, gradNorm, gradNormClipped, parameters, gradients } = inspection;
  return {
    kind: 'step',
    step,
    loss,
    gradNorm,
    gradNormClipped,
    directions: inspection.directions.map((direction) => inspectedDirection(direction, parts)),
    window: parts.has('window') ? windowOf(inspection) : null,
    weights: parts.has('weights') ? { parameters, gradients } : null,
    histograms: parts.has('histograms')
      ? parameters.map(({ name, values }, place) => ({
          name,
          weights: histogram(values),
          gradients: histogram(gradients[place]?.values ?? []),
        }))
      : null,
  };
}

function windowOf({ input, target, prediction }: Inspection): InspectedStep['window'] {
  return {
    input: firstSample(input).values,
    target: firstSample(target).values,
    prediction: firstSample(prediction).values,
  };
}

function inspectedDirection(direction: DirectionInspection, parts: Parts): InspectedDirection {
  const { suffix, flow, reach, states, activations, inputError, recurrentError } = direction;
  return {
    suffix,
    flow,
    reach,
    states: parts.has('states')
      ? { state: firstSamples(states), activations: firstSamples(activations) }
      : null,
    errors: parts.has('errors')
      ? { input: firstSample(inputError), recurrent: firstSample(recurrentError) }
      : null,
    weightTerms: parts.has('weightTerms') ? direction.weightTerms : null,
    jacobianNorms: parts.has('jacobianNorms') ? direction.jacobianNorms : null,
  };
}

function firstSamples(values: NamedValues): NamedValues {
  return Object.fromEntries(Object.entries(values).map(([name, each]) => [name, firstSample(each)]));
}

/** [T, B, F] to [T, F] of the first sample. */
function firstSample({ shape, values }: Values): Values {
  const [time = 0, batch = 1, features = 0] = shape;
  const first = new Float32Array(time * features);
  for (let t = 0; t < time; t += 1)
    first.set(values.subarray(t * batch * features, t * batch * features + features), t * features);
  return { shape: [time, features], values: first };
}

/** Numbers in the parts that can be large: what is to be known before they are computed. */
export function numbersIn(
  parts: Parts,
  shape: {
    readonly parameters: number;
    readonly timeStep: number;
    readonly directions: number;
    readonly units: number;
  },
): number {
  const { parameters, timeStep, directions, units } = shape;
  return (
    (parts.has('weights') ? 2 * parameters : 0) +
    (parts.has('weightTerms') ? timeStep * parameters : 0) +
    // Not sent, but computed.
    (parts.has('jacobianNorms') ? timeStep * directions * 4 * units * units : 0)
  );
}

/** Names of the blocks of weight_hh in torch's order. */
const GATES: Readonly<Record<CellKind, readonly string[]>> = {
  rnn: ['h'],
  lstm: ['i', 'f', 'g', 'o'],
  gru: ['r', 'z', 'n'],
};

/** Spectrum of each gate's block of every weight_hh. */
export function spectraOf(cell: CellKind, parameters: readonly NamedTensor[]): readonly GateSpectrum[] {
  return parameters.flatMap(({ name, shape, values }) => {
    const match = /^rnn\.weight_hh_(.+)$/.exec(name);
    const [, units = 0] = shape;
    if (match === null) return [];
    return GATES[cell].map((gate, place) => {
      const block = values.subarray(place * units * units, (place + 1) * units * units);
      return {
        suffix: match[1] ?? '',
        gate,
        radius: units > LARGEST_RADIUS_SIZE ? null : spectralRadius(block, units),
        norm: spectralNorm(block, units),
      };
    });
  });
}

/** ‖W‖₂ of every parameter, summed in double. */
export function normsOf(parameters: readonly NamedTensor[]): InspectedNorms['norms'] {
  return parameters.map(({ name, values }) => ({
    name,
    norm: Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)),
  }));
}
