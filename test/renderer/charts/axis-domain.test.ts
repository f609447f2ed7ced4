import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decadeTicks,
  linearDomain,
  linearTicks,
  logDomain,
  roundUp,
  stepTicks,
} from '../../../renderer/charts/axis-domain';

const positive = fc.double({ min: 1e-300, max: 1e300, noNaN: true });

describe('ranges', () => {
  it('hold their values and reach less than twice as far', () => {
    fc.assert(
      fc.property(positive, (value) => {
        expect(roundUp(value)).toBeGreaterThanOrEqual(value * (1 - 1e-9));
        expect(roundUp(value)).toBeLessThan(value * 2);
      }),
    );
  });

  it('never shrink while a run goes on', () => {
    fc.assert(
      fc.property(fc.array(positive, { minLength: 1 }), (values) => {
        let [low, high] = [Infinity, 0];
        let before = { linear: linearDomain(null, 1), log: logDomain(null, -3, 0) };
        for (const value of values) {
          [low, high] = [Math.min(low, value), Math.max(high, value)];
          const now = { linear: linearDomain(high, 1), log: logDomain({ low, high }, -3, 0) };
          expect(now.linear.max).toBeGreaterThanOrEqual(before.linear.max);
          expect(now.log.min).toBeLessThanOrEqual(before.log.min);
          expect(now.log.max).toBeGreaterThanOrEqual(before.log.max);
          before = now;
        }
      }),
    );
  });

  it('of a log axis are whole decades, exactly', () => {
    expect(logDomain(null, -3, 0)).toEqual({ min: 0.001, max: 1 });
    expect(logDomain({ low: 0.00012, high: 0.5 }, -3, 0)).toEqual({ min: 0.0001, max: 1 });
    expect(logDomain({ low: 0.0001, high: 10 }, -3, 0)).toEqual({ min: 0.0001, max: 10 });
    expect(logDomain({ low: 2, high: 1e20 }, -3, 0)).toEqual({ min: 0.001, max: 1e20 });
  });

  it('of a linear axis start at zero', () => {
    expect(linearDomain(null, 1)).toEqual({ min: 0, max: 1 });
    expect(linearDomain(1.36, 1)).toEqual({ min: 0, max: 1.5 });
    expect(linearDomain(0.3 * 3, 0.1)).toEqual({ min: 0, max: 1 });
  });
});

describe('ticks', () => {
  it('are powers of ten, thinned from the top', () => {
    expect(decadeTicks({ min: 0.001, max: 1 }, 6)).toEqual([0.001, 0.01, 0.1, 1]);
    expect(decadeTicks({ min: 1e-4, max: 1 }, 3)).toEqual([1e-4, 0.01, 1]);
    expect(decadeTicks({ min: 1e-30, max: 1e30 }, 5).length).toBeLessThanOrEqual(5);
  });

  it('are round and few', () => {
    expect(linearTicks({ min: 0, max: 1.5 }, 5)).toEqual([0, 0.5, 1, 1.5]);
    expect(linearTicks({ min: -1.2, max: 1.2 }, 5)).toEqual([-1, 0, 1]);
    expect(stepTicks({ min: 0, max: 100 }, 6)).toEqual([0, 20, 40, 60, 80, 100]);
    expect(stepTicks({ min: 0, max: 3 }, 10)).toEqual([0, 1, 2, 3]);
    expect(stepTicks({ min: 0, max: 1 }, 10)).toEqual([0, 1]);
  });

  it('stay inside their range', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000_000 }),
        fc.integer({ min: 2, max: 20 }),
        (steps, most) => {
          const ticks = stepTicks({ min: 0, max: steps }, most);
          expect(ticks[0]).toBe(0);
          expect(ticks.length).toBeLessThanOrEqual(most + 1);
          expect(ticks.at(-1)).toBeLessThanOrEqual(steps);
        },
      ),
    );
  });
});
