// The same run on every engine: compiled programs do what the code says when it is run as it is.
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../src-core/experiment/experiment';
import type { Engine } from '../../src-core/training/engine';
import { createSession } from '../../src-core/training/session';
import { expectClose } from '../network/close-to';
import { startEngine } from './engines';
import { KINDS, small } from './kinds';

const open = (engine: Engine, settings: Settings) =>
  createSession({ settings, seed: 1, engine, weights: null, capacity: 6 });

const SERIES = ['loss', 'gradNorm', 'gradNormClipped', 'parameterNorms', 'flow', 'prediction'] as const;

describe.each(['xla', 'graph'] as const)('a session on %s', (kind) => {
  it.each(KINDS)('does what eager does, to the bit again and however it is cut: %s', async (_, change) => {
    const settings = small(change);
    const eager = await open(await startEngine('eager', 'tensorflow'), settings);
    const expected = eager.advance(6);
    eager.dispose();

    const engine = await startEngine(kind, 'tensorflow');
    const [whole, cut] = [await open(engine, settings), await open(engine, settings)];
    const records = whole.advance(6);
    for (const name of SERIES) expectClose(records[name], expected[name], name, 1e-3);
    expectClose(records.saturation, expected.saturation, 'saturation');

    const parts = [cut.advance(1), cut.advance(3), cut.advance(2)];
    for (const name of SERIES)
      expect(parts.flatMap((part) => Array.from(part[name]))).toEqual(Array.from(records[name]));
    expect(cut.weights()).toEqual(whole.weights());

    const inspection = await whole.inspect(4);
    expect(inspection.loss).toBe(records.loss[4]);
    expect(inspection.gradNorm).toBe(records.gradNorm[4]);
    [whole, cut].forEach((session) => session.dispose());
  });
});
