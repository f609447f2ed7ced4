import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Model } from '../../src-core/experiment/experiment';
import {
  flatValues,
  fromRows,
  namedTensors,
  packRows,
  parameterLayout,
  toRows,
  unpackRows,
} from '../../src-core/network/parameters';
import { settingsWith } from '../training/settings';

const layoutOf = (change: Partial<Model>) => parameterLayout(settingsWith({ model: change }).model, 1, 1);
const shapesOf = (change: Partial<Model>) =>
  Object.fromEntries(layoutOf(change).parameters.map(({ name, shape }) => [name, shape]));

describe('parameterLayout', () => {
  it("names and shapes parameters as torch does, in torch's order", () => {
    const shapes = shapesOf({ cell: 'lstm', hiddenSize: 3, layers: 2, bidirectional: true });
    expect(shapes).toEqual({
      'rnn.weight_ih_l0': [12, 1],
      'rnn.weight_hh_l0': [12, 3],
      'rnn.bias_ih_l0': [12],
      'rnn.bias_hh_l0': [12],
      'rnn.weight_ih_l0_reverse': [12, 1],
      'rnn.weight_hh_l0_reverse': [12, 3],
      'rnn.bias_ih_l0_reverse': [12],
      'rnn.bias_hh_l0_reverse': [12],
      'rnn.weight_ih_l1': [12, 6],
      'rnn.weight_hh_l1': [12, 3],
      'rnn.bias_ih_l1': [12],
      'rnn.bias_hh_l1': [12],
      'rnn.weight_ih_l1_reverse': [12, 6],
      'rnn.weight_hh_l1_reverse': [12, 3],
      'rnn.bias_ih_l1_reverse': [12],
      'rnn.bias_hh_l1_reverse': [12],
      'out.weight': [1, 6],
      'out.bias': [1],
    });
    expect(Object.keys(shapes)[4]).toBe('rnn.weight_ih_l0_reverse');
  });

  it('adds the gain of a normalization', () => {
    expect(shapesOf({ cell: 'gru', hiddenSize: 2, normalization: 'layer' })['rnn.norm_hh_l0']).toEqual([6]);
    expect(shapesOf({ cell: 'rnn', hiddenSize: 2, normalization: 'batch' })['rnn.norm_ih_l0']).toEqual([2]);
  });

  it.each([
    ['rnn', 1153],
    ['lstm', 4513],
    ['gru', 3393],
  ] as const)('counts the parameters of the article network: %s', (cell, count) => {
    expect(layoutOf({ cell }).size).toBe(count);
  });

  it('takes values apart and puts them together again', () => {
    const layout = layoutOf({ layers: 2 });
    const flat = Float32Array.from({ length: layout.size }, (_, k) => k);
    expect(flatValues(namedTensors(flat, layout), layout)).toEqual(flat);
  });
});

describe('a vector in rows', () => {
  beforeAll(() => tf.setBackend('cpu'));

  it.each([
    ['one layer', {}],
    ['two directions and gains', { layers: 2, bidirectional: true, normalization: 'layer' }],
    ['one unit', { hiddenSize: 1 }],
  ] as const)('holds the parameters in the order of the flat vector: %s', (_, change) => {
    const layout = layoutOf({ cell: 'lstm', ...change });
    const flat = tf.range(0, layout.size);
    const rows = toRows(flat, layout);
    expect(rows.shape[1]).toBe(layout.rowWidth);
    const parameters = unpackRows(rows, layout);
    for (const { name, shape, offset } of layout.parameters) {
      expect(parameters.get(name)?.shape).toEqual(shape);
      expect(parameters.get(name)?.dataSync()[0]).toBe(offset);
    }
    expect(packRows(parameters, layout).dataSync()).toEqual(rows.dataSync());
    expect(fromRows(rows, layout).dataSync()).toEqual(flat.dataSync());
  });
});
