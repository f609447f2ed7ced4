import { describe, expect, it } from 'vitest';
import { CLOSE_STEPS } from '../../src-core/contract/verification';
import { compareClosely, compareExactly } from '../../src-core/export/compare-numbers';
import type { RunNumbers } from '../../src-core/export/digest-input';

const STEPS = 40;
const column = (factor: number) => Float32Array.from({ length: STEPS }, (_, k) => factor * Math.exp(-k / 10));

function numbers(
  change: (columns: Record<'loss' | 'gradNorm' | 'gradNormClipped', Float32Array>) => void = () => undefined,
): RunNumbers {
  const columns = { loss: column(1), gradNorm: column(2), gradNormClipped: column(3) };
  change(columns);
  const weights = [{ name: 'out.bias', shape: [2], values: Float32Array.of(1, NaN) }];
  return { ...columns, lastPrediction: Float32Array.of(0.5, -0.5), weights };
}

describe('compareExactly', () => {
  it('finds equal numbers the same, NaN among them', () => {
    const diverging = () => numbers(({ loss }) => void (loss[39] = NaN));
    expect(compareExactly(diverging(), diverging())).toEqual({ kind: 'identical', steps: STEPS });
  });

  it.each<[number | null, string, RunNumbers]>([
    [
      12,
      'loss 0.301',
      numbers(({ loss }) => void (loss[12] = Math.fround((loss[12] ?? NaN) * (1 + 2 ** -22)))),
    ],
    [0, 'gradient norm 2 recorded, 7 now', numbers(({ gradNorm }) => void (gradNorm[0] = 7))],
    [39, 'clipped gradient norm 0.06', numbers((all) => void (all.gradNormClipped[39] = NaN))],
    [
      null,
      'last prediction at 1: -0.5 recorded, 0.5 now',
      { ...numbers(), lastPrediction: Float32Array.of(0.5, 0.5) },
    ],
    [
      null,
      'out.bias at 0',
      { ...numbers(), weights: [{ name: 'out.bias', shape: [2], values: Float32Array.of(2, NaN) }] },
    ],
    [null, 'out.bias at all', { ...numbers(), weights: [] }],
    [39, '40 steps recorded, 39 now', { ...numbers(), loss: column(1).subarray(0, 39) }],
  ])('names what differs first, step %s: %s', (step, what, repeated) => {
    expect(compareExactly(numbers(), repeated)).toEqual({
      kind: 'differs',
      step,
      what: expect.stringContaining(what),
    });
  });
});

describe('compareClosely', () => {
  it('passes what rounding changes, and what comes later', () => {
    const near = numbers(({ loss, gradNorm }) => {
      loss[3] = (loss[3] ?? NaN) * 1.0001;
      gradNorm[CLOSE_STEPS] = 9;
    });
    expect(compareClosely(numbers(), near)).toEqual({ kind: 'close', steps: CLOSE_STEPS });
  });

  it.each([0, 29])('names step %d where it is off by more', (step) => {
    const far = numbers(({ gradNorm }) => void (gradNorm[step] = (gradNorm[step] ?? NaN) * 1.0003));
    expect(compareClosely(numbers(), far)).toMatchObject({
      kind: 'differs',
      step,
      what: expect.stringMatching(/^gradient norm /),
    });
  });

  it('names a NaN that was none', () => {
    expect(
      compareClosely(
        numbers(),
        numbers(({ loss }) => void (loss[5] = NaN)),
      ),
    ).toMatchObject({ kind: 'differs' });
  });
});
