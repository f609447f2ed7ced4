// A network as formats of models write it: layers and directions with their weights, checked against the settings.
import type { NamedTensor } from '../contract/named-tensor';
import type { Model } from '../experiment/experiment';
import { GATES } from '../experiment/size-estimate';

/** One direction of one layer. G gates, H units, I features of what it reads; row-major, as in torch. */
export interface DirectionWeights {
  /** Suffix of torch's names: `l0`, `l0_reverse`, … */
  readonly suffix: string;
  readonly reverse: boolean;
  /** I. */
  readonly inputSize: number;
  /** [G·H, I] and [G·H, H]. */
  readonly weightIh: Float32Array;
  readonly weightHh: Float32Array;
  /** [G·H] each. */
  readonly biasIh: Float32Array;
  readonly biasHh: Float32Array;
  /** γ of a normalization [G·H]; null where there is none. */
  readonly gain: Float32Array | null;
}

export interface NetworkStructure {
  readonly model: Model;
  /** G, gates in torch's order: LSTM i, f, g, o; GRU r, z, n. */
  readonly gates: number;
  readonly inputSize: number;
  readonly outputSize: number;
  /** Layer by layer, one entry per direction in each. */
  readonly layers: readonly (readonly DirectionWeights[])[];
  /** [O, H·directions] and [O]. */
  readonly head: { readonly weight: Float32Array; readonly bias: Float32Array };
}

/** Parts of the state of a cell. */
export function stateParts({ cell }: Pick<Model, 'cell'>): readonly ('h' | 'c')[] {
  return cell === 'lstm' ? ['h', 'c'] : ['h'];
}

/**
 * The structure of a network from its weights by torch's names.
 * @returns a text, one sentence, where a weight is missing or has another shape than the settings ask for
 */
export function networkStructure(model: Model, weights: readonly NamedTensor[]): NetworkStructure | string {
  const shapeOf = (name: string) => weights.find((tensor) => tensor.name === name)?.shape ?? [];
  const inputSize = shapeOf('rnn.weight_ih_l0')[1] ?? 0;
  const outputSize = shapeOf('out.bias')[0] ?? 0;
  const gates = GATES[model.cell];
  const ways = model.bidirectional ? 2 : 1;
  try {
    const layers = Array.from({ length: model.layers }, (_, layer) =>
      Array.from({ length: ways }, (_way, way) =>
        directionOf(model, weights, {
          suffix: `l${layer}${way === 1 ? '_reverse' : ''}`,
          reverse: way === 1,
          inputSize: layer === 0 ? inputSize : model.hiddenSize * ways,
        }),
      ),
    );
    const head = {
      weight: valuesOf(weights, 'out.weight', [outputSize, model.hiddenSize * ways]),
      bias: valuesOf(weights, 'out.bias', [outputSize]),
    };
    return { model, gates, inputSize, outputSize, layers, head };
  } catch (error) {
    if (error instanceof MisfitError) return error.message;
    throw error;
  }
}

class MisfitError extends Error {}

function directionOf(
  model: Model,
  weights: readonly NamedTensor[],
  place: Pick<DirectionWeights, 'suffix' | 'reverse' | 'inputSize'>,
): DirectionWeights {
  const { hiddenSize, normalization } = model;
  const rows = GATES[model.cell] * hiddenSize;
  const take = (name: string, shape: readonly number[]) =>
    valuesOf(weights, `rnn.${name}_${place.suffix}`, shape);
  const gain = { none: null, layer: 'norm_hh', batch: 'norm_ih' }[normalization];
  return {
    ...place,
    weightIh: take('weight_ih', [rows, place.inputSize]),
    weightHh: take('weight_hh', [rows, hiddenSize]),
    biasIh: take('bias_ih', [rows]),
    biasHh: take('bias_hh', [rows]),
    gain: gain === null ? null : take(gain, [rows]),
  };
}

/** @throws MisfitError */
function valuesOf(weights: readonly NamedTensor[], name: string, shape: readonly number[]): Float32Array {
  const tensor = weights.find((one) => one.name === name);
  const wanted = shape.reduce((size, extent) => size * extent, 1);
  if (tensor?.shape.join() === shape.join() && tensor.values.length === wanted && wanted > 0)
    return tensor.values;
  const got = tensor === undefined ? 'no tensor of that name' : `[${tensor.shape.join(', ')}]`;
  throw new MisfitError(
    `The weights are not those of the settings: ${name} expected as [${shape.join(', ')}], got ${got}.`,
  );
}
