// A run is the same to the bit, run again and however it is cut into chunks.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSession } from '../../src-core/training/session';
import { joinRecords } from '../../src-core/training/step-records';
import { startEngine } from './engines';
import { small } from './kinds';

const STEPS = 90;
/** Less than most chunks: a chunk is then several calls of the program. */
const CAPACITY = 20;

/** Lengths of chunks that make the run. */
const cuts = fc
  .uniqueArray(fc.integer({ min: 1, max: STEPS - 1 }))
  .map((at) => [...at, STEPS].sort((a, b) => a - b))
  .map((ends) => ends.map((end, k) => end - (ends[k - 1] ?? 0)));

describe.each(['xla', 'graph'] as const)('a run on %s', (kind) => {
  it.each(['rnn', 'lstm', 'gru'] as const)('is the same in chunks of any size: %s', async (cell) => {
    const engine = await startEngine(kind, 'tensorflow');
    const settings = small({ model: { cell } });
    const session = await createSession({ settings, seed: 1, engine, weights: null, capacity: CAPACITY });
    const start = session.checkpoint();
    const train = (chunks: readonly number[]) => {
      session.restore(start);
      const records = joinRecords(chunks.map((count) => session.advance(count)));
      return { records, end: session.checkpoint() };
    };
    const whole = train([STEPS]);
    expect(new Set(whole.records.loss).size).toBeGreaterThan(STEPS / 2);
    fc.assert(
      fc.property(cuts, (chunks) => {
        expect(train(chunks)).toEqual(whole);
      }),
      { numRuns: 25, examples: [[[STEPS]], [Array.from({ length: STEPS }, () => 1)]] },
    );
    session.dispose();
  });
});
