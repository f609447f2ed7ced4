import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DRAWN_POINTS, MinMaxBuckets } from '../../../renderer/runs/min-max-buckets';

const fill = (steps: number, value: (x: number) => number): MinMaxBuckets => {
  const buckets = new MinMaxBuckets(steps);
  for (let x = 0; x < steps; x += 1) buckets.add(x, value(x));
  return buckets;
};

describe('min-max buckets', () => {
  it('keep every point of a short series', () => {
    expect(fill(5, (x) => x * x).points()).toEqual([0, 1, 2, 3, 4].map((x) => ({ x, y: x * x })));
  });

  it('keep a spike of one step in a million', () => {
    const points = fill(1_000_000, (x) => (x === 654_321 ? 9 : Math.sin(x))).points();
    expect(points.length).toBeLessThanOrEqual(DRAWN_POINTS);
    expect(points).toContainEqual({ x: 654_321, y: 9 });
  });

  it('give points of the series in order, among them its extremes, and never too many', () => {
    const series = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
      minLength: 1,
      maxLength: 6000,
    });
    fc.assert(
      fc.property(series, (values) => {
        const points = fill(values.length, (x) => values[x] ?? 0).points();
        expect(points.length).toBeLessThanOrEqual(DRAWN_POINTS);
        points.forEach(({ x, y }, i) => {
          expect(y).toBe(values[x]);
          expect(x).toBeGreaterThan(points[i - 1]?.x ?? -1);
        });
        const ys = points.map(({ y }) => y);
        expect(ys).toContain(values.reduce((a, b) => Math.min(a, b)));
        expect(ys).toContain(values.reduce((a, b) => Math.max(a, b)));
      }),
      { numRuns: 40 },
    );
  });

  it('leave out what is not finite', () => {
    const buckets = fill(3, (x) => (x === 1 ? NaN : x));
    expect(buckets.points()).toEqual([
      { x: 0, y: 0 },
      { x: 2, y: 2 },
    ]);
    expect(buckets.extent).toEqual({ low: 0, high: 2 });
    expect(buckets.smallestPositive).toBe(2);
  });

  it('know no range before the first value', () => {
    const buckets = new MinMaxBuckets(10);
    expect([buckets.extent, buckets.smallestPositive, buckets.points()]).toEqual([null, null, []]);
  });
});
