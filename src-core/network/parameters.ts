// The parameters of a network: names, shapes and order as in torch, all in one flat vector, so that clipping and the
// optimizer are a handful of operations whatever the architecture.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensor } from '../contract/named-tensor';
import type { Model } from '../experiment/experiment';
import { gateCount } from './cell-kinds';

/** One parameter and where it lies in the flat vector. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly size: number;
}

export interface ParameterLayout {
  readonly parameters: readonly Parameter[];
  /** Length of the flat vector. */
  readonly size: number;
  /** Values per row where the vector is laid out in rows: H, so that every parameter begins a row of its own. */
  readonly rowWidth: number;
}

/** One direction of one layer, in torch's order: `l0`, `l0_reverse`, `l1` …. */
export interface Direction {
  readonly layer: number;
  readonly reverse: boolean;
  /** Suffix of torch's names. */
  readonly suffix: string;
  /** Features per point of what it reads. */
  readonly inputSize: number;
}

/** The directions of a model, layer by layer. Layers above the first read the outputs of both directions below. */
export function directionsOf(model: Model, inputSize: number): Direction[] {
  const ways = model.bidirectional ? [false, true] : [false];
  return Array.from({ length: model.layers }, (_, layer) =>
    ways.map((reverse) => ({
      layer,
      reverse,
      suffix: `l${layer}${reverse ? '_reverse' : ''}`,
      inputSize: layer === 0 ? inputSize : model.hiddenSize * ways.length,
    })),
  ).flat();
}

/**
 * Per direction `rnn.weight_ih` [G·H, I], `rnn.weight_hh` [G·H, H], `rnn.bias_ih`, `rnn.bias_hh` [G·H], with normalization
 * its gain `rnn.norm_ih` (batch) or `rnn.norm_hh` (layer) [G·H]; then the head `out.weight` [O, H·directions], `out.bias` [O].
 */
export function parameterLayout(model: Model, inputSize: number, outputSize: number): ParameterLayout {
  const hidden = model.hiddenSize;
  const rows = gateCount(model.cell) * hidden;
  const gain = { none: [], layer: ['norm_hh'], batch: ['norm_ih'] }[model.normalization];
  const cells = directionsOf(model, inputSize).flatMap((direction) => [
    { name: `rnn.weight_ih_${direction.suffix}`, shape: [rows, direction.inputSize] },
    { name: `rnn.weight_hh_${direction.suffix}`, shape: [rows, hidden] },
    { name: `rnn.bias_ih_${direction.suffix}`, shape: [rows] },
    { name: `rnn.bias_hh_${direction.suffix}`, shape: [rows] },
    ...gain.map((name) => ({ name: `rnn.${name}_${direction.suffix}`, shape: [rows] })),
  ]);
  const features = hidden * (model.bidirectional ? 2 : 1);
  const head = [
    { name: 'out.weight', shape: [outputSize, features] },
    { name: 'out.bias', shape: [outputSize] },
  ];
  return layOut([...cells, ...head], hidden);
}

function layOut(
  tensors: readonly { readonly name: string; readonly shape: readonly number[] }[],
  rowWidth: number,
): ParameterLayout {
  let offset = 0;
  const parameters = tensors.map(({ name, shape }) => {
    const size = shape.reduce((product, extent) => product * extent, 1);
    const parameter = { name, shape, offset, size };
    offset += size;
    return parameter;
  });
  return { parameters, size: offset, rowWidth };
}

/** Parameters, or their gradients, by torch's names. */
export type ParameterTensors = ReadonlyMap<string, Tensor>;

/** The parameters of a flat vector [size], in their shapes. */
export function unpack(flat: Tensor, layout: ParameterLayout): ParameterTensors {
  return unpackRows(toRows(flat, layout), layout);
}

/** The parameters of a vector in rows, see {@link packRows}, in their shapes. */
export function unpackRows(rows: Tensor, layout: ParameterLayout): ParameterTensors {
  const { rowWidth } = layout;
  return new Map(
    layout.parameters.map(({ name, shape, offset, size }) => {
      const own = tf.slice(rows, [offset / rowWidth, 0], [Math.ceil(size / rowWidth), rowWidth]);
      const values = own.size === size ? own : tf.slice(tf.reshape(own, [own.size]), [0], [size]);
      return [name, tf.reshape(values, [...shape])];
    }),
  );
}

/**
 * The flat vector [size] of tensors by name, of any shape that has the right number of values.
 * @throws where one is missing.
 */
export function pack(tensors: ParameterTensors, layout: ParameterLayout): Tensor {
  return fromRows(packRows(tensors, layout), layout);
}

/**
 * As {@link pack}, in rows [R, rowWidth], which is how vectors go through a training loop: a compiled program joins whole rows
 * by copying them, while it decides for every single value of a flat vector where it comes from.
 */
export function packRows(tensors: ParameterTensors, layout: ParameterLayout): Tensor {
  return tf.concat(
    layout.parameters.map(({ name }) => toRows(tensorOf(tensors, name), layout)),
    0,
  );
}

/** The values of a tensor in rows [R, rowWidth], the last one filled up with zeros. */
export function toRows(tensor: Tensor, { rowWidth }: ParameterLayout): Tensor {
  const rows = Math.ceil(tensor.size / rowWidth);
  const missing = rows * rowWidth - tensor.size;
  const values = tf.reshape(tensor, [tensor.size]);
  return tf.reshape(missing === 0 ? values : tf.pad(values, [[0, missing]]), [rows, rowWidth]);
}

/** The flat vector [size] out of its rows. */
export function fromRows(rows: Tensor, { size }: ParameterLayout): Tensor {
  return tf.slice(tf.reshape(rows, [rows.size]), [0], [size]);
}

/** @throws where there is no such tensor. */
export function tensorOf(tensors: ParameterTensors, name: string): Tensor {
  const tensor = tensors.get(name);
  if (tensor === undefined)
    throw new Error(`The parameters hold no tensor "${name}", only ${[...tensors.keys()].join(', ')}.`);
  return tensor;
}

/** The values of a flat vector under torch's names; copies. */
export function namedTensors(flat: Float32Array, layout: ParameterLayout): NamedTensor[] {
  return layout.parameters.map(({ name, shape, offset, size }) => ({
    name,
    shape,
    values: flat.slice(offset, offset + size),
  }));
}

/**
 * The flat vector of given tensors, in any order.
 * @throws where one is missing, has another shape, or belongs to no parameter: names it, expected and got shape.
 */
export function flatValues(tensors: readonly NamedTensor[], layout: ParameterLayout): Float32Array {
  const given = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const flat = new Float32Array(layout.size);
  for (const parameter of layout.parameters) {
    const tensor = given.get(parameter.name);
    assertFits(parameter, tensor);
    flat.set(tensor.values, parameter.offset);
    given.delete(parameter.name);
  }
  const [stranger] = given.values();
  if (stranger !== undefined)
    throw new Error(
      `The weights hold "${stranger.name}" [${stranger.shape.join(', ')}], which this network does not have: ` +
        'use weights of the same cell, layers, directions and normalization.',
    );
  return flat;
}

function assertFits(parameter: Parameter, tensor: NamedTensor | undefined): asserts tensor is NamedTensor {
  const expected = `Weight "${parameter.name}": expected shape [${parameter.shape.join(', ')}]`;
  if (tensor === undefined) throw new Error(`${expected}, got no tensor of that name.`);
  const fits = tensor.shape.join() === parameter.shape.join() && tensor.values.length === parameter.size;
  if (!fits)
    throw new Error(
      `${expected}, got [${tensor.shape.join(', ')}] with ${tensor.values.length} values: use weights of the same network.`,
    );
}
