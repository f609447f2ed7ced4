import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestRelativeDifference, median, minimum } from '../bench/statistics';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const some = fc.array(finite, { minLength: 1 });

describe('minimum and median', () => {
  it('of known values', () => {
    expect(minimum([3, 1, 2])).toBe(1);
    expect(median([3, 1, 2])).toBe(2);
    expect(median([10, 1, 3, 2])).toBe(2.5);
  });

  it('half of the values lie on either side of the median, whatever their order', () => {
    fc.assert(
      fc.property(some, (values) => {
        const middle = median(values);
        expect(values.filter((value) => value <= middle).length * 2).toBeGreaterThanOrEqual(values.length);
        expect(values.filter((value) => value >= middle).length * 2).toBeGreaterThanOrEqual(values.length);
        expect(median([...values].reverse())).toBe(middle);
      }),
    );
  });

  it('the minimum is one of the values and none is below it', () => {
    fc.assert(
      fc.property(some, (values) => {
        const least = minimum(values);
        expect(values).toContain(least);
        expect(values.every((value) => value >= least)).toBe(true);
      }),
    );
  });

  it('of nothing are errors', () => {
    expect(() => minimum([])).toThrow('The minimum of no values does not exist');
    expect(() => median([])).toThrow('The median of no values does not exist');
  });
});

describe('the largest relative difference', () => {
  it('is the worst place of those that both lists have', () => {
    expect(largestRelativeDifference([1, 2.2, 9], [1, 2])).toBeCloseTo(0.1, 12);
    expect(largestRelativeDifference([1, 2], [1, 2])).toBe(0);
  });

  it('is NaN where a value is not finite or there is nothing to compare, so that no bound is met', () => {
    expect(largestRelativeDifference([1, Number.NaN, 3], [1, 2, 3])).toBeNaN();
    expect(largestRelativeDifference([1, 2], [1, Infinity])).toBeNaN();
    expect(largestRelativeDifference([], [1])).toBeNaN();
  });
});
