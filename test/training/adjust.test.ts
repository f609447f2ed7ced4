// Learning rate and clip limit changed while a session trains: in force from the next step on, in the program that is there,
// and to the same bits when it is trained again.
import { describe, expect, it } from 'vitest';
import type { Adjustment } from '../../src-core/contract/adjustment';
import type { Engine } from '../../src-core/training/engine';
import { createSession } from '../../src-core/training/session';
import { joinRecords } from '../../src-core/training/step-records';
import { ENGINES, startEngine } from './engines';
import { small } from './kinds';

const SETTINGS = small({
  model: { cell: 'lstm' },
  training: { steps: 60, schedule: { kind: 'step', every: 25, factor: 0.5 } },
});

/** The engine, with a count of the programs it was asked for. */
function counted(engine: Engine): { readonly engine: Engine; compiled: number } {
  const count = {
    compiled: 0,
    engine: {
      ...engine,
      compile: (...args: Parameters<Engine['compile']>) => {
        count.compiled += 1;
        return engine.compile(...args);
      },
    },
  };
  return count;
}

const norms = ({ gradNormClipped }: { readonly gradNormClipped: Float32Array }): number[] => [
  ...gradNormClipped,
];

describe.each(ENGINES)('a session on %s, %s, adjusted on the way', (kind, backend) => {
  it('goes on in the same program, and comes to the same bits again in chunks of any size', async () => {
    const count = counted(await startEngine(kind, backend));
    const live = await createSession({ settings: SETTINGS, seed: 3, engine: count.engine, weights: null });
    const parts = [live.advance(10)];
    const adjustments: Adjustment[] = [live.adjust({ learningRate: 0.02 })];
    parts.push(live.advance(7));
    adjustments.push(live.adjust({ clipLimit: 1e-3 }));
    parts.push(live.advance(3));
    // A second change before a step takes the place of the first.
    live.adjust({ learningRate: 7 });
    adjustments.push(live.adjust({ learningRate: 0.01, clipLimit: null }));
    parts.push(live.advance(20));
    expect(count.compiled).toBe(1);
    const records = joinRecords(parts);
    expect(adjustments.map(({ step }) => step)).toEqual([10, 17, 20]);
    // The schedule's factor goes on over the new base.
    expect([0, 10, 24, 25, 39].map((step) => records.learningRate[step])).toEqual(
      [0.001, 0.02, 0.01, 0.005, 0.005].map(Math.fround),
    );
    expect(
      norms(records)
        .slice(17, 20)
        .every((norm) => norm <= 1e-3),
    ).toBe(true);
    expect(norms(records).slice(20)).toEqual([...records.gradNorm].slice(20));

    const again = await createSession({
      settings: SETTINGS,
      seed: 3,
      engine: count.engine,
      weights: null,
      adjustments,
    });
    expect(again.advance(40)).toEqual(records);
    expect(again.checkpoint()).toEqual(live.checkpoint());
    // What is replayed for a look at one step is replayed with them.
    const { loss, gradNormClipped } = await again.inspect(18);
    expect(gradNormClipped).toBeLessThanOrEqual(1e-3);
    expect(loss).toBeCloseTo(records.loss[18] ?? NaN, 5);
    for (const session of [live, again]) session.dispose();
  });

  it('trains on as one whose settings said so from there', async () => {
    const engine = await startEngine(kind, backend);
    const base = small({ training: { steps: 60 } });
    const optimizer = { kind: 'adam', learningRate: 0.03 } as const;
    const clip = { kind: 'norm', limit: 0.05 } as const;
    const other = { ...base, training: { ...base.training, optimizer, clip } };
    const live = await createSession({ settings: base, seed: 1, engine, weights: null });
    live.advance(12);
    const from = live.checkpoint();
    live.adjust({ learningRate: 0.03, clipLimit: 0.05 });
    const stated = await createSession({ settings: other, seed: 1, engine, weights: null });
    stated.restore(from);
    expect(live.advance(15)).toEqual(stated.advance(15));
    for (const session of [live, stated]) session.dispose();
  });
});

describe('an adjustment', () => {
  it.each([
    [{ learningRate: 0 }, 'A learning rate is a number above 0: got 0.'],
    [{ learningRate: NaN }, 'A learning rate is a number above 0: got NaN.'],
    [{ clipLimit: -1 }, 'A clip limit is a number above 0, or none: got -1.'],
    [{ clipLimit: Infinity }, 'A clip limit is a number above 0, or none: got Infinity.'],
  ])('refuses %o', async (change, message) => {
    const engine = await startEngine('eager', 'cpu');
    const session = await createSession({ settings: small(), seed: 1, engine, weights: null });
    expect(() => session.adjust(change)).toThrow(message);
    session.dispose();
  });
});
