import { describe, expect, it } from 'vitest';
import { normHint } from '../../src-core/diagnosis/norm-hint';

describe('normHint', () => {
  it('is half to ten times the mean norm over all runs', () => {
    const hint = normHint([
      { sum: 30, count: 10 },
      { sum: 10, count: 30 },
    ]);
    expect(hint).toEqual({ mean: 1, low: 0.5, high: 10 });
  });

  it('is withheld while there are too few steps to say, or nothing but zeros', () => {
    expect(normHint([])).toBeNull();
    expect(normHint([{ sum: 19, count: 19 }])).toBeNull();
    expect(normHint([{ sum: 0, count: 100 }])).toBeNull();
    expect(normHint([{ sum: Infinity, count: 100 }])).toBeNull();
  });
});
