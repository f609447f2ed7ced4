import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { initialParameters } from '../../src-core/network/initialise';
import { networkOf } from '../../src-core/network/network';
import { pack, toRows } from '../../src-core/network/parameters';
import { randomStream } from '../../src-core/task/random';
import { sequenceSource } from '../../src-core/task/sequence-source';
import { batchTensors, makeBatches } from '../../src-core/training/batches';
import { updateRule } from '../../src-core/training/optimizer';
import { backpropagate, zeroHidden } from '../../src-core/training/step';
import { Timeline } from '../../src-core/training/timeline';
import { useBackend } from './backends';
import { settingsWith } from './settings';

beforeAll(() => useBackend('cpu'));

/** The article's network at its first window: loss and gradient as functions of the flat parameters. */
function articleStep(model: Parameters<typeof settingsWith>[0]['model'] = {}) {
  const settings = settingsWith({ model });
  const source = sequenceSource(settings, 1);
  const network = networkOf(settings.model, source.inputSize, source.outputSize);
  const rule = updateRule(settings.training.optimizer);
  const plan = { network, training: settings.training, rule };
  const timeline = new Timeline(settings.training);
  const maker = { plan, source, seed: 1, timeline, capacity: 1 };
  const { input, target, masks } = batchTensors(maker, makeBatches(maker, 0, 1));
  const window = (values: Tensor) => tf.reshape(values, values.shape.slice(1));
  const inputs = { input: window(input), target: window(target), coefficients: {}, masks };
  const hidden = Object.fromEntries(zeroHidden(network, 1));
  const at = (values: Float32Array) => {
    const parameters = toRows(tf.tensor(values), network.layout);
    return backpropagate(plan, { parameters, moments: {}, hidden }, inputs);
  };
  return {
    parameters: initialParameters(settings.model, network.layout, 1),
    loss: (values: Float32Array) => at(values).loss.dataSync()[0] ?? NaN,
    gradient: (values: Float32Array) => Array.from(pack(at(values).gradients, network.layout).dataSync()),
  };
}

describe('the gradient of a training step', () => {
  it.each([
    ['rnn', { cell: 'rnn' }],
    ['lstm', { cell: 'lstm' }],
    ['gru', { cell: 'gru' }],
    ['gru, two layers, two directions', { cell: 'gru', layers: 2, bidirectional: true }],
  ] as const)('is the slope of the loss along any direction: %s', (_, model) => {
    const { parameters, loss, gradient } = articleStep(model);
    const slopes = gradient(parameters);
    const norm = Math.sqrt(slopes.reduce((sum, value) => sum + value * value, 0));
    const stream = randomStream(1, 'directions');
    for (let trial = 0; trial < 4; trial += 1) {
      // Half a random direction, half the gradient's own: a slope that rounding of the loss does not drown.
      const direction = Array.from(
        slopes,
        (slope) => slope / norm + stream.normal() / Math.sqrt(slopes.length),
      );
      const step = 5e-3;
      const moved = (sign: number) =>
        loss(parameters.map((value, k) => value + sign * step * (direction[k] ?? NaN)));
      const measured = (moved(1) - moved(-1)) / (2 * step);
      const predicted = slopes.reduce((sum, slope, k) => sum + slope * (direction[k] ?? NaN), 0);
      expect(Math.abs(measured / predicted - 1)).toBeLessThan(5e-3);
    }
  });
});
