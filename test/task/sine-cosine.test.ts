import { describe, expect, it } from 'vitest';
import type { SineCosineTask } from '../../src-core/experiment/experiment';
import { sineCosineSource } from '../../src-core/task/sine-cosine';

const article: SineCosineTask = {
  kind: 'sine-cosine',
  timeStep: 10,
  amplitude: 1,
  frequency: 1,
  phase: 0,
  noise: 0,
  target: 'cos',
};

function batch(task: SineCosineTask, step: number, batchSize = 1, seed = 1) {
  const size = task.timeStep * batchSize;
  const windows = { input: new Float32Array(size), target: new Float32Array(size) };
  sineCosineSource(task, seed, 'noise').writeBatch(step, batchSize, windows);
  return windows;
}

describe('sineCosineSource', () => {
  it("sees [kπ, (k+1)π), end excluded, at step k, the angle rounded to float32 as numpy's linspace does", () => {
    const { input, target } = batch(article, 57);
    for (let i = 0; i < 10; i += 1) {
      const angle = Math.fround(57 * Math.PI + (i * Math.PI) / 10);
      expect(input[i]).toBe(Math.fround(Math.sin(angle)));
      expect(target[i]).toBe(Math.fround(Math.cos(angle)));
    }
  });

  it('repeats window 0 with alternating sign, up to the rounding of the angle', () => {
    const [even, odd] = [batch(article, 0), batch(article, 99)];
    even.input.forEach((value, i) => expect(odd.input[i]).toBeCloseTo(-value, 4));
  });

  it.each([
    ['amplitude', { amplitude: 2.5 }],
    ['frequency', { frequency: 0.3 }],
    ['phase', { phase: 1.1 }],
    ['noise', { noise: 0.2 }],
  ])(
    'joins windows without a seam whatever the %s: the next input of the last point opens the next window',
    (_, change) => {
      const task: SineCosineTask = { ...article, ...change, target: 'next' };
      for (const step of [0, 1, 8]) {
        const [now, next] = [batch(task, step), batch(task, step + 1)];
        expect([...now.target.subarray(0, 9)]).toEqual([...now.input.subarray(1)]);
        expect(now.target[9]).toBeCloseTo(next.input[0] ?? NaN, 5);
      }
    },
  );

  it('scales, stretches and shifts the wave', () => {
    const task = { ...article, amplitude: 2, frequency: 0.5, phase: 0.25 };
    const { input, target } = batch(task, 3);
    const angle = Math.fround(0.5 * (3 * Math.PI + (4 * Math.PI) / 10) + 0.25);
    expect(input[4]).toBe(Math.fround(2 * Math.sin(angle)));
    expect(target[4]).toBe(Math.fround(2 * Math.cos(angle)));
  });

  it('adds Gaussian noise of the given deviation to the input alone, the same for the same seed', () => {
    const task = { ...article, timeStep: 5000, noise: 0.5 };
    const clean = batch({ ...task, noise: 0 }, 2);
    const noisy = batch(task, 2);
    const noise = noisy.input.map((value, i) => value - (clean.input[i] ?? 0));
    const deviation = Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / noise.length);
    expect(Math.abs(deviation - 0.5)).toBeLessThan(0.02);
    expect(noisy.target).toEqual(clean.target);
    expect(batch(task, 2).input).toEqual(noisy.input);
    expect(batch(task, 2, 1, 9).input).not.toEqual(noisy.input);
    expect(batch(task, 3).input.subarray(0, 9)).not.toEqual(noisy.input.subarray(0, 9));
  });

  it('spreads the rows of a batch evenly over the circle, row 0 the wave itself, time first', () => {
    const { input } = batch(article, 6, 4);
    const alone = batch(article, 6).input;
    for (let i = 0; i < 10; i += 1) {
      expect(input[i * 4]).toBe(alone[i]);
      expect(input[i * 4 + 2]).toBeCloseTo(-(alone[i] ?? NaN), 5);
    }
  });
});
