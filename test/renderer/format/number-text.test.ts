import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  count,
  duration,
  figure,
  multipleOfPi,
  percent,
  stepTime,
  tickText,
} from '../../../renderer/format/number-text';

/** Reads a number back as a person would. */
function read(text: string): number {
  const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';
  const plain = text.replaceAll('\u202f', '').replaceAll('\u2212', '-');
  const [mantissa = '', power] = plain.split('·10');
  if (power === undefined) return Number(plain);
  const exponent = [...power].map((sign) => (sign === '⁻' ? '-' : String(digits.indexOf(sign)))).join('');
  return Number(`${mantissa}e${exponent}`);
}

describe('figure', () => {
  it.each([
    [0, '0'],
    [0.53662938, '0.5366'],
    [1.361, '1.361'],
    [153.26, '153.3'],
    [12345.6, '12\u202f346'],
    [-0.25, '\u22120.2500'],
    [0.0012, '0.001200'],
    [3.14e-6, '3.14·10⁻⁶'],
    [-2.5e9, '\u22122.50·10⁹'],
    [NaN, 'NaN'],
    [Infinity, '∞'],
    [-Infinity, '\u2212∞'],
  ])('writes %d as %s', (value, text) => {
    expect(figure(value)).toBe(text);
  });

  it('reads back to within its digits, whatever the size', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e30, max: 1e30, noNaN: true }), (value) => {
        fc.pre(Math.abs(value) > 1e-30);
        expect(Math.abs(read(figure(value)) / value - 1)).toBeLessThanOrEqual(0.0051);
      }),
    );
  });
});

describe('count', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1153, '1\u202f153'],
    [100_000_000, '100\u202f000\u202f000'],
    [-1234, '\u22121\u202f234'],
  ])('groups %d', (value, text) => {
    expect(count(value)).toBe(text);
  });
});

describe('percent', () => {
  it.each([
    [0, 0, '0 %'],
    [9, 100, '9 %'],
    [1, 100_000, '< 1 %'],
    [99_999, 100_000, '> 99 %'],
    [100, 100, '100 %'],
  ])('%d of %d', (part, whole, text) => {
    expect(percent(part, whole).replaceAll('\u202f', ' ')).toBe(text);
  });
});

describe('times', () => {
  it.each([
    [7.13, '7.1 µs'],
    [99.6, '100 µs'],
    [999.7, '1.0 ms'],
    [5595, '5.6 ms'],
    [123_456, '123 ms'],
    [1_200_000, '1.2 s'],
  ])('%d µs per step', (value, text) => {
    expect(stepTime(value)).toBe(text);
  });

  it.each([
    [0.43, '0.4 s'],
    [9.96, '10 s'],
    [59.7, '1 min 00 s'],
    [185, '3 min 05 s'],
    [8040, '2 h 14 min'],
  ])('%d seconds', (value, text) => {
    expect(duration(value)).toBe(text);
  });
});

describe('labels of ticks', () => {
  it.each([
    [0, '0'],
    [0.5, '0.5'],
    [-1, '\u22121'],
    [0.001, '0.001'],
    [1e-4, '10⁻⁴'],
    [9.9999999e-5, '10⁻⁴'],
    [2e5, '2·10⁵'],
    [-1e6, '\u221210⁶'],
    [20_000, '20\u202f000'],
  ])('%d', (value, text) => {
    expect(tickText(value)).toBe(text);
  });

  it('counts in π', () => {
    expect([0, 1, 72, 1200].map(multipleOfPi)).toEqual(['0', 'π', '72π', '1\u202f200π']);
  });
});
