// Agreement of float32 results with float64 ones.
import { expect } from 'vitest';

/**
 * Expects every value within `tolerance` of the largest expected one. float32 carries 6e-8; sums of some hundred terms and products
 * over a window make that a few 1e-6.
 * @param what named in the message, should they differ.
 */
export function expectClose(
  got: ArrayLike<number>,
  expected: ArrayLike<number>,
  what: string,
  tolerance = 5e-6,
): void {
  expect(got.length, `number of values of ${what}`).toBe(expected.length);
  const scale = Math.max(...Array.from(expected, Math.abs), 1e-3);
  const off = Array.from(expected, (value, at) => Math.abs((got[at] ?? NaN) - value) / scale);
  // Math.max would return NaN too, but only by the way: a NaN must never pass.
  expect(off.some(Number.isNaN), `NaN in ${what}`).toBe(false);
  expect(Math.max(...off), `relative difference of ${what}`).toBeLessThan(tolerance);
}
