// Sums of outer products: one by one and joined, against sums written out in double precision.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { type OuterSum, joinedOuterSums, outerSums } from '../../src-core/network/outer-sums';

beforeAll(() => tf.setBackend('cpu'));

const ROWS = 7;
const matrix = (columns: number, shift: number): tf.Tensor2D =>
  tf.tensor2d(
    Float32Array.from({ length: ROWS * columns }, (_, k) => Math.sin(k * 1.7 + shift)),
    [ROWS, columns],
  );

/** Σ_n error[n][i] · operand[n][j], or Σ_n error[n][i]. */
function written({ error, operand }: OuterSum): number[] {
  const width = error.shape[1] ?? 0;
  const errors = error.dataSync();
  const columns = operand === 1 ? 1 : (operand.shape[1] ?? 0);
  const factors = operand === 1 ? null : operand.dataSync();
  return Array.from({ length: width * columns }, (_, index) => {
    const [i, j] = [Math.floor(index / columns), index % columns];
    return Array.from(
      { length: ROWS },
      (_, n) => (errors[n * width + i] ?? NaN) * (factors === null ? 1 : (factors[n * columns + j] ?? NaN)),
    ).reduce((sum, value) => sum + value, 0);
  });
}

describe.each([
  ['one by one', outerSums],
  ['joined', joinedOuterSums],
])('outer sums, %s', (_, sumsOf) => {
  it('are the sums of the errors times each operand', () => {
    const [error, other] = [matrix(4, 0), matrix(4, 1)];
    const [h, x] = [matrix(3, 2), matrix(2, 3)];
    const sums: Record<string, OuterSum> = {
      hh: { error, operand: h },
      ih: { error: other, operand: x },
      bias: { error, operand: 1 },
      otherBias: { error: other, operand: 1 },
      alsoX: { error, operand: x },
    };
    const results = sumsOf(sums);
    expect(Object.keys(results)).toEqual(Object.keys(sums));
    for (const [name, sum] of Object.entries(sums)) {
      const expected = written(sum);
      const result = results[name];
      expect(result?.shape).toEqual(sum.operand === 1 ? [4] : [4, sum.operand.shape[1]]);
      const got = [...(result?.dataSync() ?? [])];
      expected.forEach((value, index) => expect(got[index]).toBeCloseTo(value, 5));
    }
  });
});
