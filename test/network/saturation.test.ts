import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { networkForward } from '../../src-core/network/network';
import { unpack } from '../../src-core/network/parameters';
import { saturationColumns, saturationShares } from '../../src-core/network/saturation';
import { useBackend } from '../training/backends';
import { type NetworkCase, networkCase } from './recorded-networks';

beforeAll(() => useBackend('cpu'));

/** The shares with all parameters of one name moved by `shift`. */
function shares(
  { network, parameters, input, initial }: NetworkCase,
  pattern: RegExp,
  shift: number,
): number[] {
  const values = parameters.dataSync().slice();
  for (const { name, offset, size } of network.layout.parameters)
    if (pattern.test(name))
      for (let k = offset; k < offset + size; k += 1) values[k] = (values[k] ?? 0) + shift;
  const { tape } = networkForward(network, unpack(tf.tensor(values), network.layout), input, initial, {});
  return Array.from(saturationShares(network, tape.directions).dataSync());
}

describe('saturation', () => {
  it.each([
    ['rnn-2-bi', ['saturated_l0_h', 'saturated_l0_h_reverse', 'saturated_l1_h', 'saturated_l1_h_reverse']],
    ['rnn-relu-1', ['dead_l0_h']],
    ['lstm-1', ['i', 'f', 'g', 'o', 'tanhC'].map((name) => `saturated_l0_${name}`)],
    ['gru-1', ['r', 'z', 'n'].map((name) => `saturated_l0_${name}`)],
  ])('has a column per activation: %s', (name, columns) => {
    const recorded = networkCase(name);
    expect(saturationColumns(recorded.network)).toEqual(columns);
    expect(shares(recorded, /^$/, 0).length).toBe(columns.length);
  });

  it('is 1 where large biases press units against their bounds, and 0 at small pre-activations', () => {
    expect(shares(networkCase('rnn-1'), /bias/, 50)).toEqual([1]);
    expect(shares(networkCase('rnn-1'), /bias/, -50)).toEqual([1]);
    expect(shares(networkCase('rnn-1'), /^$/, 0)).toEqual([0]);
    expect(shares(networkCase('gru-1'), /bias_ih/, 50)).toEqual([1, 1, 1]);
  });

  it('counts ReLU units that are zero at every time step of every sample', () => {
    expect(shares(networkCase('rnn-relu-1'), /bias/, -50)).toEqual([1]);
    expect(shares(networkCase('rnn-relu-1'), /bias/, 50)).toEqual([0]);
  });
});
