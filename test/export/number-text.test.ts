import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonNumber, numberText, readNumberText } from '../../src-core/export/number-text';

const float32 = fc.float({ noDefaultInfinity: false, noNaN: false });

/** The float32 with these bits. */
function fromBits(bits: number): number {
  return new Float32Array(Uint32Array.of(bits).buffer)[0] ?? NaN;
}

function digitsOf(text: string): number {
  const mantissa = text.replace(/e.*$/, '').replace(/[-.]/g, '').replace(/^0+/, '');
  return text.includes('.') ? mantissa.length : Math.max(1, mantissa.replace(/0+$/, '').length);
}

/** Fewest significant digits with which some decimal rounds to x, by trying all that are near. */
function fewestDigits(x: number): number {
  for (let digits = 1; digits < 9; digits += 1) {
    const [mantissa = '', exponent = '0'] = Math.abs(x)
      .toExponential(digits - 1)
      .split('e');
    const whole = Number(mantissa.replace('.', ''));
    const power = Number(exponent) - digits + 1;
    const near = [whole - 1, whole, whole + 1].map((one) => Math.fround(Number(`${one}e${power}`)));
    if (near.includes(Math.abs(x))) return digits;
  }
  return 9;
}

describe('numberText', () => {
  it.each([
    [0, '0'],
    [-0, '-0'],
    [1, '1'],
    [0.1, '0.1'],
    [-0.001, '-0.001'],
    [1e-7, '1e-7'],
    [16777216, '16777216'],
    [33554432, '33554432'],
    [100000, '100000'],
    [0.5366293787956238, '0.5366294'],
    [3.4028234663852886e38, '3.4028235e+38'],
    [1.1754943508222875e-38, '1.1754944e-38'],
    [1.401298464324817e-45, '1e-45'],
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
    [-Infinity, '-Infinity'],
    [1 / 3, '0.33333334'],
    [1e300, 'Infinity'],
  ])('of %d is %s', (value, text) => {
    expect(numberText(value)).toBe(text);
  });

  it('reads back to the same float32', () => {
    fc.assert(
      fc.property(float32, (value) => {
        expect(readNumberText(numberText(value))).toBe(value);
      }),
      { numRuns: 20_000 },
    );
  });

  it('is as short as any text that does, at every power of two and around it', () => {
    const check = (value: number) =>
      expect([value, digitsOf(numberText(value))]).toEqual([value, fewestDigits(value)]);
    for (let exponent = 0; exponent < 255; exponent += 1) {
      for (const near of [-2, -1, 0, 1, 2]) {
        const value = fromBits(exponent * 2 ** 23 + near);
        if (value > 0 && Number.isFinite(value)) check(value);
      }
    }
    fc.assert(
      fc.property(float32, (value) => {
        if (Number.isFinite(value) && value !== 0) check(value);
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('readNumberText', () => {
  it.each(['', ' ', ' 1', '1 ', 'nan', 'inf', '+1', '0x10', '1,5', '--1', 'e5', 'Infinityy', '.5'])(
    'takes no other text: %o',
    (text) => {
      expect(readNumberText(text)).toBeNull();
    },
  );
});

it('jsonNumber names what JSON cannot hold', () => {
  expect([0.5, NaN, Infinity, -Infinity].map(jsonNumber)).toEqual([0.5, 'NaN', 'Infinity', '-Infinity']);
});
