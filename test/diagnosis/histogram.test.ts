import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogram } from '../../src-core/diagnosis/histogram';

describe('histogram', () => {
  it('counts in bins of equal width, the ends included', () => {
    const { low, high, counts } = histogram([0, 0.24, 0.25, 0.5, 0.99, 1], 4);
    expect([low, high]).toEqual([0, 1]);
    expect([...counts]).toEqual([2, 1, 1, 2]);
  });

  it('counts every finite value once, and says how many are not', () => {
    fc.assert(
      fc.property(fc.array(fc.float()), fc.integer({ min: 1, max: 60 }), (values, bins) => {
        const { counts, notFinite } = histogram(values, bins);
        expect(notFinite).toBe(values.filter((value) => !Number.isFinite(value)).length);
        expect(counts.reduce((sum, each) => sum + each, 0) + notFinite).toBe(values.length);
      }),
    );
  });

  it('puts values that are all the same in the middle', () => {
    const { low, high, counts } = histogram([3, 3, 3], 5);
    expect([low, high]).toEqual([2.5, 3.5]);
    expect([...counts]).toEqual([0, 0, 3, 0, 0]);
  });

  it('is empty where nothing is finite', () => {
    expect(histogram([NaN, -Infinity], 3)).toMatchObject({ low: 0, high: 1, notFinite: 2 });
    expect([...histogram([], 3).counts]).toEqual([0, 0, 0]);
  });
});
