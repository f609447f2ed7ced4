import { describe, expect, it } from 'vitest';
import type { Init, Model } from '../../src-core/experiment/experiment';
import { initialParameters } from '../../src-core/network/initialise';
import { namedTensors, parameterLayout } from '../../src-core/network/parameters';
import { settingsWith } from '../training/settings';

type ModelChange = Partial<Omit<Model, 'init'>> & { readonly init?: Partial<Init> };

function draw({ init, ...change }: ModelChange, seed = 1): (name: string) => Float32Array {
  const article = settingsWith({}).model;
  const model = { ...article, ...change, init: { ...article.init, ...init } };
  const layout = parameterLayout(model, 3, 2);
  const tensors = new Map(
    namedTensors(initialParameters(model, layout, seed), layout).map(({ name, values }) => [name, values]),
  );
  return (name) => tensors.get(name) ?? new Float32Array();
}

const largest = (values: Float32Array) => Math.max(...Array.from(values, Math.abs));
const variance = (values: Float32Array) => values.reduce((sum, v) => sum + v * v, 0) / values.length;
/** Row k of a matrix with n columns. */
const row = (values: Float32Array, k: number, n: number) => values.subarray(k * n, (k + 1) * n);
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, k) => sum + value * (b[k] ?? NaN), 0);

describe('initial parameters', () => {
  it("of kind torch are uniform within ±1/√H, the head's within ±1/√fan-in", () => {
    const tensor = draw({ hiddenSize: 64, bidirectional: true });
    for (const name of ['weight_ih_l0', 'weight_hh_l0', 'bias_ih_l0', 'bias_hh_l0_reverse'])
      expect(largest(tensor(`rnn.${name}`))).toBeLessThanOrEqual(1 / 8);
    expect(largest(tensor('rnn.weight_hh_l0'))).toBeGreaterThan(0.99 / 8);
    expect(variance(tensor('rnn.weight_hh_l0'))).toBeCloseTo(1 / 64 / 3, 3);
    expect(largest(tensor('out.weight'))).toBeLessThanOrEqual(1 / Math.sqrt(128));
    expect(largest(tensor('out.weight'))).toBeGreaterThan(0.9 / Math.sqrt(128));
  });

  it('of kind he are normal with variance 2/fan-in, biases zero', () => {
    const tensor = draw({ hiddenSize: 128, init: { kind: 'he' } });
    expect(variance(tensor('rnn.weight_hh_l0')) * 64).toBeCloseTo(1, 1);
    expect(variance(tensor('rnn.weight_ih_l0')) * 1.5).toBeCloseTo(1, 0);
    expect(largest(tensor('rnn.bias_ih_l0')) + largest(tensor('rnn.bias_hh_l0'))).toBe(0);
    expect(largest(tensor('rnn.weight_hh_l0'))).toBeGreaterThan(3 * Math.sqrt(2 / 128));
  });

  it('of kind xavier are uniform within ±√(6/2H), input weights of variance 1/fan-in', () => {
    const tensor = draw({ hiddenSize: 96, init: { kind: 'xavier' } });
    const bound = Math.sqrt(3 / 96);
    expect(largest(tensor('rnn.weight_hh_l0'))).toBeLessThanOrEqual(bound);
    expect(largest(tensor('rnn.weight_hh_l0'))).toBeGreaterThan(0.99 * bound);
    expect(largest(tensor('rnn.weight_ih_l0'))).toBeLessThanOrEqual(1);
    expect(largest(tensor('rnn.weight_ih_l0'))).toBeGreaterThan(0.9);
  });

  it('of kind orthogonal have an orthogonal block per gate', () => {
    const n = 24;
    const values = draw({ cell: 'gru', hiddenSize: n, init: { kind: 'orthogonal' } })('rnn.weight_hh_l0');
    for (let gate = 0; gate < 3; gate += 1) {
      for (let a = 0; a < n; a += 1)
        for (let b = 0; b < n; b += 1) {
          const product = dot(row(values, gate * n + a, n), row(values, gate * n + b, n));
          expect(product).toBeCloseTo(a === b ? 1 : 0, 5);
        }
    }
  });

  it('of kind identity start as the identity; recurrentGain multiplies them, whatever the kind', () => {
    const identity = draw({ hiddenSize: 3, init: { kind: 'identity', recurrentGain: 0.5 } });
    expect([...identity('rnn.weight_hh_l0')]).toEqual([0.5, 0, 0, 0, 0.5, 0, 0, 0, 0.5]);
    const [plain, doubled] = [draw({}), draw({ init: { recurrentGain: 2 } })];
    expect(doubled('rnn.weight_hh_l0')).toEqual(plain('rnn.weight_hh_l0').map((value) => 2 * value));
    expect(doubled('rnn.weight_ih_l0')).toEqual(plain('rnn.weight_ih_l0'));
  });

  it("adds forgetBias to b_ih of an LSTM's forget gate alone", () => {
    const [plain, biased] = [draw({ cell: 'lstm' }), draw({ cell: 'lstm', init: { forgetBias: 3 } })];
    const difference = biased('rnn.bias_ih_l0').map(
      (value, k) => value - (plain('rnn.bias_ih_l0')[k] ?? NaN),
    );
    difference.forEach((value, k) => expect(value).toBeCloseTo(k >= 32 && k < 64 ? 3 : 0, 5));
    expect(biased('rnn.bias_hh_l0')).toEqual(plain('rnn.bias_hh_l0'));
  });

  it('are one stream per tensor: equal shapes get equal draws whatever else differs', () => {
    const [one, deep] = [draw({}), draw({ layers: 3, bidirectional: true, normalization: 'layer' })];
    for (const name of ['weight_ih_l0', 'weight_hh_l0', 'bias_ih_l0'])
      expect(deep(`rnn.${name}`)).toEqual(one(`rnn.${name}`));
    expect(deep('rnn.weight_hh_l0_reverse')).not.toEqual(one('rnn.weight_hh_l0'));
    expect(deep('rnn.norm_hh_l2').every((gain) => gain === 1)).toBe(true);
    expect(draw({}, 2)('rnn.weight_hh_l0')).not.toEqual(one('rnn.weight_hh_l0'));
  });
});
