import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { eagerEngine } from '../../src-core/training/engine';
import type { Inspection } from '../../src-core/training/inspection';
import { createSession } from '../../src-core/training/session';
import { expectClose } from '../network/close-to';
import { useBackend } from './backends';
import { KINDS, small } from './kinds';
import type { SettingsChange } from './settings';

beforeAll(() => useBackend('cpu'));

function open(change: SettingsChange = {}, capacity = 8) {
  const engine = eagerEngine('cpu');
  return createSession({ settings: small(change), seed: 1, engine, weights: null, capacity });
}

const gradientOf = (inspection: Inspection, name: string) =>
  inspection.gradients.find((gradient) => gradient.name === name)?.values ?? [];

describe('inspect', () => {
  it.each(KINDS)('returns to the bit what the run did at that step: %s', async (_, change) => {
    const session = await open(change);
    const records = session.advance(11);
    const columns = session.flowColumns.length;
    for (const step of [0, 7, 10]) {
      const inspection = await session.inspect(step);
      expect(inspection.step).toBe(step);
      expect(inspection.loss).toBe(records.loss[step]);
      expect(inspection.gradNorm).toBe(records.gradNorm[step]);
      expect(inspection.gradNormClipped).toBe(records.gradNormClipped[step]);
      const flow = inspection.directions.flatMap((direction) => Array.from(direction.flow['h'] ?? []));
      expect(flow).toEqual(Array.from(records.flow.subarray(step * columns, (step + 1) * columns)));
    }
    session.dispose();
  });

  it('leaves the session where it was: the next steps are the same as without it', async () => {
    const [inspected, plain] = await Promise.all([open(), open()]);
    inspected.advance(5);
    plain.advance(5);
    const before = tf.memory().numTensors;
    await inspected.inspect(3);
    expect(tf.memory().numTensors).toBe(before);
    expect(inspected.step).toBe(5);
    expect(inspected.advance(3)).toEqual(plain.advance(3));
    [inspected, plain].forEach((session) => session.dispose());
  });

  it.each(KINDS)('splits each weight gradient into terms that sum to it: %s', async (_, change) => {
    const session = await open(change);
    session.advance(2);
    const inspection = await session.inspect(1);
    session.dispose();
    for (const { suffix, weightTerms } of inspection.directions) {
      for (const [name, terms] of [
        [`rnn.weight_ih_${suffix}`, weightTerms?.weightIh],
        [`rnn.weight_hh_${suffix}`, weightTerms?.weightHh],
      ] as const) {
        if (terms === undefined) throw new Error('Expected the terms of a whole inspection.');
        const [time = 0, ...rest] = terms.shape;
        const size = rest.reduce((product, extent) => product * extent, 1);
        const sums = Array.from({ length: size }, (_, k) =>
          Array.from({ length: time }, (_, t) => terms.values[t * size + k] ?? NaN).reduce((a, b) => a + b),
        );
        // Batch normalization makes terms of a small batch cancel nearly to nothing.
        const tolerance = change.model?.normalization === 'batch' ? 1e-3 : 5e-6;
        expectClose(sums, gradientOf(inspection, name), name, tolerance);
      }
    }
  });

  it('names the parts of an LSTM and gives their shapes', async () => {
    const session = await open({ model: { cell: 'lstm' }, training: { batchSize: 3 } });
    session.advance(1);
    const inspection = await session.inspect(0);
    session.dispose();
    const [direction] = inspection.directions;
    expect(Object.keys(direction?.states ?? {}).sort()).toEqual(['c', 'h']);
    expect(Object.keys(direction?.activations ?? {}).sort()).toEqual(['f', 'g', 'i', 'o', 'tanhC']);
    expect(direction?.activations['f']?.shape).toEqual([5, 3, 4]);
    expect(direction?.inputError.shape).toEqual([5, 3, 16]);
    expect(inspection.prediction.shape).toEqual([5, 3, 1]);
    expect(direction?.jacobianNorms?.length).toBe(5);
    // h_t = o_t ⊙ tanh(c_t): the parts belong together.
    const { o, tanhC } = direction?.activations ?? {};
    direction?.states['h']?.values.forEach((h, k) => {
      expect(h).toBe(Math.fround((o?.values[k] ?? NaN) * (tanhC?.values[k] ?? NaN)));
    });
  });

  it('gives as reach the flow of the loss on the last step alone, for h and c', async () => {
    const model = { cell: 'lstm' } as const;
    const [every, last] = await Promise.all([
      open({ model }),
      open({ model, training: { loss: { kind: 'mse', on: 'last' } } }),
    ]);
    every.advance(1);
    last.advance(1);
    const [a, b] = [await every.inspect(0), await last.inspect(0)];
    expect(a.directions[0]?.reach).toEqual(b.directions[0]?.flow);
    expect(Object.keys(a.directions[0]?.reach ?? {}).sort()).toEqual(['c', 'h']);
    expect(a.directions[0]?.reach).not.toEqual(a.directions[0]?.flow);
    [every, last].forEach((session) => session.dispose());
  });

  it('leaves out what was not asked for, and tells the rest the same', async () => {
    const session = await open({ model: { cell: 'gru' } });
    session.advance(6);
    const whole = await session.inspect(4);
    const shallow = await session.inspect(4, { weightTerms: false, jacobianNorms: false });
    session.dispose();
    const without = whole.directions.map((each) => ({ ...each, weightTerms: null, jacobianNorms: null }));
    expect(shallow).toEqual({ ...whole, directions: without });
  });

  it('replays the same wherever it looked before: forward from there, or back from a checkpoint', async () => {
    const session = await open({}, 3);
    const records = session.advance(20);
    for (const step of [4, 5, 11, 2, 2, 19]) {
      expect((await session.inspect(step)).loss).toBe(records.loss[step]);
    }
    session.dispose();
  });

  it('tells the parameters that a step began with', async () => {
    const session = await open();
    session.advance(8);
    const { parameters } = await session.inspect(6);
    expect(session.parametersBefore(6)).toEqual(parameters);
    expect(session.parametersBefore(0)).toEqual(session.initialWeights());
    expect(() => session.parametersBefore(8)).toThrow('0 to 7');
    session.dispose();
  });

  it('refuses steps that were not taken', async () => {
    const session = await open();
    session.advance(3);
    await expect(session.inspect(3)).rejects.toThrow(
      'Step 3 cannot be inspected: expected a step that was taken, 0 to 2',
    );
    await expect(session.inspect(-1)).rejects.toThrow('Step -1');
    session.dispose();
  });

  it('shows the step that diverged', async () => {
    const session = await open({
      model: { nonlinearity: 'relu', init: { kind: 'torch', recurrentGain: 6, forgetBias: 0 } },
      training: { optimizer: { kind: 'sgd', learningRate: 10, momentum: 0, nesterov: false } },
    });
    const { divergedAt } = session.advance(50);
    const inspection = await session.inspect(divergedAt ?? -1);
    expect(Number.isFinite(inspection.loss) && Number.isFinite(inspection.gradNorm)).toBe(false);
    session.dispose();
  });
});

describe('a checkpoint', () => {
  it.each(KINDS)('takes a run up again, to the bit: %s', async (_, change) => {
    const [whole, first, second] = await Promise.all([open(change), open(change), open(change)]);
    whole.advance(4);
    first.advance(4);
    const checkpoint = first.checkpoint();
    second.restore(JSON.parse(JSON.stringify(checkpoint), reviveValues) as typeof checkpoint);
    expect(second.step).toBe(4);
    expect(second.advance(4)).toEqual(whole.advance(4));
    expect(second.weights()).toEqual(whole.weights());
    expect((await second.inspect(6)).loss).toBe((await whole.inspect(6)).loss);
    await expect(second.inspect(2)).rejects.toThrow('before step 4, where this session began');
    [whole, first, second].forEach((session) => session.dispose());
  });

  it('of other settings is refused by tensor and shape', async () => {
    const [rnn, lstm, wide] = await Promise.all([
      open(),
      open({ model: { cell: 'lstm' } }),
      open({ model: { hiddenSize: 6 } }),
    ]);
    expect(() => lstm.restore(rnn.checkpoint())).toThrow(
      'expected "hidden.l0.c" of shape [1, 4], got no tensor',
    );
    expect(() => wide.restore(rnn.checkpoint())).toThrow('"hidden.l0.h" of shape [1, 6], got [1, 4]');
    [rnn, lstm, wide].forEach((session) => session.dispose());
  });

  it('is kept in memory every thousand steps: late steps are replayed from there', async () => {
    const session = await open({ model: { hiddenSize: 1 }, task: { timeStep: 1 } }, 500);
    const records = session.advance(1200);
    const inspection = await session.inspect(1100);
    expect(inspection.loss).toBe(records.loss[1100]);
    session.dispose();
  });
});

/** JSON turns a Float32Array into an object with numbered keys. */
function reviveValues(key: string, value: unknown): unknown {
  return key === 'values' ? Float32Array.from(Object.values(value as Record<string, number>)) : value;
}
