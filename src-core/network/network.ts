// The whole network: recurrent layers in one or two directions, dropout between them, and a linear head on every h_t of the
// last layer. Its forward and backward pass are those of bptt.ts, layer by layer up, then down.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Model } from '../experiment/experiment';
import {
  type Errors,
  type Tape,
  errorTermsBackward,
  inputError,
  outputsForward,
  weightGradients,
} from './bptt';
import type { Cell, CellState } from './cell';
import { cellOf } from './cell-kinds';
import {
  type Direction,
  type ParameterLayout,
  type ParameterTensors,
  directionsOf,
  parameterLayout,
  tensorOf,
} from './parameters';
import { type Recurrence, besides, flatten } from './recurrence';

/** A network's structure: all that is fixed before there are weights. */
export interface Network {
  readonly model: Model;
  readonly cell: Cell;
  /** Layers, one entry per direction in each. */
  readonly layers: readonly (readonly Direction[])[];
  readonly layout: ParameterLayout;
  readonly inputSize: number;
  readonly outputSize: number;
}

export function networkOf(model: Model, inputSize: number, outputSize: number): Network {
  const directions = directionsOf(model, inputSize);
  return {
    model,
    cell: cellOf(model),
    layers: Array.from({ length: model.layers }, (_, layer) => directions.filter((d) => d.layer === layer)),
    layout: parameterLayout(model, inputSize, outputSize),
    inputSize,
    outputSize,
  };
}

/** One entry per direction, by suffix (`l0`, `l0_reverse` …). */
export type PerDirection<T> = ReadonlyMap<string, T>;

/** Masks by the layer whose outputs they scale (`l0` …): all layers but the last [T, B, H·directions]; empty without dropout. */
export type Masks = Readonly<Record<string, Tensor>>;

/** What the forward pass leaves for the way back. */
export interface NetworkTape {
  readonly directions: PerDirection<Tape>;
  /** What the head reads [T, B, H·directions]. */
  readonly features: Tensor;
  readonly masks: Masks;
}

/** What the forward pass computes. */
export interface NetworkForward {
  /** [T, B, O]. */
  readonly prediction: Tensor;
  /** The state to go on with. */
  readonly last: PerDirection<CellState>;
  readonly tape: NetworkTape;
}

/** Step 1: predictions [T, B, O] from inputs [T, B, I]. */
export function networkForward(
  network: Network,
  parameters: ParameterTensors,
  input: Tensor,
  initial: PerDirection<CellState>,
  masks: Masks,
): NetworkForward {
  const directions = new Map<string, Tape>();
  const last = new Map<string, CellState>();
  let features = input;
  network.layers.forEach((layer, index) => {
    const outputs = layer.map((direction) => {
      const recurrence = recurrenceOf(network, parameters, direction);
      const forward = outputsForward(recurrence, features, entryOf(initial, direction.suffix));
      directions.set(direction.suffix, forward.tape);
      last.set(direction.suffix, forward.last);
      return forward.tape.states.h;
    });
    features = masked(besides(outputs), masks[`l${index}`]);
  });
  return {
    prediction: head(parameters, features),
    last,
    tape: { directions, features, masks },
  };
}

/** Step 2: error terms of every direction from ∂L/∂prediction [T, B, O]. */
export function networkBackward(
  network: Network,
  parameters: ParameterTensors,
  tape: NetworkTape,
  predictionError: Tensor,
): PerDirection<Errors> {
  const errors = new Map<string, Errors>();
  let error = headInputError(parameters, tape.features, predictionError);
  for (const layer of [...network.layers].reverse()) {
    const below = layer.map((direction, index) => {
      const recurrence = recurrenceOf(network, parameters, direction);
      const ofDirection = entryOf(tape.directions, direction.suffix);
      const own = errorTermsBackward(recurrence, ofDirection, part(error, index, layer.length));
      errors.set(direction.suffix, own);
      return direction.layer === 0 ? [] : [inputError(recurrence, ofDirection, own)];
    });
    const [layerIndex = 0] = layer.map((direction) => direction.layer);
    if (layerIndex > 0) error = masked(tf.addN(below.flat()), tape.masks[`l${layerIndex - 1}`]);
  }
  return errors;
}

/** Step 3: gradients of all parameters by torch's names. */
export function networkGradients(
  network: Network,
  parameters: ParameterTensors,
  tape: NetworkTape,
  errors: PerDirection<Errors>,
  predictionError: Tensor,
): ParameterTensors {
  const gradients = new Map<string, Tensor>();
  for (const direction of network.layers.flat()) {
    const { suffix } = direction;
    const recurrence = recurrenceOf(network, parameters, direction);
    const own = weightGradients(recurrence, entryOf(tape.directions, suffix), entryOf(errors, suffix));
    gradients.set(`rnn.weight_ih_${suffix}`, own.weightIh);
    gradients.set(`rnn.weight_hh_${suffix}`, own.weightHh);
    gradients.set(`rnn.bias_ih_${suffix}`, own.biasIh);
    gradients.set(`rnn.bias_hh_${suffix}`, own.biasHh);
    if (own.gain !== null) gradients.set(gainName(network.model, suffix), own.gain);
  }
  const error = flatten(predictionError);
  gradients.set('out.weight', tf.matMul(error, flatten(tape.features), true));
  gradients.set('out.bias', tf.sum(error, 0));
  return gradients;
}

/** ŷ_t = W h_t + b: [T, B, H·directions] to [T, B, O]. */
function head(parameters: ParameterTensors, features: Tensor): Tensor {
  const [time = 0, batch = 0] = features.shape;
  const product = tf.matMul(flatten(features), tensorOf(parameters, 'out.weight'), false, true);
  return tf.reshape(tf.add(product, tensorOf(parameters, 'out.bias')), [time, batch, -1]);
}

/** ∂L/∂features = Wᵀ ∂L/∂ŷ. */
function headInputError(parameters: ParameterTensors, features: Tensor, predictionError: Tensor): Tensor {
  return tf.reshape(tf.matMul(flatten(predictionError), tensorOf(parameters, 'out.weight')), features.shape);
}

/** One direction with its weights. */
export function recurrenceOf(
  network: Network,
  parameters: ParameterTensors,
  direction: Direction,
): Recurrence {
  const { suffix, reverse } = direction;
  const { normalization } = network.model;
  return {
    cell: network.cell,
    reverse,
    normalization,
    weightIh: tensorOf(parameters, `rnn.weight_ih_${suffix}`),
    weightHh: tensorOf(parameters, `rnn.weight_hh_${suffix}`),
    biasIh: tensorOf(parameters, `rnn.bias_ih_${suffix}`),
    biasHh: tensorOf(parameters, `rnn.bias_hh_${suffix}`),
    gain: normalization === 'none' ? null : tensorOf(parameters, gainName(network.model, suffix)),
  };
}

/** The part of [T, B, H·count] that belongs to direction `index`. */
function part(features: Tensor, index: number, count: number): Tensor {
  if (count === 1) return features;
  const [time = 0, batch = 0, width = 0] = features.shape;
  const units = width / count;
  return tf.slice(features, [0, 0, index * units], [time, batch, units]);
}

function masked(features: Tensor, mask: Tensor | undefined): Tensor {
  return mask === undefined ? features : tf.mul(features, mask);
}

function gainName({ normalization }: Model, suffix: string): string {
  return `rnn.${normalization === 'batch' ? 'norm_ih' : 'norm_hh'}_${suffix}`;
}

/** @throws where the direction has no entry. */
export function entryOf<T>(map: PerDirection<T>, suffix: string): T {
  const value = map.get(suffix);
  if (value === undefined)
    throw new Error(`There is nothing for direction "${suffix}", only for ${[...map.keys()].join(', ')}.`);
  return value;
}
