// A free run: the network is shown a series, then goes on alone, each prediction the next input.
import * as tf from '@tensorflow/tfjs-core';
import type { Settings, Task } from '../experiment/experiment';
import type { CellState } from '../network/cell';
import { type Network, type PerDirection, networkForward } from '../network/network';
import { type ParameterTensors, toRows, unpackRows } from '../network/parameters';
import type { HoldOut } from '../task/hold-out';
import type { SequenceSource } from '../task/sequence-source';
import type { WindowValues } from './evaluation';
import { zeroHidden } from './step';

type Series = Extract<HoldOut, { kind: 'series' }>;

/**
 * Whether the next input is what is predicted. A network that reads a window from its end, or normalizes over its points,
 * cannot be given one point at a time.
 */
export function runsFreely({ task, model }: Settings): boolean {
  return isNextInput(task) && !model.bidirectional && model.normalization !== 'batch';
}

function isNextInput(task: Task): boolean {
  if (task.kind === 'csv') return task.target === task.input && task.horizon === 1;
  return task.kind === 'sine-cosine' && task.target === 'next';
}

/**
 * Shows the first row of the hold-out's warm-up windows, one at least, then runs through the window after them.
 * @param parameters the flat vector
 */
export function runFreely(
  { task }: Settings,
  network: Network,
  parameters: Float32Array,
  { source, warmUp }: Series,
): { readonly loss: number; readonly window: WindowValues } {
  const shown = Math.max(1, warmUp);
  return tf.tidy(() => {
    const tensors = unpackRows(toRows(tf.tensor(parameters), network.layout), network.layout);
    let hidden = zeroHidden(network, 1);
    for (let window = 0; window < shown; window += 1) {
      hidden = forward(network, tensors, firstRow(source, window).input, hidden).last;
    }
    const { input, target } = firstRow(source, shown);
    const fed = new Float32Array(task.timeStep * source.inputSize);
    const prediction = new Float32Array(task.timeStep * source.outputSize);
    let point = input.slice(0, source.inputSize);
    for (let t = 0; t < task.timeStep; t += 1) {
      fed.set(point, t * source.inputSize);
      const next = forward(network, tensors, point, hidden);
      hidden = next.last;
      point = (next.prediction.dataSync() as Float32Array).slice();
      prediction.set(point, t * source.outputSize);
    }
    const squares = prediction.reduce((sum, value, at) => sum + (value - (target[at] ?? NaN)) ** 2, 0);
    return { loss: squares / prediction.length, window: { input: fed, target, prediction } };
  });
}

/** Window `step` of a batch of one. */
function firstRow(source: SequenceSource, step: number) {
  const input = new Float32Array(source.timeStep * source.inputSize);
  const target = new Float32Array(source.timeStep * source.outputSize);
  source.writeBatch(step, 1, { input, target });
  return { input, target };
}

function forward(
  network: Network,
  parameters: ParameterTensors,
  points: Float32Array,
  hidden: PerDirection<CellState>,
) {
  const input = tf.tensor(points, [points.length / network.inputSize, 1, network.inputSize]);
  return networkForward(network, parameters, input, hidden, {});
}
