import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { InspectionDesk } from '../../electron/trainer/inspection-desk';
import { SessionShelf } from '../../electron/trainer/session-shelf';
import type { RunJob } from '../../src-core/contract/host-message';
import type { InspectedStep, InspectionAnswer, InspectionPart } from '../../src-core/contract/inspection';
import { eagerEngine } from '../../src-core/training/engine';
import { createSession, type Session, type StepRecords } from '../../src-core/training/session';
import { useBackend } from '../training/backends';
import { small } from '../training/kinds';
import type { SettingsChange } from '../training/settings';

beforeAll(() => useBackend('cpu'));

function jobOf(change: SettingsChange): RunJob {
  return {
    runId: 'a',
    lane: 'RNN',
    seed: 3,
    settings: small({ ...change, training: { steps: 20, ...change.training } }),
    weights: null,
    from: null,
    data: null,
    adjustments: [],
    pace: { kind: 'full' },
    folder: '/unused',
  };
}

/** A desk, a run of 12 steps that its session has taken, and what they recorded. */
async function trained(change: SettingsChange = {}) {
  const job = jobOf(change);
  const shelf = new SessionShelf();
  const busy: boolean[] = [];
  const open = ({ settings, seed, weights }: RunJob): Promise<Session> =>
    createSession({ settings, seed, engine: eagerEngine('cpu'), weights, capacity: 4 });
  const desk = new InspectionDesk({ shelf, open, onBusy: (is) => busy.push(is) });
  const session = await open(job);
  shelf.begin('a', session);
  return { job, shelf, desk, busy, records: session.advance(12), columns: session.flowColumns.length };
}

function stepOf(answer: InspectionAnswer): InspectedStep {
  if (answer.kind !== 'step') throw new Error(`Expected a step, got ${JSON.stringify(answer)}.`);
  return answer;
}

const ask = (step: number, ...parts: readonly InspectionPart[]) => ({ kind: 'step', step, parts }) as const;

function expectRecorded(answer: InspectionAnswer, step: number, records: StepRecords, columns: number): void {
  const { loss, gradNorm, gradNormClipped, directions } = stepOf(answer);
  expect(loss).toBe(records.loss[step]);
  expect(gradNorm).toBe(records.gradNorm[step]);
  expect(gradNormClipped).toBe(records.gradNormClipped[step]);
  const flow = directions.flatMap((direction) => [...(direction.flow['h'] ?? [])]);
  expect(flow).toEqual([...records.flow.subarray(step * columns, (step + 1) * columns)]);
}

describe('InspectionDesk', () => {
  it('tells to the bit what the run recorded: while it trains, after its end, and when its session is gone', async () => {
    const { job, shelf, desk, records, columns } = await trained({ model: { cell: 'lstm' } });
    expectRecorded(await desk.answer(job, ask(7)), 7, records, columns);
    shelf.end('a');
    expectRecorded(await desk.answer(job, ask(3)), 3, records, columns);
    shelf.discard('a');
    expectRecorded(await desk.answer(job, ask(11)), 11, records, columns);
    expectRecorded(await desk.answer(job, ask(0)), 0, records, columns);
    shelf.discard('a');
  });

  it('sends of each part only what was asked for, of the first sample', async () => {
    const { job, shelf, desk } = await trained({ model: { cell: 'gru' }, training: { batchSize: 3 } });
    const plain = stepOf(await desk.answer(job, ask(5)));
    expect(plain.weights).toBeNull();
    expect(plain.histograms).toBeNull();
    expect(plain.directions[0]).toMatchObject({
      states: null,
      errors: null,
      weightTerms: null,
      jacobianNorms: null,
    });
    const whole = stepOf(
      await desk.answer(
        job,
        ask(5, 'states', 'errors', 'weightTerms', 'jacobianNorms', 'weights', 'histograms'),
      ),
    );
    const [direction] = whole.directions;
    expect(direction?.states?.state['h']?.shape).toEqual([5, 4]);
    expect(Object.keys(direction?.states?.activations ?? {}).sort()).toEqual(['n', 'r', 'uN', 'z']);
    expect(direction?.errors?.input.shape).toEqual([5, 12]);
    expect(direction?.weightTerms?.weightHh.shape).toEqual([5, 12, 4]);
    expect(direction?.jacobianNorms?.length).toBe(5);
    const first = whole.histograms?.[0];
    expect(first?.name).toBe('rnn.weight_ih_l0');
    expect(first?.weights.counts.reduce((sum, each) => sum + each, 0)).toBe(12);
    expect(whole.weights?.gradients.map(({ name }) => name)).toContain('out.bias');
    shelf.discard('a');
  });

  it('tells the window of a step as it would have been recorded', async () => {
    const { job, shelf, desk, records } = await trained({ training: { batchSize: 3 } });
    const { window } = stepOf(await desk.answer(job, ask(7, 'window')));
    const row = (values: Float32Array): Float32Array => {
      const width = values.length / records.count;
      return values.slice(7 * width, 8 * width);
    };
    expect(window?.input).toEqual(row(records.input));
    expect(window?.target).toEqual(row(records.target));
    expect(window?.prediction).toEqual(row(records.prediction));
    shelf.discard('a');
  });

  it('tells the norm of every parameter that a step began with', async () => {
    const { job, shelf, desk } = await trained({ model: { cell: 'gru' } });
    const session = shelf.find('a');
    for (const [step, weights] of [
      [0, session?.initialWeights()],
      [7, session?.parametersBefore(7)],
    ] as const) {
      const answer = await desk.answer(job, { kind: 'norms', step });
      if (answer.kind !== 'norms') throw new Error('Expected norms.');
      const expected = (weights ?? []).map(({ name, values }) => [name, Math.hypot(...values)] as const);
      expect(answer.norms.map(({ name }) => name)).toEqual(expected.map(([name]) => name));
      answer.norms.forEach(({ norm }, place) => expect(norm).toBeCloseTo(expected[place]?.[1] ?? NaN, 10));
    }
    shelf.discard('a');
  });

  it('tells the spectrum of every gate', async () => {
    const { job, shelf, desk } = await trained({ model: { cell: 'lstm', layers: 2 } });
    const answer = await desk.answer(job, { kind: 'spectrum', step: 12 - 1 });
    if (answer.kind !== 'spectrum') throw new Error('Expected a spectrum.');
    expect(answer.gates.map(({ suffix, gate }) => `${suffix} ${gate}`)).toEqual(
      ['l0', 'l1'].flatMap((suffix) => ['i', 'f', 'g', 'o'].map((gate) => `${suffix} ${gate}`)),
    );
    for (const { radius, norm } of answer.gates) {
      expect(radius).toBeGreaterThan(0);
      expect(radius).toBeLessThanOrEqual(norm * (1 + 1e-6));
    }
    shelf.discard('a');
  });

  it('refuses a step that was not taken, and parts that are too large, in one sentence', async () => {
    const { job, shelf, desk } = await trained();
    expect(await desk.answer(job, ask(12))).toEqual({
      kind: 'refused',
      message: expect.stringContaining('expected a step that was taken, 0 to 11'),
    });
    shelf.discard('a');
    expect(await desk.answer(job, ask(20))).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('has 20 steps'),
    });
    const huge = jobOf({ model: { hiddenSize: 40 }, task: { timeStep: 400 }, training: { steps: 1 } });
    const wide = await createSession({ ...huge, engine: eagerEngine('cpu'), capacity: 1 });
    shelf.begin('a', wide);
    wide.advance(1);
    expect(await desk.answer(huge, ask(0, 'jacobianNorms'))).toMatchObject({ kind: 'step' });
    const wider = {
      ...huge,
      settings: { ...huge.settings, task: { ...huge.settings.task, timeStep: 4000 } },
    };
    expect(await desk.answer(wider, ask(0, 'weightTerms', 'jacobianNorms'))).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('too much to show'),
    });
    shelf.discard('a');
  });

  it('says when it holds the thread up, counts the time, and leaves no tensors behind', async () => {
    const { job, shelf, desk, busy } = await trained();
    const { numTensors } = tf.memory();
    await desk.answer(job, ask(2, 'states'));
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(busy).toEqual([true, false]);
    expect(desk.spent).toBeGreaterThan(0);
    shelf.discard('a');
  });
});
