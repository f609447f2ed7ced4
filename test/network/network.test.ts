import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { networkForward } from '../../src-core/network/network';
import { pack, unpack } from '../../src-core/network/parameters';
import { lossOf } from '../../src-core/training/loss';
import { BACKENDS, useBackend } from '../training/backends';
import { expectClose } from './close-to';
import { RECORDED_NETWORKS, networkCase } from './recorded-networks';
import { expectRecorded, inputsOf, networkResults, toleranceFor } from './recorded-results';

const read = (tensor: Tensor) => Array.from(tensor.dataSync());

describe.each(BACKENDS)('a network on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  it.each(RECORDED_NETWORKS)('computes what PyTorch computes in float64: %s', (name) => {
    tf.tidy(() => {
      const recorded = networkCase(name);
      expectRecorded(networkResults(recorded)(inputsOf(recorded)), recorded);
    });
  });
});

describe('backpropagation through time', () => {
  beforeAll(() => useBackend('tensorflow'));

  it.each(RECORDED_NETWORKS)('agrees with tf.grad of the forward pass: %s', (name) => {
    tf.tidy(() => {
      const recorded = networkCase(name);
      const { network, parameters, input, target, initial, masks, loss } = recorded;
      const lossAt = (flat: Tensor): Tensor => {
        const { prediction } = networkForward(network, unpack(flat, network.layout), input, initial, masks);
        return lossOf(loss, prediction, target).value;
      };
      const { gradients } = networkResults(recorded)(inputsOf(recorded));
      const byHand = pack(new Map(Object.entries(gradients)), network.layout);
      expectClose(read(byHand), read(tf.grad(lossAt)(parameters)), 'gradient', toleranceFor(recorded));
    });
  });
});

describe('the recorded networks', () => {
  it('cover every cell, number of layers, direction, normalization and loss', () => {
    const seen = new Set(
      RECORDED_NETWORKS.map((name) => {
        const { network, loss } = networkCase(name);
        const { cell, nonlinearity, layers, bidirectional, normalization } = network.model;
        return [
          cell,
          nonlinearity,
          Math.min(layers, 2),
          bidirectional,
          normalization,
          loss.kind,
          loss.on,
        ].join(' ');
      }),
    );
    for (const cell of ['rnn tanh', 'rnn relu', 'lstm tanh', 'gru tanh'])
      for (const layers of [1, 2])
        for (const bidirectional of [false, true])
          for (const normalization of ['none', 'layer', 'batch'])
            expect(seen).toContain(`${cell} ${layers} ${bidirectional} ${normalization} mse every`);
    for (const loss of ['mse every', 'mse last', 'cross-entropy every', 'cross-entropy last'])
      expect(seen).toContain(`lstm tanh 1 false none ${loss}`);
  });
});
