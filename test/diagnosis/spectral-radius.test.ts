import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { spectralRadius } from '../../src-core/diagnosis/spectral-radius';
import { spectralNorm } from '../../src-core/training/spectral-norm';

interface RecordedSpectrum {
  readonly name: string;
  readonly size: number;
  readonly values: readonly number[];
  readonly radius: number;
  readonly norm: number;
}

/** What numpy computed, see test/reference/record_spectra.py. */
const RECORDED = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '..', 'reference', 'spectra.json'), 'utf8'),
) as readonly RecordedSpectrum[];

describe('eigen- and singular values against numpy', () => {
  it.each(RECORDED.map((recorded) => [recorded.name, recorded] as const))(
    'radius and norm of %s',
    (_, { values, size, radius, norm }) => {
      const matrix = Float32Array.from(values);
      expect(Math.abs(spectralRadius(matrix, size) / radius - 1)).toBeLessThan(1e-6);
      expect(Math.abs(spectralNorm(matrix, size) / norm - 1)).toBeLessThan(1e-6);
    },
  );
});

describe('spectralRadius', () => {
  it('is zero where a power vanishes', () => {
    expect(spectralRadius(Float32Array.of(0, 1, 0, 0), 2)).toBe(0);
    expect(spectralRadius(new Float32Array(9), 3)).toBe(0);
  });

  it('neither over- nor underflows', () => {
    expect(spectralRadius(Float32Array.of(1e30, 0, 0, 1), 2) / 1e30).toBeCloseTo(1, 6);
    expect(spectralRadius(Float32Array.of(1e-30, 0, 0, 0), 2) / 1e-30).toBeCloseTo(1, 6);
  });

  it('is NaN where the matrix is not finite', () => {
    expect(spectralRadius(Float32Array.of(1, NaN, 0, 1), 2)).toBeNaN();
    expect(spectralRadius(Float32Array.of(Infinity, 0, 0, 1), 2)).toBeNaN();
  });
});
