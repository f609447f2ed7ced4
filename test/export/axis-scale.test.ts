import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearScale, logScale, type ScaleRequest } from '../../src-core/export/axis-scale';

function request(values: readonly number[], change: Partial<ScaleRequest> = {}): ScaleRequest {
  return { values: [values], tickCount: 5, unit: '', ends: 'round', ...change };
}

function labels(scale: { readonly ticks: readonly { readonly text: string }[] }): readonly string[] {
  return scale.ticks.map((tick) => tick.text);
}

describe('linearScale', () => {
  it.each([
    [
      [-1, 1],
      ['−1.0', '−0.5', '0', '0.5', '1.0'],
    ],
    [
      [0, 1.6],
      ['0', '0.5', '1.0', '1.5', '2.0'],
    ],
    [
      [0.2, 100],
      ['0', '20', '40', '60', '80', '100'],
    ],
    [
      [0, 220000],
      ['0', '50\u202f000', '100\u202f000', '150\u202f000', '200\u202f000', '250\u202f000'],
    ],
    [
      [0, 0.00003],
      ['0', '1e−5', '2e−5', '3e−5'],
    ],
  ])('of %o has the ticks %o', (values, ticks) => {
    expect(labels(linearScale(request(values)))).toEqual(ticks);
  });

  it('ends a tight axis on a tick that is near', () => {
    const scale = linearScale(request([0, 99], { ends: 'tight' }));
    expect([scale.min, scale.max]).toEqual([0, 100]);
    expect(labels(scale)).toEqual(['0', '20', '40', '60', '80', '100']);
    expect(linearScale(request([0, 83], { ends: 'tight' })).max).toBe(83);
  });

  it('puts the unit after every tick but zero', () => {
    expect(labels(linearScale(request([0, 2], { unit: 'π', tickCount: 2 })))).toEqual(['0', '1π', '2π']);
  });
});

describe('logScale', () => {
  it.each([
    [
      [0.0004, 0.6],
      ['0.001', '0.01', '0.1'],
    ],
    [[0.5, 0.9], ['0.5']],
    [
      [1, 30],
      ['1', '2', '5', '10', '20'],
    ],
    [
      [1e-12, 1],
      ['10⁻¹²', '10⁻⁹', '10⁻⁶', '0.001', '1'],
    ],
    [
      [1e4, 1e8],
      ['10⁴', '10⁵', '10⁶', '10⁷', '10⁸'],
    ],
  ])('of %o has the ticks %o', (values, ticks) => {
    expect(labels(logScale(request(values)))).toEqual(ticks);
  });

  it('has no place for zero and below', () => {
    const scale = logScale(request([0.1, 1]));
    expect([scale.place(0), scale.place(-1), scale.place(NaN)]).toEqual([NaN, NaN, NaN]);
  });
});

describe('both', () => {
  it.each([5e-324, 1e-310, 1.7e308, -1.7e308])('come to an end for the extreme %d', (value) => {
    for (const make of [linearScale, logScale]) {
      for (const ends of ['tight', 'round'] as const) {
        const scale = make(request([value], { ends }));
        expect(scale.max).toBeGreaterThan(scale.min);
        expect(scale.ticks.length).toBeLessThan(20);
      }
    }
  });

  it('hold every finite value, and their ticks lie within', () => {
    const values = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(
        values,
        fc.constantFrom(linearScale, logScale),
        fc.integer({ min: 2, max: 12 }),
        (list, make, count) => {
          const scale = make(request(list, { tickCount: count }));
          for (const value of list) {
            const place = scale.place(value);
            if (Number.isNaN(place)) continue;
            expect(place).toBeGreaterThanOrEqual(-1e-6);
            expect(place).toBeLessThanOrEqual(1 + 1e-6);
          }
          expect(scale.ticks.length).toBeLessThanOrEqual(3 * count + 6);
          for (const tick of scale.ticks)
            expect(Math.abs(scale.place(tick.value) - 0.5)).toBeLessThanOrEqual(0.5 + 1e-6);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
