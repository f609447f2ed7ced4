// What a network makes of windows it is not trained on, against the same computed by hand, on every engine.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Settings, Task } from '../../src-core/experiment/experiment';
import { countRight } from '../../src-core/task/accuracy';
import { holdOutOf } from '../../src-core/task/hold-out';
import { evaluationInterval } from '../../src-core/training/evaluation-steps';
import { eagerEngine } from '../../src-core/training/engine';
import { createSession } from '../../src-core/training/session';
import { windowsOf } from '../task/windows';
import { useBackend } from './backends';
import { settingsWith, type SettingsChange } from './settings';

beforeAll(() => useBackend('cpu'));

const independent = (task: Task, kind: 'mse' | 'cross-entropy', on: 'every' | 'last'): Settings =>
  settingsWith({
    task,
    model: { hiddenSize: 6 },
    training: { carryState: false, batchSize: 4, loss: { kind, on } },
  });

const TASKS = {
  adding: independent({ kind: 'adding', timeStep: 8 }, 'mse', 'last'),
  'temporal-order': independent({ kind: 'temporal-order', timeStep: 12 }, 'cross-entropy', 'last'),
  copy: independent({ kind: 'copy', timeStep: 22 }, 'cross-entropy', 'every'),
};

const wave = (change: SettingsChange = {}) =>
  settingsWith({ ...change, model: { hiddenSize: 5, ...change.model } });

const open = (settings: Settings, capacity = 8) =>
  createSession({ settings, seed: 3, engine: eagerEngine('cpu'), weights: null, capacity });

/** Forward pass of a tanh RNN by hand, one row from the zero state. */
function byHand(
  weights: ReadonlyMap<string, Float32Array>,
  inputs: readonly (readonly number[])[],
): number[][] {
  const at = (name: string) => weights.get(name) ?? new Float32Array();
  const times = (matrix: Float32Array, vector: readonly number[], bias: Float32Array) =>
    Array.from(bias, (b, i) =>
      vector.reduce((sum, value, j) => sum + (matrix[i * vector.length + j] ?? NaN) * value, b),
    );
  let h: readonly number[] = Array.from(at('rnn.bias_hh_l0'), () => 0);
  return inputs.map((x) => {
    const fromInput = times(at('rnn.weight_ih_l0'), x, at('rnn.bias_ih_l0'));
    const fromState = times(at('rnn.weight_hh_l0'), h, at('rnn.bias_hh_l0'));
    h = fromInput.map((value, i) => Math.tanh(value + (fromState[i] ?? NaN)));
    return times(at('out.weight'), h, at('out.bias'));
  });
}

/** Points of a window with one row. */
function rows(values: Float32Array, size: number): number[][] {
  return Array.from({ length: values.length / size }, (_, t) => [
    ...values.subarray(t * size, (t + 1) * size),
  ]);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('an evaluation', () => {
  it('of a series warms the state up over five windows and measures those that follow', async () => {
    const settings = wave();
    const session = await open(settings, 4);
    session.advance(3);
    const holdOut = holdOutOf(settings, 3);
    if (holdOut.kind !== 'series') throw new Error('a wave is a series');
    const windows = Array.from({ length: holdOut.warmUp + holdOut.windows }, (_, k) =>
      windowsOf(holdOut.source, k),
    );
    const weights = new Map(session.weights().map(({ name, values }) => [name, values]));
    const answers = byHand(
      weights,
      windows.flatMap(({ input }) => rows(input, 1)),
    );
    const squares = windows
      .flatMap(({ target }) => [...target])
      .map((y, at) => ((answers[at]?.[0] ?? NaN) - y) ** 2);
    const { loss, accuracy, freeRunLoss, window } = session.evaluate();
    expect([holdOut.warmUp, accuracy, freeRunLoss]).toEqual([5, null, null]);
    expect(loss).toBeCloseTo(mean(squares.slice(50)), 5);
    expect([...window.prediction]).toEqual(
      answers.slice(-10).map(([y = NaN]) => expect.closeTo(y, 5) as number),
    );
    // Not one of its windows is trained on.
    expect(Math.abs((window.input[0] ?? NaN) - (windowsOf(holdOut.source, 0).input[0] ?? NaN))).toBeLessThan(
      2,
    );
    session.dispose();
  });

  it.each(Object.entries(TASKS))(
    'of %s is its loss over fresh sequences, and the share of right answers',
    async (_, settings) => {
      const session = await open(settings);
      session.advance(2);
      const holdOut = holdOutOf(settings, 3);
      if (holdOut.kind !== 'sequences') throw new Error('its sequences are independent');
      const { source, count } = holdOut;
      const weights = new Map(session.weights().map(({ name, values }) => [name, values]));
      const { kind, on } = settings.training.loss;
      const losses: number[] = [];
      let right = 0;
      let all = 0;
      for (let k = 0; k < count; k += 1) {
        const { input, target } = windowsOf(source, k);
        const answers = byHand(weights, rows(input, source.inputSize));
        const points = rows(target, source.outputSize).map((y, t) => {
          const answer = answers[t] ?? [];
          if (kind === 'mse') return ((answer[0] ?? NaN) - (y[0] ?? NaN)) ** 2;
          const total = answer.reduce((sum, logit) => sum + Math.exp(logit), 0);
          return Math.log(total) - (answer[y.indexOf(1)] ?? NaN);
        });
        losses.push(on === 'last' ? (points.at(-1) ?? NaN) : mean(points));
        const { timeStep, outputSize } = source;
        const prediction = Float32Array.from(answers.flat());
        const counted = countRight(settings.task, { timeStep, count: 1, outputSize, prediction, target });
        right += counted?.right ?? NaN;
        all += counted?.all ?? NaN;
      }
      const { loss, accuracy } = session.evaluate();
      expect(loss).toBeCloseTo(mean(losses), 5);
      expect(accuracy).toBeCloseTo(right / all, 2);
      session.dispose();
    },
  );

  it('runs freely where the next input is the target: what it predicts is what it reads', async () => {
    const settings = wave({ task: { target: 'next' } });
    const session = await open(settings);
    session.advance(4);
    const { freeRun, freeRunLoss } = session.evaluate();
    const weights = new Map(session.weights().map(({ name, values }) => [name, values]));
    const holdOut = holdOutOf(settings, 3);
    const seen = Array.from({ length: 5 }, (_, k) => rows(windowsOf(holdOut.source, k).input, 1)).flat();
    const inputs = [...seen, ...rows(freeRun?.input ?? new Float32Array(), 1)];
    const answers = byHand(weights, inputs).slice(50);
    answers.forEach(([y = NaN], t) => {
      expect(freeRun?.prediction[t]).toBeCloseTo(y, 5);
      if (t < 9) expect(freeRun?.input[t + 1]).toBe(freeRun?.prediction[t]);
    });
    const { target } = windowsOf(holdOut.source, 5);
    expect(freeRunLoss).toBeCloseTo(mean(answers.map(([y = NaN], t) => (y - (target[t] ?? NaN)) ** 2)), 5);
    session.dispose();
    for (const model of [{ bidirectional: true }, { normalization: 'batch' }] as const) {
      const other = await open(wave({ task: { target: 'next' }, model }));
      expect(other.evaluate().freeRunLoss).toBeNull();
      other.dispose();
    }
  });

  it.each([
    ['a wave', wave({ task: { target: 'next', noise: 0.1 }, model: { dropout: 0.5, layers: 2 } })],
    ['a wave from zero', wave({ training: { carryState: false } })],
    ['adding', TASKS.adding],
    ['copy', TASKS.copy],
  ])('changes nothing, leaves no tensor behind and comes to the same again: %s', async (_, settings) => {
    const [tested, untested] = [await open(settings), await open(settings)];
    tested.advance(3);
    untested.advance(3);
    const before = tf.memory().numTensors;
    const first = tested.evaluate();
    expect(tested.evaluate()).toEqual(first);
    expect(tf.memory().numTensors).toBe(before);
    expect(tested.advance(3)).toEqual(untested.advance(3));
    expect(tested.weights()).toEqual(untested.weights());
    tested.dispose();
    untested.dispose();
  });

  it('of a network whose gradient is not finite still has the loss of its weights', async () => {
    const settings = wave({
      model: { nonlinearity: 'relu', init: { kind: 'torch', recurrentGain: 100, forgetBias: 0 } },
    });
    const [many, single] = [await open(settings, 8), await open(settings, 1)];
    expect(many.evaluate()).toEqual(single.evaluate());
    many.dispose();
    single.dispose();
  });
});

describe('the interval of evaluations', () => {
  it('leaves the article’s run with its first and last', () => {
    expect(evaluationInterval(settingsWith({}), 100)).toBeGreaterThan(100);
  });

  it('never comes to more than about fifty of a run', () => {
    for (const settings of Object.values(TASKS))
      expect(1_000_000 / evaluationInterval(settings, 1_000_000)).toBeLessThanOrEqual(50);
  });
});
