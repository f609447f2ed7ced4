// A run holds as much in its last step as in an early one: tensors, and memory of the process.
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { chunkOf, detailFor } from '../../electron/trainer/chunk';
import { nextChunkSize } from '../../electron/trainer/chunk-size';
import { type Session, createSession } from '../../src-core/training/session';
import { startEngine } from '../training/engines';
import { settingsWith } from '../training/settings';
import { collectGarbage, residentMemory } from './resident-memory';

/** Bytes that the run may hold more in the end: allocators do not give back every page at once. */
const BOUND = 10e6;
const CELLS = ['rnn', 'lstm', 'gru'] as const;

interface Pieces {
  readonly steps: number;
  /** Most steps of a chunk. */
  readonly largest: number;
  /** What a leak would do, after every chunk. */
  readonly leak?: (session: Session) => void;
}

/** What the run holds after a fifth of its steps, and after all. */
async function heldBy(cell: (typeof CELLS)[number], { steps, ...pieces }: Pieces) {
  const engine = await startEngine('xla', 'tensorflow');
  const settings = settingsWith({ model: { cell }, training: { steps } });
  const session = await createSession({ settings, seed: 1, engine, weights: null });
  const after = async (last: number) => {
    await train(session, { steps: last, ...pieces });
    return { tensors: tf.memory().numTensors, resident: await residentMemory() };
  };
  const [early, late] = [await after(steps / 5), await after(steps)];
  session.dispose();
  return { early, late, growth: late.resident - early.resident };
}

/** Trains up to step `steps` as the worker does. */
async function train(session: Session, { steps, largest, leak }: Pieces): Promise<void> {
  const detail = detailFor(steps);
  let size = 1;
  for (let chunks = 1; session.step < steps; chunks += 1) {
    const start = performance.now();
    const records = session.advance(Math.min(size, largest, steps - session.step));
    const elapsedMs = performance.now() - start;
    const chunk = chunkOf('a', records, detail, elapsedMs);
    expect(chunk.loss.every(Number.isFinite)).toBe(true);
    size = nextChunkSize({ count: chunk.count, elapsedMs });
    leak?.(session);
    // Else the peak of what waits to be collected would be measured.
    if (chunks % 250 === 0) await collectGarbage();
  }
}

describe.each(CELLS)('an %s run on xla', (cell) => {
  it.each([
    ['10 000 steps, one a chunk', { steps: 10_000, largest: 1 }],
    ['100 000 steps at full speed', { steps: 100_000, largest: Infinity }],
  ])('holds no more after %s', async (_, pieces) => {
    const { early, late, growth } = await heldBy(cell, pieces);
    expect(late.tensors).toBe(early.tensors);
    expect(growth).toBeLessThan(BOUND);
  });
});

describe('the bound', () => {
  it('is passed where every step leaves one vector of parameters behind', async () => {
    const left: Float32Array[] = [];
    const leak = ({ parameterCount }: Session) => left.push(new Float32Array(parameterCount).fill(1));
    const { growth } = await heldBy('rnn', { steps: 10_000, largest: 1, leak });
    expect(left).toHaveLength(10_000);
    expect(growth).toBeGreaterThan(2 * BOUND);
  });
});
