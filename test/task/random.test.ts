import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src-core/task/random';

const take = (count: number, draw: () => number) => Array.from({ length: count }, draw);
const uniforms = (seed: number, name: string, count = 100) => take(count, randomStream(seed, name).uniform);

describe('randomStream', () => {
  it('gives the same draws for the same seed and name', () => {
    expect(uniforms(7, 'rnn.weight_hh_l0')).toEqual(uniforms(7, 'rnn.weight_hh_l0'));
  });

  it('gives other draws for another seed or another name', () => {
    const draws = new Set([uniforms(1, 'a'), uniforms(2, 'a'), uniforms(1, 'b'), uniforms(-1, 'a')].flat());
    expect(draws.size).toBe(400);
  });

  it('draws uniformly from [0, 1)', () => {
    const draws = uniforms(3, 'uniform', 100_000);
    const bins = new Array<number>(20).fill(0);
    for (const draw of draws) {
      expect(draw >= 0 && draw < 1).toBe(true);
      bins[Math.floor(draw * 20)]! += 1;
    }
    // χ² with 19 degrees of freedom: above 43.8 once in a thousand seeds, and this seed is fixed.
    const chiSquare = bins.reduce((sum, count) => sum + (count - 5000) ** 2 / 5000, 0);
    expect(chiSquare).toBeLessThan(43.8);
  });

  it('draws first values of streams uniformly: names that differ by one digit are independent', () => {
    const first = Array.from({ length: 20_000 }, (_, k) => randomStream(1, `noise/0/${k}`).uniform());
    const mean = first.reduce((sum, value) => sum + value, 0) / first.length;
    const lag = first.slice(1).reduce((sum, value, k) => sum + (value - 0.5) * ((first[k] ?? 0) - 0.5), 0);
    expect(mean).toBeCloseTo(0.5, 2);
    expect(lag / first.length / (1 / 12)).toBeCloseTo(0, 1);
  });

  it('draws normally with mean 0, variance 1, no skew and kurtosis 3', () => {
    const draws = take(200_000, randomStream(5, 'normal').normal);
    const moment = (k: number) => draws.reduce((sum, value) => sum + value ** k, 0) / draws.length;
    expect(moment(1)).toBeCloseTo(0, 1.5);
    expect(moment(2)).toBeCloseTo(1, 1.5);
    expect(moment(3)).toBeCloseTo(0, 1.2);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.1);
    expect(draws.every(Number.isFinite)).toBe(true);
  });
});
