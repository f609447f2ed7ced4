import { describe, expect, it } from 'vitest';
import { CLOSE_STEPS, compareClosely, compareExactly } from '../../src-core/export/compare-numbers';
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
    expect(compareExactly(diverging(), diverging())).toEqual({ kind: 'same', steps: STEPS });
  });

  it.each([
    [
      'loss at step 12',
      numbers(({ loss }) => void (loss[12] = Math.fround((loss[12] ?? NaN) * (1 + 2 ** -22)))),
    ],
    ['gradient norm at step 0', numbers(({ gradNorm }) => void (gradNorm[0] = 7))],
    ['clipped gradient norm at step 39', numbers((all) => void (all.gradNormClipped[39] = NaN))],
    ['last prediction at 1', { ...numbers(), lastPrediction: Float32Array.of(0.5, 0.5) }],
    [
      'out.bias at 0',
      { ...numbers(), weights: [{ name: 'out.bias', shape: [2], values: Float32Array.of(2, NaN) }] },
    ],
    ['out.bias at all', { ...numbers(), weights: [] }],
    ['40 steps recorded, 39 now', { ...numbers(), loss: column(1).subarray(0, 39) }],
  ])('names what differs first: %s', (where, repeated) => {
    expect(compareExactly(numbers(), repeated)).toEqual({
      kind: 'differs',
      where: expect.stringContaining(where),
    });
  });
});

describe('compareClosely', () => {
  it('passes what rounding changes, and what comes later', () => {
    const near = numbers(({ loss, gradNorm }) => {
      loss[3] = (loss[3] ?? NaN) * 1.0001;
      gradNorm[CLOSE_STEPS] = 9;
    });
    expect(compareClosely(numbers(), near)).toEqual({ kind: 'same', steps: CLOSE_STEPS });
  });

  it.each([0, 29])('names step %d where it is off by more', (step) => {
    const far = numbers(({ gradNorm }) => void (gradNorm[step] = (gradNorm[step] ?? NaN) * 1.0003));
    expect(compareClosely(numbers(), far)).toMatchObject({
      kind: 'differs',
      where: expect.stringContaining(`gradient norm at step ${step}:`),
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
