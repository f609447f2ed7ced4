import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeedStatistics } from '../../src-core/diagnosis/seed-statistics';
import recorded from './statistics.json';

/** Statistics of one step that the runs have these values at. */
function at(values: readonly number[]) {
  const statistics = new SeedStatistics(values.length);
  values.forEach((value, run) => statistics.append(run, Float32Array.of(value)));
  return statistics.between(0, 1);
}

describe('statistics over seeds', () => {
  it.each(recorded.quantiles)('are those of numpy', ({ values, expected }) => {
    const { least, lowerQuartile, median, upperQuartile, largest } = at(values);
    [least, lowerQuartile, median, upperQuartile, largest].forEach((column, k) =>
      expect(column[0]).toBeCloseTo(expected[k] ?? NaN, 14),
    );
  });

  it('count a loss that is not finite as infinite, and say how many', () => {
    const { least, lowerQuartile, median, upperQuartile, largest, runs, diverged } = at([
      3,
      NaN,
      1,
      Infinity,
    ]);
    expect([least[0], lowerQuartile[0], median[0], upperQuartile[0], largest[0]]).toEqual([
      1,
      2.5,
      Infinity,
      Infinity,
      Infinity,
    ]);
    expect([runs[0], diverged[0]]).toEqual([4, 2]);
    expect(at([1, 2, NaN]).median[0]).toBe(2);
  });

  it('keep a run that diverged as infinite, and leave out one that ended before', () => {
    const statistics = new SeedStatistics(3);
    statistics.append(0, Float32Array.of(1, NaN));
    statistics.end(0, 1);
    statistics.append(1, Float32Array.of(2, 4));
    statistics.end(1, null);
    statistics.append(2, Float32Array.of(3, 5, 6));
    const { median, runs, diverged } = statistics.between(0, 3);
    expect([...median]).toEqual([2, 5, Infinity]);
    expect([...runs]).toEqual([3, 3, 2]);
    expect([...diverged]).toEqual([0, 1, 1]);
  });

  it('are NaN where no run has the step', () => {
    const { median, runs } = new SeedStatistics(2).between(0, 1);
    expect([median[0], runs[0]]).toEqual([NaN, 0]);
  });

  it('are the same however the runs are cut and whichever comes first', () => {
    const chunks = fc.array(fc.tuple(fc.nat(2), fc.array(fc.float({ noNaN: false }), { maxLength: 5 })));
    fc.assert(
      fc.property(chunks, (pieces) => {
        const byChunk = new SeedStatistics(3);
        const whole: number[][] = [[], [], []];
        for (const [run, values] of pieces) {
          byChunk.append(run, Float32Array.from(values));
          whole[run]?.push(...values);
        }
        const atOnce = new SeedStatistics(3);
        whole.map((_, k) => 2 - k).forEach((run) => atOnce.append(run, Float32Array.from(whole[run] ?? [])));
        expect(byChunk.between(0, byChunk.steps)).toEqual(atOnce.between(0, atOnce.steps));
        expect(byChunk.between(1, 2)).toEqual({ ...atOnce.between(1, 2) });
      }),
    );
  });

  it('refuse a run that is none', () => {
    expect(() => new SeedStatistics(2).append(2, new Float32Array(1))).toThrow(
      'Run 2: expected one of the 2',
    );
  });
});
