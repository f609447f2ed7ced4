// Numbers as text that reads back to the same float32, and back again.

/** 10^k, k = 0..22: exact in double precision. */
const POWERS_OF_TEN = Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));
const MOST_DIGITS = 9;

/** As {@link decimalOf}, for sizes where the powers of ten are not exact: decimal arithmetic is left to the parser of numbers. */
function extremeDecimalOf(x: number, digits: number): number | null {
  const [mantissa = '', exponent = ''] = x.toExponential(digits - 1).split('e');
  const whole = Number(mantissa.replace('.', ''));
  const candidates = [whole, whole + 1, whole - 1].map((one) =>
    Number(`${one}e${Number(exponent) - digits + 1}`),
  );
  return candidates.find((candidate) => Math.fround(candidate) === x) ?? null;
}

/** Decimal of `digits` significant digits that rounds to x > 0, the nearest if there are several; null where none does. */
function decimalOf(x: number, digits: number, exponent: number): number | null {
  const shift = digits - 1 - exponent;
  const power = POWERS_OF_TEN[Math.abs(shift)];
  if (power === undefined) return extremeDecimalOf(x, digits);
  // Up to nine digits and an exact power: product and quotient are each rounded once, as the decimal itself would be.
  const scaled = shift < 0 ? x / power : x * power;
  const nearest = Math.floor(scaled + 0.5);
  const value = shift < 0 ? nearest * power : nearest / power;
  if (Math.fround(value) === x) return value;
  // Beside a power of two float32 lie closer below than above: the decimal on x's other side may round to it instead.
  const other = nearest < scaled ? nearest + 1 : nearest - 1;
  const otherValue = shift < 0 ? other * power : other / power;
  return Math.fround(otherValue) === x ? otherValue : null;
}

/** The decimal of fewest digits that rounds to x > 0. Most need eight, and what fails with some digits fails with fewer. */
function shortestDecimal(x: number): number {
  const exponent = Math.floor(Math.log10(x));
  let shortest: number | null = null;
  for (let digits = MOST_DIGITS - 1; digits >= 1; digits -= 1) {
    const decimal = decimalOf(x, digits, exponent);
    if (decimal === null) break;
    shortest = decimal;
  }
  // Nine significant digits tell any two float32 apart (IEEE 754: 1 + ⌈24 log10 2⌉).
  return shortest ?? Number(x.toPrecision(MOST_DIGITS));
}

/**
 * The shortest decimal text that reads back to the same float32: `0.001`, `1e-7`, `-0`, `NaN`, `Infinity`, `-Infinity`.
 * @param value rounded to float32 first
 */
export function numberText(value: number): string {
  const single = Math.fround(value);
  if (single === 0) return Object.is(single, -0) ? '-0' : '0';
  if (!Number.isFinite(single)) return String(single);
  return single < 0 ? `-${shortestDecimal(-single)}` : String(shortestDecimal(single));
}

const WRITTEN = /^-?(\d+(\.\d+)?(e[+-]\d+)?|Infinity)$/;

/** Reads a number that {@link numberText} wrote; null for any other text. */
export function readNumberText(text: string): number | null {
  if (text === 'NaN') return NaN;
  return WRITTEN.test(text) ? Math.fround(Number(text)) : null;
}

/** A number for JSON, which has no words for NaN and the infinities: those become strings. */
export function jsonNumber(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}
