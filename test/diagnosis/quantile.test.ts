import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile, quartiles } from '../../src-core/diagnosis/quantile';

describe('quantile', () => {
  it.each([
    // numpy.quantile and R's type 7 say the same.
    [[1, 2, 3, 4], 0.25, 1.75],
    [[1, 2, 3, 4], 0.5, 2.5],
    [[1, 2, 3, 4, 10], 0.75, 4],
    [[7], 0.25, 7],
    [[1, 2, 3], 1, 3],
  ])('of %j at %d is %d', (values, q, expected) => expect(quantile(values, q)).toBe(expected));

  it('takes infinite values as values, and none as no number', () => {
    expect(quantile([1, 2, Infinity], 0.5)).toBe(2);
    expect(quantile([1, Infinity, Infinity], 0.5)).toBe(Infinity);
    expect(quantile([1, Infinity], 0.5)).toBe(Infinity);
    expect(quantile([-Infinity, -Infinity], 0.5)).toBe(-Infinity);
    expect(quantile([], 0.5)).toBeNaN();
  });

  it('lies between the least and the largest value, in order of q', () => {
    const sorted = fc
      .array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 })
      .map((values) => values.sort((a, b) => a - b));
    fc.assert(
      fc.property(sorted, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        const value = quantile(values, q);
        expect(value).toBeGreaterThanOrEqual(values[0] ?? NaN);
        expect(value).toBeLessThanOrEqual(values.at(-1) ?? NaN);
        expect(quantile(values, 0)).toBe(values[0]);
        expect(quantile(values, 1)).toBe(values.at(-1));
      }),
    );
  });
});

describe('quartiles', () => {
  it('count a run that diverged as the worst of all', () => {
    expect(quartiles([3, NaN, 1, 2, 4])).toEqual({ low: 2, median: 3, high: 4 });
    expect(quartiles([NaN, NaN, 1])).toEqual({ low: Infinity, median: Infinity, high: Infinity });
  });
});
