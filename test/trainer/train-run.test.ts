import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { RunControl } from '../../electron/trainer/run-control';
import { SessionShelf } from '../../electron/trainer/session-shelf';
import { trainRun } from '../../electron/trainer/train-run';
import type { WorkerReply } from '../../electron/trainer/worker-message';
import type { RunCheckpoint } from '../../src-core/contract/checkpoint';
import type { EngineReport } from '../../src-core/contract/engine';
import { articleExperiment } from '../../src-core/experiment/article';
import type { StopWhen } from '../../src-core/experiment/experiment';
import { eagerEngine } from '../../src-core/training/engine';
import { useBackend } from '../training/backends';

const report: EngineReport = {
  engine: 'eager',
  backend: 'cpu',
  attempts: [],
  versions: { tfjs: tf.version_core, tensorflow: null },
};

type Reply<K extends WorkerReply['kind']> = Extract<WorkerReply, { kind: K }>;

/** Trains the article's network, and returns what the worker said. */
async function train(
  steps: number,
  stopWhen: Partial<StopWhen> = {},
  chunkSize: number | null = null,
  from: RunCheckpoint | null = null,
): Promise<readonly WorkerReply[]> {
  const { task, model, training } = articleExperiment();
  const replies: WorkerReply[] = [];
  const shelf = new SessionShelf();
  const control = new RunControl({ kind: 'full' }, { onPaused: () => undefined, onResumed: () => undefined });
  const settings = {
    task,
    model,
    training: { ...training, steps, stopWhen: { ...training.stopWhen, ...stopWhen } },
  };
  await trainRun({
    job: {
      runId: 'a',
      lane: 'RNN',
      seed: 1,
      settings,
      weights: null,
      from,
      data: null,
      adjustments: [],
      pace: { kind: 'full' },
      folder: '/unused',
    },
    chosen: { engine: eagerEngine('cpu'), report, compiled: null },
    compiledMs: 0,
    chunkSize,
    next: () => Promise.reject(new Error('The eager engine refuses no program.')),
    control,
    fault: null,
    shelf,
    inspectedMs: () => 0,
    post: (reply) => {
      replies.push(reply);
      if (reply.kind === 'chunk') control.recorded();
    },
  });
  shelf.discard('a');
  return replies;
}

function all<K extends WorkerReply['kind']>(replies: readonly WorkerReply[], kind: K): readonly Reply<K>[] {
  return replies.filter((reply): reply is Reply<K> => reply.kind === kind);
}

function only<K extends WorkerReply['kind']>(replies: readonly WorkerReply[], kind: K): Reply<K> {
  const [reply, ...more] = all(replies, kind);
  if (reply === undefined || more.length > 0) throw new Error(`Expected one ${kind}, got ${more.length}.`);
  return reply;
}

const losses = (replies: readonly WorkerReply[]) => all(replies, 'chunk').flatMap(({ loss }) => [...loss]);

beforeAll(() => useBackend('cpu'));

describe('trainRun', () => {
  it('tells weights, start, chunks, result and end, in this order', async () => {
    const replies = await train(30);
    const kinds = replies.map(({ kind }) => kind).filter((kind) => kind !== 'phase');
    expect(kinds.filter((kind, index) => kind !== kinds[index - 1])).toEqual([
      'initial-weights',
      'run-started',
      'evaluated',
      'chunk',
      'checkpoint',
      'evaluated',
      'run-result',
      'run-ended',
    ]);
    const ended = only(replies, 'run-ended');
    expect(ended).toMatchObject({ status: 'done', steps: 30, divergedAt: null, failure: null });
    expect(ended.finalLoss).toBe(losses(replies).at(-1));
    // The first chunk does not count.
    const [, ...timed] = all(replies, 'chunk');
    const ms = timed.reduce((sum, chunk) => sum + chunk.elapsedMs, 0);
    const steps = timed.reduce((sum, chunk) => sum + chunk.count, 0);
    expect(ended.usPerStep).toBeCloseTo((ms * 1000) / steps, 6);
    const phases = all(replies, 'phase').map(({ phase }) => phase);
    // It is tested on windows of its own before the first step and after the last.
    expect(phases).toEqual([
      ...['compiling', 'inspecting', 'compiling', 'training'],
      ...['inspecting', 'training', 'idle'],
    ]);
  });

  it('tells the gradient norm of every parameter, which together make the norm of all', async () => {
    const replies = await train(3);
    const { parameterNames } = only(replies, 'run-started');
    const [chunk] = all(replies, 'chunk');
    expect(parameterNames[0]).toBe('rnn.weight_ih_l0');
    const norms = [...(chunk?.parameterNorms ?? [])].slice(0, parameterNames.length);
    expect(Math.hypot(...norms) / (chunk?.gradNorm[0] ?? NaN)).toBeCloseTo(1, 6);
  });

  it('leaves no tensors behind, whatever the number of steps', async () => {
    await train(1);
    const { numTensors } = tf.memory();
    await train(40);
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it('ends with the first step whose loss is below the bound, and with the weights after it', async () => {
    const whole = losses(await train(40));
    const bound = whole[25] ?? NaN;
    const first = whole.findIndex((loss) => loss <= bound);
    const replies = await train(40, { lossBelow: bound * (1 + 1e-6) });
    expect(losses(replies)).toEqual(whole.slice(0, first + 1));
    expect(only(replies, 'run-ended')).toMatchObject({ status: 'done', steps: first + 1 });
    const same = await train(first + 1);
    expect(only(replies, 'run-result')).toEqual(only(same, 'run-result'));
  });

  it('goes on in chunks of the size that a run like it had, after one step', async () => {
    const counts = all(await train(40, {}, 25), 'chunk').map(({ count }) => count);
    expect(counts.slice(0, 2)).toEqual([1, 25]);
    expect(losses(await train(40, {}, 25))).toEqual(losses(await train(40)));
  });

  it('takes no more steps than asked for', async () => {
    expect(only(await train(40, { steps: 7 }), 'run-started').steps).toBe(7);
    expect(losses(await train(40, { steps: 7 }))).toHaveLength(7);
  });

  it('counts the time of earlier sittings', async () => {
    const limit = { seconds: 1000 };
    const before = all(await train(5, limit), 'checkpoint').at(-1)?.checkpoint;
    if (before === undefined) throw new Error('A run ends with a checkpoint.');
    expect(before.trainedMs).toBeGreaterThan(0);
    const later = await train(10, limit, null, before);
    const after = all(later, 'checkpoint').at(-1)?.checkpoint;
    const ms = all(later, 'chunk').reduce((sum, chunk) => sum + chunk.elapsedMs, before.trainedMs);
    expect(after?.trainedMs).toBe(Math.round(ms));
    // All of its time was spent before: it takes no step.
    const spent = await train(10, limit, null, { ...before, trainedMs: 1_000_000 });
    expect(only(spent, 'run-ended')).toMatchObject({ status: 'done', steps: 5 });
    expect(losses(spent)).toEqual([]);
  });

  it('ends when its time is over', async () => {
    const ended = only(await train(1_000_000, { seconds: 0.2 }), 'run-ended');
    expect(ended.status).toBe('done');
    expect(ended.steps).toBeGreaterThan(0);
  });
});
