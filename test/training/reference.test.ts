import { describe, expect, it } from 'vitest';
import { createSession } from '../../src-core/training/session';
import { ENGINES, startEngine } from './engines';
import { REFERENCE_NAMES, referenceTrace } from './reference-traces';

/** The rule of test/reference/README.md. */
const FIRST = 30;
const FIRST_TOLERANCE = 2e-4;
const LOSS_TOLERANCE = 0.01;
const LOSS_FLOOR = 1e-5;

const relative = (value: number, expected: number) => Math.abs(value - expected) / Math.abs(expected);

describe.each(ENGINES)('a session on %s, %s', (kind, backend) => {
  it.each(REFERENCE_NAMES)('follows the recorded trace %s', async (name) => {
    const { settings, weights, loss, gradNorm, lastPrediction } = referenceTrace(name);
    const engine = await startEngine(kind, backend);
    const session = await createSession({ settings, seed: 1, engine, weights, capacity: 100 });
    const records = session.advance(settings.training.steps);
    session.dispose();

    expect(records.count).toBe(loss.length);
    loss.forEach((expected, step) => {
      const got = records.loss[step] ?? NaN;
      if (step < FIRST) {
        expect(relative(got, expected), `loss of step ${step}`).toBeLessThan(FIRST_TOLERANCE);
        const norm = relative(records.gradNorm[step] ?? NaN, gradNorm[step] ?? NaN);
        expect(norm, `gradient norm of step ${step}`).toBeLessThan(FIRST_TOLERANCE);
      }
      const bound = Math.max(LOSS_TOLERANCE * expected, LOSS_FLOOR);
      expect(Math.abs(got - expected), `loss of step ${step}`).toBeLessThan(bound);
    });
    const last = records.prediction.subarray(-lastPrediction.length);
    lastPrediction.forEach((expected, t) => expect(last[t]).toBeCloseTo(expected, 3));
  });
});
