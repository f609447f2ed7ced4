// What a stretch of training steps is given: windows, the scalars of the update rule, dropout masks. Made on the host from
// step number and seed alone, so that any stretch can be made again, and is the same however the steps are cut.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Network } from '../network/network';
import { drawDropoutMask } from '../task/dropout-mask';
import type { SequenceSource } from '../task/sequence-source';
import type { StepInputs, StepLimits, StepPlan } from './step';
import type { Timeline } from './timeline';

/** Where batches come from. */
export interface BatchMaker {
  readonly plan: StepPlan;
  readonly source: SequenceSource;
  readonly seed: number;
  /** Learning rate and limits of clipping. */
  readonly timeline: Timeline;
  /** K: the number of steps that there is room for. */
  readonly capacity: number;
}

/** Batches of steps `first` … `first + count − 1` as plain data. */
export interface Batches {
  readonly first: number;
  readonly count: number;
  /** [K, T, B, I] and [K, T, B, O]; zeros beyond `count`. */
  readonly input: Float32Array;
  readonly target: Float32Array;
  /** [K]. */
  readonly learningRate: Float32Array;
  readonly coefficients: Readonly<Record<string, Float32Array>>;
  /** By layer, [K, T, B, H·directions]. */
  readonly masks: Readonly<Record<string, Float32Array>>;
}

export function makeBatches(maker: BatchMaker, first: number, count: number): Batches {
  const { input, target } = makeWindows(maker, first, count);
  const { coefficients, learningRate } = makeCoefficients(maker, first, count);
  return { first, count, input, target, learningRate, coefficients, masks: makeMasks(maker, first, count) };
}

/** Windows `first` … of another source, for a step that learns nothing: at a learning rate of zero, and without dropout. */
export function measuringBatches(
  maker: BatchMaker,
  source: SequenceSource,
  first: number,
  count: number,
): Batches {
  const { plan, capacity } = maker;
  const windows = makeWindows({ ...maker, source }, first, count);
  const atZero = Object.entries(plan.rule.coefficients(0, 0));
  const layers = maskedLayers(plan);
  const ones = new Float32Array(layers.length === 0 ? 0 : maskSize(maker) * capacity).fill(1);
  return {
    first,
    count,
    ...windows,
    learningRate: new Float32Array(capacity),
    coefficients: Object.fromEntries(
      atZero.map(([name, value]) => [name, new Float32Array(capacity).fill(value)]),
    ),
    masks: Object.fromEntries(layers.map((layer) => [`l${layer}`, ones])),
  };
}

/** The same as tensors, with the axis K in front. The caller disposes them. */
export function batchTensors(maker: BatchMaker, batches: Batches): StepInputs {
  const { source, plan, capacity } = maker;
  const points = [capacity, source.timeStep, plan.training.batchSize];
  const tensors = (values: Readonly<Record<string, Float32Array>>, shape: number[]): Record<string, Tensor> =>
    Object.fromEntries(Object.entries(values).map(([name, data]) => [name, tf.tensor(data, shape)]));
  return {
    input: tf.tensor(batches.input, [...points, source.inputSize]),
    target: tf.tensor(batches.target, [...points, source.outputSize]),
    coefficients: tensors(batches.coefficients, [capacity]),
    masks: tensors(batches.masks, [...points, layerWidth(plan.network)]),
  };
}

/** Limits of clipping at a step, scalars. The caller disposes them. */
export function limitTensors({ timeline }: BatchMaker, step: number): StepLimits {
  const { norm, value } = timeline.limitsAt(step);
  return { norm: tf.scalar(norm), value: tf.scalar(value) };
}

function makeWindows({ source, plan, capacity }: BatchMaker, first: number, count: number) {
  const { batchSize } = plan.training;
  const points = source.timeStep * batchSize;
  const input = new Float32Array(capacity * points * source.inputSize);
  const target = new Float32Array(capacity * points * source.outputSize);
  for (let k = 0; k < count; k += 1) {
    source.writeBatch(first + k, batchSize, {
      input: row(input, k, points * source.inputSize),
      target: row(target, k, points * source.outputSize),
    });
  }
  return { input, target };
}

function makeCoefficients({ plan, timeline, capacity }: BatchMaker, first: number, count: number) {
  const { rule } = plan;
  const learningRate = new Float32Array(capacity);
  const names = Object.keys(rule.coefficients(0, 1));
  const coefficients: Record<string, Float32Array> = {};
  for (const name of names) coefficients[name] = new Float32Array(capacity);
  for (let k = 0; k < count; k += 1) {
    const rate = timeline.learningRateAt(first + k);
    learningRate[k] = rate;
    for (const [name, value] of Object.entries(rule.coefficients(first + k, rate))) {
      const values = coefficients[name];
      if (values !== undefined) values[k] = value;
    }
  }
  return { coefficients, learningRate };
}

/** By layer whose outputs they scale, see {@link drawDropoutMask}; none without dropout. */
function makeMasks(maker: BatchMaker, first: number, count: number) {
  const { plan, seed, capacity } = maker;
  const { dropout } = plan.network.model;
  const size = maskSize(maker);
  const maskOf = (layer: number) => {
    const mask = new Float32Array(capacity * size);
    for (let k = 0; k < count; k += 1) drawDropoutMask(seed, layer, first + k, dropout, row(mask, k, size));
    return mask;
  };
  return Object.fromEntries(maskedLayers(plan).map((layer) => [`l${layer}`, maskOf(layer)]));
}

/** The layers whose outputs are masked: all but the last, where there is dropout. */
function maskedLayers({ network: { model } }: StepPlan): readonly number[] {
  return model.dropout === 0 ? [] : Array.from({ length: model.layers - 1 }, (_, layer) => layer);
}

function maskSize({ plan, source }: BatchMaker): number {
  return source.timeStep * plan.training.batchSize * layerWidth(plan.network);
}

/** Features of a layer's output: H, or 2H in two directions. */
function layerWidth({ model }: Network): number {
  return model.hiddenSize * (model.bidirectional ? 2 : 1);
}

function row(values: Float32Array, index: number, size: number): Float32Array {
  return values.subarray(index * size, (index + 1) * size);
}
