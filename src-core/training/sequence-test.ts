// A test on independent sequences: forward only, operation by operation, some of them at a time.
import * as tf from '@tensorflow/tfjs-core';
import type { Settings } from '../experiment/experiment';
import { type Network, networkForward } from '../network/network';
import { toRows, unpackRows } from '../network/parameters';
import { countRight } from '../task/accuracy';
import type { HoldOut } from '../task/hold-out';
import type { Batch, SequenceSource } from '../task/sequence-source';
import type { WindowValues } from './evaluation';
import { lossOf } from './loss';
import { zeroHidden } from './step';

type Sequences = Extract<HoldOut, { kind: 'sequences' }>;

export interface SequenceTest {
  readonly loss: number;
  readonly accuracy: number | null;
  /** The first sequence. */
  readonly window: WindowValues;
}

/** States of all layers that may be kept at once: 16 MiB of each gate. */
const VALUES_AT_ONCE = 2 ** 22;

/** @param parameters the flat vector */
export function testSequences(
  settings: Settings,
  network: Network,
  parameters: Float32Array,
  { source, count }: Sequences,
): SequenceTest {
  const atOnce = sequencesAtOnce(network, source.timeStep, count);
  let loss = 0;
  let right: number | null = null;
  let all = 0;
  let window: WindowValues | null = null;
  for (let first = 0; first < count; first += atOnce) {
    const size = Math.min(atOnce, count - first);
    const part = testPart(settings, network, parameters, source, first, size);
    loss += (part.loss * size) / count;
    if (part.counted !== null) {
      right = (right ?? 0) + part.counted.right;
      all += part.counted.all;
    }
    window ??= part.window;
  }
  if (window === null) throw new Error(`A test needs one sequence or more, got ${count}.`);
  return { loss, accuracy: right === null ? null : right / all, window };
}

/** How many sequences are run through the network together. */
export function sequencesAtOnce({ model, layers }: Network, timeStep: number, count: number): number {
  const width = model.hiddenSize * layers.flat().length;
  return Math.min(count, Math.max(1, Math.floor(VALUES_AT_ONCE / (timeStep * width))));
}

/** The loss of sequences `first` … `first + count − 1`, and how many of them are right. */
function testPart(
  { task, training }: Settings,
  network: Network,
  parameters: Float32Array,
  source: SequenceSource,
  first: number,
  count: number,
) {
  const { timeStep, inputSize, outputSize } = source;
  const { input, target } = sequencesOf(source, first, count);
  const { loss, prediction } = tf.tidy(() => {
    const tensors = unpackRows(toRows(tf.tensor(parameters), network.layout), network.layout);
    const shape = [timeStep, count];
    const forward = networkForward(
      network,
      tensors,
      tf.tensor(input, [...shape, inputSize]),
      zeroHidden(network, count),
      {},
    );
    const { value } = lossOf(training.loss, forward.prediction, tf.tensor(target, [...shape, outputSize]));
    return {
      loss: value.dataSync()[0] ?? NaN,
      prediction: (forward.prediction.dataSync() as Float32Array).slice(),
    };
  });
  return {
    loss,
    counted: countRight(task, { timeStep, count, outputSize, prediction, target }),
    window: {
      input: firstOf(input, count, inputSize),
      target: firstOf(target, count, outputSize),
      prediction: firstOf(prediction, count, outputSize),
    },
  };
}

/** Each is a step of the source by itself: which sequences they are does not depend on how many are run at once. */
function sequencesOf(source: SequenceSource, first: number, count: number): Batch {
  const { timeStep, inputSize, outputSize } = source;
  const batch = {
    input: new Float32Array(timeStep * count * inputSize),
    target: new Float32Array(timeStep * count * outputSize),
  };
  const one = {
    input: new Float32Array(timeStep * inputSize),
    target: new Float32Array(timeStep * outputSize),
  };
  for (let row = 0; row < count; row += 1) {
    source.writeBatch(first + row, 1, one);
    for (let t = 0; t < timeStep; t += 1) {
      const at = t * count + row;
      batch.input.set(one.input.subarray(t * inputSize, (t + 1) * inputSize), at * inputSize);
      batch.target.set(one.target.subarray(t * outputSize, (t + 1) * outputSize), at * outputSize);
    }
  }
  return batch;
}

/** [T, B, F] to [T, F] of the first of the batch. */
function firstOf(values: Float32Array, batchSize: number, features: number): Float32Array {
  return values.filter((_, at) => at % (batchSize * features) < features);
}
