import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Settings } from '../../src-core/experiment/experiment';
import { type Engine, eagerEngine } from '../../src-core/training/engine';
import { type StepRecords, createSession } from '../../src-core/training/session';
import { useBackend } from './backends';
import { KINDS, small } from './kinds';
import type { SettingsChange } from './settings';

beforeAll(() => useBackend('cpu'));

interface Options {
  readonly seed?: number;
  readonly capacity?: number;
}

function open(settings: Settings, { seed = 1, capacity = 8 }: Options = {}) {
  return createSession({ settings, seed, engine: eagerEngine('cpu'), weights: null, capacity });
}

/** Trains in stretches of the given lengths. */
async function train(settings: Settings, stretches: readonly number[], options?: Options) {
  const session = await open(settings, options);
  const records = stretches.map((count) => session.advance(count));
  const result = { records, weights: session.weights(), step: session.step };
  session.dispose();
  return result;
}

/** The ReLU network with a gain that blows up: the loss is not finite after a few steps. */
const diverging = (change: SettingsChange['training'] = {}) =>
  small({
    model: { nonlinearity: 'relu', init: { kind: 'torch', recurrentGain: 6, forgetBias: 0 } },
    training: { optimizer: { kind: 'sgd', learningRate: 10, momentum: 0, nesterov: false }, ...change },
  });

const joined = (parts: readonly StepRecords[], name: 'loss' | 'gradNorm' | 'flow' | 'prediction' | 'input') =>
  parts.flatMap((part) => Array.from(part[name]));

describe('a session', () => {
  it('leaves no tensor behind where its program is refused', async () => {
    const before = tf.memory().numTensors;
    const engine: Engine = { ...eagerEngine('cpu'), compile: () => Promise.reject(new Error('refused')) };
    const opened = createSession({ settings: small(), seed: 1, engine, weights: null });
    await expect(opened).rejects.toThrow('refused');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('inspects when asked again after the program of inspecting was refused', async () => {
    const eager = eagerEngine('cpu');
    let calls = 0;
    const engine: Engine = {
      ...eager,
      compile: (...program) => {
        calls += 1;
        return calls === 2 ? Promise.reject(new Error('refused')) : eager.compile(...program);
      },
    };
    const session = await createSession({ settings: small(), seed: 1, engine, weights: null });
    const { loss } = session.advance(3);
    await expect(session.inspect(2)).rejects.toThrow('refused');
    expect((await session.inspect(2)).loss).toBe(loss[2]);
    session.dispose();
  });

  it('inspects steps before a checkpoint of its own that it went back to', async () => {
    const session = await open(small());
    const { loss } = session.advance(4);
    const checkpoint = session.checkpoint();
    session.advance(3);
    session.restore(checkpoint);
    expect((await session.inspect(1)).loss).toBe(loss[1]);
    const other = await open(small());
    other.restore(checkpoint);
    other.advance(1);
    await expect(other.inspect(1)).rejects.toThrow('Step 1 lies before step 4');
    for (const used of [session, other]) used.dispose();
  });

  it.each(KINDS)('gives the same bits however the steps are cut: %s', async (_, change) => {
    const settings = small(change);
    const whole = await train(settings, [11], { capacity: 11 });
    const cut = await train(settings, [1, 4, 3, 2, 1], { capacity: 3 });
    for (const name of ['loss', 'gradNorm', 'flow', 'prediction', 'input'] as const)
      expect(joined(cut.records, name)).toEqual(joined(whole.records, name));
    expect(cut.weights).toEqual(whole.weights);
  });

  it.each(KINDS)('leaves no tensor behind: %s', async (_, change) => {
    const before = tf.memory().numTensors;
    const session = await open(small(change));
    session.advance(1);
    const afterOne = tf.memory().numTensors;
    for (let round = 0; round < 5; round += 1) session.advance(3);
    expect(tf.memory().numTensors).toBe(afterOne);
    session.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('states what it records: shapes, columns, first step', async () => {
    const settings = small({
      model: { cell: 'lstm', layers: 2, bidirectional: true },
      training: { batchSize: 2 },
    });
    const session = await open(settings);
    session.advance(2);
    const records = session.advance(3);
    expect(session.step).toBe(5);
    expect(records).toMatchObject({ firstStep: 2, count: 3, divergedAt: null });
    expect(session.flowColumns).toEqual([
      ...[0, 1, 2, 3, 4].map((t) => `flow_l0_t${t}`),
      ...[0, 1, 2, 3, 4].map((t) => `flow_l0_t${t}_reverse`),
      ...[0, 1, 2, 3, 4].map((t) => `flow_l1_t${t}`),
      ...[0, 1, 2, 3, 4].map((t) => `flow_l1_t${t}_reverse`),
    ]);
    expect(records.flow.length).toBe(3 * session.flowColumns.length);
    for (const name of ['input', 'target', 'prediction'] as const) expect(records[name].length).toBe(3 * 5);
    const parameters = session.weights().reduce((sum, { values }) => sum + values.length, 0);
    expect(session.parameterCount).toBe(parameters);
    session.dispose();
  });

  it('records the first window of the batch: the same input as with a batch of one', async () => {
    const [one, many] = await Promise.all([
      train(small(), [2]),
      train(small({ training: { batchSize: 3 } }), [2]),
    ]);
    expect(many.records[0]?.input).toEqual(one.records[0]?.input);
    expect(many.records[0]?.target).toEqual(one.records[0]?.target);
    // Same weights, same first window: the same first prediction but for rounding.
    many.records[0]?.prediction.subarray(0, 5).forEach((value, t) => {
      expect(value).toBeCloseTo(one.records[0]?.prediction[t] ?? NaN, 5);
    });
  });

  it('is bit-identical to its unclipped twin until clipping acts, and clips to the limit from then on', async () => {
    const optimizer = { kind: 'sgd', learningRate: 0.4, momentum: 0.9, nesterov: false } as const;
    const a = (await train(small({ training: { optimizer } }), [40])).records[0];
    const norms = Array.from(a?.gradNorm ?? []);
    // A limit that the first steps stay below and a later one does not.
    const acts = norms.findIndex((norm, k) => k > 1 && norm > Math.max(...norms.slice(0, k)));
    expect(acts).toBeGreaterThan(1);
    const limit = ((norms[acts] ?? NaN) + Math.max(...norms.slice(0, acts))) / 2;
    const b = (await train(small({ training: { optimizer, clip: { kind: 'norm', limit } } }), [40]))
      .records[0];
    expect(b?.loss.subarray(0, acts + 1)).toEqual(a?.loss.subarray(0, acts + 1));
    expect(b?.loss.subarray(acts + 1)).not.toEqual(a?.loss.subarray(acts + 1));
    b?.gradNorm.forEach((norm, step) => {
      if (norm > limit) expect(b.gradNormClipped[step]).toBeCloseTo(limit, 5);
      else expect(b.gradNormClipped[step]).toBe(norm);
    });
  });

  it('never lets a value through that is larger than the value limit allows', async () => {
    const { records } = await train(small({ training: { clip: { kind: 'value', limit: 1e-3 } } }), [5]);
    const session = await open(small());
    const bound = 1e-3 * Math.sqrt(session.parameterCount);
    session.dispose();
    records[0]?.gradNormClipped.forEach((norm) => expect(norm).toBeLessThanOrEqual(bound * (1 + 1e-6)));
    records[0]?.gradNorm.forEach((norm) => expect(norm).toBeGreaterThan(bound));
  });

  it('draws equal weights for equal seeds, other weights for other seeds', async () => {
    const [a, b, c] = await Promise.all([open(small()), open(small()), open(small(), { seed: 2 })]);
    expect(a.initialWeights()).toEqual(b.initialWeights());
    expect(a.initialWeights()).not.toEqual(c.initialWeights());
    a.advance(2);
    expect(a.initialWeights()).toEqual(b.initialWeights());
    expect(a.weights()).not.toEqual(a.initialWeights());
    [a, b, c].forEach((session) => session.dispose());
  });

  it('takes given weights, in any order, and refuses those that do not fit by name and shape', async () => {
    const settings = small();
    const engine = eagerEngine('cpu');
    const { weights: trained } = await train(settings, [3]);
    const again = await createSession({ settings, seed: 9, engine, weights: [...trained].reverse() });
    expect(again.initialWeights()).toEqual(trained);
    again.dispose();
    const wider = small({ model: { hiddenSize: 6 } });
    await expect(createSession({ settings: wider, seed: 1, engine, weights: trained })).rejects.toThrow(
      'Weight "rnn.weight_ih_l0": expected shape [6, 1], got [4, 1]',
    );
    await expect(createSession({ settings, seed: 1, engine, weights: trained.slice(1) })).rejects.toThrow(
      'Weight "rnn.weight_ih_l0": expected shape [4, 1], got no tensor of that name',
    );
    const stranger = { name: 'rnn.weight_ih_l7', shape: [1], values: Float32Array.of(1) };
    await expect(
      createSession({ settings, seed: 1, engine, weights: [...trained, stranger] }),
    ).rejects.toThrow('"rnn.weight_ih_l7" [1], which this network does not have');
  });

  it('refuses to advance by anything but a whole number of steps', async () => {
    const session = await open(small());
    expect(() => session.advance(0)).toThrow('1 or more: got 0');
    expect(() => session.advance(1.5)).toThrow('got 1.5');
    session.dispose();
  });
});

describe('a session that diverges', () => {
  it('ends its records at the first step that is not finite, and keeps the last finite weights', async () => {
    const session = await open(diverging(), { capacity: 16 });
    const records = session.advance(100);
    const at = records.divergedAt ?? -1;
    expect(at).toBeGreaterThan(0);
    expect(records.count).toBe(at + 1);
    expect(records.loss.length).toBe(at + 1);
    const finite = (k: number) => Number.isFinite(records.loss[k]) && Number.isFinite(records.gradNorm[k]);
    expect(Array.from({ length: at }, (_, k) => finite(k)).every(Boolean)).toBe(true);
    expect(finite(at)).toBe(false);
    expect(session.weights().every(({ values }) => values.every(Number.isFinite))).toBe(true);

    const { weights } = await train(
      diverging({ stopWhen: { ...diverging().training.stopWhen, notFinite: false } }),
      [session.step],
    );
    expect(session.weights()).toEqual(weights);
    session.dispose();
  });

  it('says the same wherever the steps are cut, and again when asked again', async () => {
    const whole = await open(diverging(), { capacity: 64 });
    const single = await open(diverging(), { capacity: 1 });
    const [a, b] = [whole.advance(64), single.advance(64)];
    expect(b).toEqual(a);
    expect(single.weights()).toEqual(whole.weights());
    expect(single.step).toBe(whole.step);
    expect(whole.advance(5).divergedAt).toBe(a.divergedAt);
    [whole, single].forEach((session) => session.dispose());
  });

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const session = await open(diverging());
    session.advance(50);
    session.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('goes on when asked to, and reports NaN as NaN', async () => {
    const settings = diverging({ stopWhen: { ...diverging().training.stopWhen, notFinite: false } });
    const { records } = await train(settings, [60]);
    expect(records[0]?.count).toBe(60);
    expect(records[0]?.divergedAt).toBeNull();
    expect(records[0]?.loss.at(-1)).toBeNaN();
    expect(records[0]?.gradNorm.at(-1)).toBeNaN();
    expect(records[0]?.gradNormClipped.at(-1)).toBeNaN();
  });
});
