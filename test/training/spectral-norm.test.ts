import { describe, expect, it } from 'vitest';
import { spectralNorm } from '../../src-core/training/spectral-norm';

describe('spectralNorm', () => {
  it.each([
    ['zero', [0, 0, 0, 0], 0],
    ['diagonal', [3, 0, 0, -5], 5],
    ['rotation', [0.6, -0.8, 0.8, 0.6], 1],
    ['shear: (1 + √5)/2, though both eigenvalues are 1', [1, 1, 0, 1], (1 + Math.sqrt(5)) / 2],
    ['nilpotent', [0, 7, 0, 0], 7],
    ['rank one', [1, 2, 2, 4], 5],
  ])('is the largest singular value: %s', (_, matrix, expected) => {
    expect(spectralNorm(Float32Array.from(matrix), 2)).toBeCloseTo(expected, 5);
  });

  it('finds a large value among close ones', () => {
    const n = 40;
    const matrix = Float32Array.from({ length: n * n }, (_, k) =>
      k % (n + 1) === 0 ? 2 - Math.floor(k / n) / 1000 : 0,
    );
    expect(spectralNorm(matrix, n)).toBeCloseTo(2, 3);
  });

  it('is NaN where the matrix is not finite', () => {
    expect(spectralNorm(Float32Array.of(1, NaN, 0, 1), 2)).toBeNaN();
  });
});
