// Numbers as a person reads them. Every function gives the same width class for the same kind of number, so that figures
// set in tabular digits do not move while they change.

const NARROW_SPACE = '\u202f';
const MINUS = '\u2212';
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Text of a number that is not finite; null for a finite one. */
function notFiniteText(value: number): string | null {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return '∞';
  if (value === -Infinity) return `${MINUS}∞`;
  return null;
}

/** `-12` as `⁻¹²`, for powers of ten in running text. */
export function superscript(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]).join('');
  return exponent < 0 ? `⁻${digits}` : digits;
}

/** A measured value with `digits` significant digits: `0.5366`, `1.361`, `12 345`, `3.1·10⁻⁶`. */
export function figure(value: number, digits = 4): string {
  const special = notFiniteText(value);
  if (special !== null) return special;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) {
    const [mantissa = '0', exponent = '0'] = value.toExponential(Math.max(0, digits - 2)).split('e');
    return `${mantissa.replace('-', MINUS)}·10${superscript(Number(exponent))}`;
  }
  if (size >= 10 ** digits) return count(Math.round(value));
  return value.toPrecision(digits).replace('-', MINUS);
}

/** A whole number in groups of three: `1 153`. */
export function count(value: number): string {
  const grouped = String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, NARROW_SPACE);
  return value < 0 ? MINUS + grouped : grouped;
}

/** A share of a whole: `9 %`; a share that is not zero is never shown as `0 %`. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return `0${NARROW_SPACE}%`;
  const share = (100 * part) / whole;
  if (part > 0 && share < 0.5) return `<${NARROW_SPACE}1${NARROW_SPACE}%`;
  if (part < whole && share > 99.5) return `>${NARROW_SPACE}99${NARROW_SPACE}%`;
  return `${Math.round(share)}${NARROW_SPACE}%`;
}

/** Time per step from microseconds, in the unit that fits: `7.1 µs`, `5.6 ms`, `123 ms`, `1.2 s`. */
export function stepTime(microseconds: number): string {
  if (microseconds >= 999_500) return `${shortNumber(microseconds / 1e6)} s`;
  if (microseconds >= 999.5) return `${shortNumber(microseconds / 1e3)} ms`;
  return `${shortNumber(microseconds)} µs`;
}

/** Two digits, or all before the point. */
const shortNumber = (value: number): string =>
  value < 99.5 ? value.toPrecision(2) : count(Math.round(value));

/** A span of time from seconds: `0.4 s`, `12 s`, `3 min 05 s`, `2 h 14 min`. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const pad = (value: number): string => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${pad(Math.floor((whole % 3600) / 60))} min`;
}

/** A size on the disk: `812 B`, `14 kB`, `3.2 MB`. */
export function byteText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 ? String(value) : shortNumber(value)} ${units[power] ?? ''}`;
}

/** A moment as its day and time: `26 Nov 2026, 18:04`. @param moment ISO 8601 @param language a BCP 47 tag */
export function dateText(moment: string, language: string): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return moment;
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(date);
}

/** Label of a position on an axis in multiples of π: `0`, `π`, `72π`. */
export function multipleOfPi(factor: number): string {
  if (factor === 0) return '0';
  return factor === 1 ? 'π' : `${count(factor)}π`;
}

/** Label of a tick: short, `0.01`, `10⁻⁵`, `1.5`, `20 000`. */
export function tickText(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-3) {
    // Rounded first, so that 9.99·10⁻⁵ becomes 10⁻⁴.
    const [mantissa = '1', exponent = '0'] = value.toExponential(1).split('e');
    const power = `10${superscript(Number(exponent))}`;
    const factor = Number(mantissa);
    if (Math.abs(factor) === 1) return factor < 0 ? MINUS + power : power;
    return `${String(factor).replace('-', MINUS)}·${power}`;
  }
  if (Number.isInteger(value)) return count(value);
  return String(Number(value.toPrecision(6))).replace('-', MINUS);
}
