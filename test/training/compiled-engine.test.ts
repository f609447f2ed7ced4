// A program is traced once for all who ask for the same one, and is given up in the end.
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { nativeTensorFlow } from '../../electron/trainer/native/native-tensorflow';
import { articleExperiment } from '../../src-core/experiment/article';
import type { Settings } from '../../src-core/experiment/experiment';
import { networkOf } from '../../src-core/network/network';
import { ProgramCache } from '../../src-core/compile/program-cache';
import { compiledEngine } from '../../src-core/training/compiled-engine';
import type { TensorRecord } from '../../src-core/training/engine';
import { updateRule } from '../../src-core/training/optimizer';
import { programIdentity } from '../../src-core/training/program';
import { createSession } from '../../src-core/training/session';
import { useBackend } from './backends';

const article: Settings = articleExperiment();

it('traces a function of known identity once, and functions of different shapes apart', async () => {
  await useBackend('tensorflow');
  const engine = compiledEngine('graph', new ProgramCache(nativeTensorFlow()));
  let traced = 0;
  const twice = ({ x }: TensorRecord): TensorRecord => {
    traced += 1;
    if (x === undefined) throw new Error('no x');
    return { y: tf.add(x, x) };
  };
  const [two, three] = [tf.tensor1d([1, 2]), tf.tensor1d([1, 2, 3])];
  const run = async (x: tf.Tensor, identity: string | null): Promise<number[]> => {
    const program = await engine.compile(twice, { x }, identity);
    const { y } = program.call({ x });
    program.dispose();
    return Array.from(y?.dataSync() ?? []);
  };
  for (const round of [1, 2, 3]) expect(await run(two, 'twice'), `round ${round}`).toEqual([2, 4]);
  expect(traced).toBe(1);
  expect(await run(three, 'twice')).toEqual([2, 4, 6]);
  expect(traced).toBe(2);
  expect(await run(two, 'other')).toEqual([2, 4]);
  await run(two, null);
  await run(two, null);
  expect(traced).toBe(5);
});

it('gives programs up that nobody has used for long', async () => {
  await useBackend('tensorflow');
  const programs = new ProgramCache(nativeTensorFlow());
  const engine = compiledEngine('graph', programs);
  const x = tf.scalar(1);
  for (let n = 0; n < 12; n += 1) {
    const program = await engine.compile(
      ({ x: given }) => ({ y: tf.add(given ?? x, n) }),
      { x },
      `plus ${n}`,
    );
    const { y } = program.call({ x });
    expect(y?.dataSync()[0]).toBe(1 + n);
    program.dispose();
    expect(programs.size).toBeLessThanOrEqual(4);
  }
});

it('tells programs apart by what they compute, not by how long they run', () => {
  const identity = (change: Partial<Settings['training']>, model = article.model): string => {
    const training = { ...article.training, ...change };
    const rule = updateRule(training.optimizer);
    return programIdentity({ network: networkOf(model, 1, 1), training, rule }, 8);
  };
  const same = identity({});
  expect(identity({ steps: 7, schedule: { kind: 'cosine', to: 0 } })).toBe(same);
  expect(identity({ carryState: false })).not.toBe(same);
  expect(identity({ loss: { kind: 'mse', on: 'last' } })).not.toBe(same);
  expect(identity({ optimizer: { kind: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false } })).not.toBe(
    same,
  );
  expect(identity({}, { ...article.model, nonlinearity: 'relu' })).not.toBe(same);
});

it('trains to the same numbers with a program that was kept', async () => {
  await useBackend('tensorflow');
  const engine = compiledEngine('xla', new ProgramCache(nativeTensorFlow()));
  const losses: (readonly number[])[] = [];
  for (const steps of [100, 5000, 100]) {
    const settings = { ...article, training: { ...article.training, steps } };
    const session = await createSession({ settings, seed: 1, engine, weights: null });
    losses.push(Array.from(session.advance(20).loss));
    session.dispose();
  }
  expect(losses[1]).toEqual(losses[0]);
  expect(losses[2]).toEqual(losses[0]);
});
