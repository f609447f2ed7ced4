// Optimizers, schedules and clipping against PyTorch's, recorded in float64 by test/reference/record.py.
import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Clip, Optimizer, Schedule } from '../../src-core/experiment/experiment';
import { clipGradient, clipLimits } from '../../src-core/training/clip';
import { updateRule } from '../../src-core/training/optimizer';
import { learningRateAt } from '../../src-core/training/schedule';
import { expectClose } from '../network/close-to';
import { BACKENDS, useBackend } from './backends';

interface Recorded {
  readonly initial: number[];
  readonly gradients: readonly number[][];
  readonly cases: readonly {
    readonly name: string;
    readonly optimizer: Optimizer;
    readonly schedule: Schedule;
    readonly clip: Clip;
    /** After each gradient. */
    readonly parameters: readonly number[][];
    readonly learningRate: readonly number[];
    readonly norm: readonly number[];
    readonly normClipped: readonly number[];
  }[];
}

const recorded = JSON.parse(
  readFileSync(new URL('../reference/updates.json', import.meta.url), 'utf8'),
) as Recorded;

describe.each(BACKENDS)('updates on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  it.each(recorded.cases)('are those of torch: $name', ({ optimizer, schedule, clip, ...expected }) => {
    const rule = updateRule(optimizer);
    const limits = clipLimits(clip);
    const zeros = Object.fromEntries(rule.moments.map((name) => [name, tf.zeros([recorded.initial.length])]));
    let state = { parameters: tf.tensor(recorded.initial), moments: zeros } as ReturnType<typeof rule.update>;
    recorded.gradients.forEach((gradient, step) => {
      const clipped = clipGradient(tf.tensor(gradient), tf.scalar(limits.norm), tf.scalar(limits.value));
      const rate = learningRateAt({ optimizer, schedule, steps: recorded.gradients.length }, step);
      const coefficients = Object.entries(rule.coefficients(step, rate));
      const scalars = Object.fromEntries(coefficients.map(([name, value]) => [name, tf.scalar(value)]));
      state = rule.update(state, clipped.gradient, scalars);
      expectClose([rate], [expected.learningRate[step] ?? NaN], `learning rate of step ${step}`, 1e-12);
      expectClose(clipped.normBefore.dataSync(), [expected.norm[step] ?? NaN], `norm before, step ${step}`);
      expectClose(
        clipped.normAfter.dataSync(),
        [expected.normClipped[step] ?? NaN],
        `norm after, step ${step}`,
      );
      expectClose(
        state.parameters.dataSync(),
        expected.parameters[step] ?? [],
        `parameters after step ${step}`,
      );
    });
  });

  it('leave the gradient as it is, to the bit, at infinite limits', () => {
    const gradient = Float32Array.from({ length: 257 }, (_, k) => Math.sin(k * 7.3) * 10 ** ((k % 9) - 4));
    const {
      gradient: clipped,
      normBefore,
      normAfter,
    } = clipGradient(tf.tensor(gradient), tf.scalar(Infinity), tf.scalar(Infinity));
    expect(clipped.dataSync()).toEqual(gradient);
    expect(normAfter.dataSync()).toEqual(normBefore.dataSync());
  });

  it('leave a gradient whose norm overflows as it is at infinite limits', () => {
    const gradient = Float32Array.of(1e30, -2e25, 3);
    const { gradient: clipped, normBefore } = clipGradient(
      tf.tensor(gradient),
      tf.scalar(Infinity),
      tf.scalar(Infinity),
    );
    expect(normBefore.dataSync()[0]).toBe(Infinity);
    expect(clipped.dataSync()).toEqual(gradient);
  });

  it('bring the norm to the limit', () => {
    const gradient = tf.tensor(Float32Array.from({ length: 100 }, (_, k) => Math.cos(k) * 50));
    const { normAfter } = clipGradient(gradient, tf.scalar(0.75), tf.scalar(Infinity));
    expect(normAfter.dataSync()[0]).toBeCloseTo(0.75, 5);
  });

  it.each([
    ['infinite limits', Infinity, Infinity],
    ['a norm limit', 1, Infinity],
    ['a value limit', Infinity, 1],
  ])('pass NaN on under %s', (_, norm, value) => {
    const { gradient, normBefore, normAfter } = clipGradient(
      tf.tensor([1, NaN, 2, 3, 4]),
      tf.scalar(norm),
      tf.scalar(value),
    );
    expect(normBefore.dataSync()[0]).toBeNaN();
    expect(normAfter.dataSync()[0]).toBeNaN();
    expect(gradient.dataSync()[1]).toBeNaN();
  });
});
