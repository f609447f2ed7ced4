// A task with classes on every engine: one network trained and tested everywhere comes to the same.
import { describe, expect, it } from 'vitest';
import { createSession } from '../../src-core/training/session';
import { expectClose } from '../network/close-to';
import { ENGINES, startEngine } from './engines';
import { settingsWith } from './settings';

const settings = settingsWith({
  task: { kind: 'temporal-order', timeStep: 20 },
  model: { cell: 'lstm', hiddenSize: 8 },
  training: {
    batchSize: 5,
    carryState: false,
    loss: { kind: 'cross-entropy', on: 'last' },
    optimizer: { kind: 'adam', learningRate: 0.01 },
  },
});

async function trained([kind, backend]: (typeof ENGINES)[number]) {
  const engine = await startEngine(kind, backend);
  const session = await createSession({ settings, seed: 1, engine, weights: null, capacity: 10 });
  const records = session.advance(10);
  const evaluation = session.evaluate();
  session.dispose();
  return { records, evaluation };
}

describe('a task with classes', () => {
  it.each(ENGINES)('trains and is tested as anywhere else: %s on %s', async (...engine) => {
    const expected = await trained(['eager', 'cpu']);
    const { records, evaluation } = await trained(engine);
    expectClose(records.loss, expected.records.loss, 'loss', 1e-3);
    expectClose(records.gradNorm, expected.records.gradNorm, 'gradNorm', 1e-3);
    expect(evaluation.loss).toBeCloseTo(expected.evaluation.loss, 3);
    // Four classes are guessed at first.
    expect(records.loss[0]).toBeCloseTo(Math.log(4), 0);
    expect(evaluation.accuracy).toBeCloseTo(expected.evaluation.accuracy ?? NaN, 1);
    expect((await trained(engine)).evaluation).toEqual(evaluation);
  });
});
