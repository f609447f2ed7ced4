// From data to a drawn axis: its range, its ticks, and where a value lies on it.

export interface Tick {
  readonly value: number;
  readonly text: string;
}

export interface AxisScale {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly Tick[];
  /** 0 at min, 1 at max; beyond them outside; NaN for what has no place (NaN, zero or less on a log scale). */
  place(value: number): number;
}

const MINUS = '−';
const SUPERSCRIPTS = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

function powerText(exponent: number): string {
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? '');
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}

/** Thousands apart by a narrow space; a real minus sign. */
function plainText(value: number, decimals: number): string {
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, '\u202f') : whole;
  const sign = value < 0 && Number(value.toFixed(decimals)) !== 0 ? MINUS : '';
  return sign + grouped + (fraction === undefined ? '' : `.${fraction}`);
}

/** A round step (1, 2 or 5 times a power of ten) that cuts the span into at most `count` pieces. */
function roundStep(span: number, count: number): number {
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

function linearText(value: number, step: number, unit: string): string {
  const size = Math.abs(value);
  if (value === 0) return '0';
  if (size >= 1e7 || step < 1e-4)
    return `${value.toExponential(1).replace('.0', '').replace('-', MINUS)}${unit}`;
  return plainText(value, Math.max(0, -Math.floor(Math.log10(step) + 1e-9))) + unit;
}

function linearTicks(min: number, max: number, step: number, unit: string): readonly Tick[] {
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const value = (first + i) * step;
    return { value, text: linearText(value, step, unit) };
  });
}

function logText(value: number, exponent: number, unit: string): string {
  if (exponent >= -3 && exponent <= 3) return plainText(value, Math.max(0, -exponent)) + unit;
  const factor = Math.round(value / 10 ** exponent);
  return (factor === 1 ? powerText(exponent) : `${factor}·${powerText(exponent)}`) + unit;
}

/** Decades, every few of them where there are many; 1, 2 and 5 of each where there are few. */
function logTicks(min: number, max: number, count: number, unit: string): readonly Tick[] {
  const first = Math.ceil(Math.log10(min) - 1e-9);
  const last = Math.floor(Math.log10(max) + 1e-9);
  const decades = last - first + 1;
  const factors = decades <= 2 ? [1, 2, 5] : [1];
  const every = Math.max(1, Math.ceil(decades / count));
  const ticks: Tick[] = [];
  for (let exponent = first - 1; exponent <= last; exponent += 1) {
    if (exponent % every !== 0) continue;
    for (const factor of factors) {
      const value = factor * 10 ** exponent;
      if (value < min * (1 - 1e-9) || value > max * (1 + 1e-9)) continue;
      ticks.push({ value, text: logText(value, exponent, unit) });
    }
  }
  return ticks;
}

interface Extent {
  readonly min: number;
  readonly max: number;
}

function extentOf(values: readonly ArrayLike<number>[], usable: (value: number) => boolean): Extent | null {
  let min = Infinity;
  let max = -Infinity;
  for (const list of values) {
    for (let i = 0; i < list.length; i += 1) {
      const value = list[i] ?? NaN;
      if (!usable(value)) continue;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return min > max ? null : { min, max };
}

/** Sizes beyond this, or as far below one, have no axis: arithmetic on its ends must stay finite. Float32 ends at 3e38. */
const LARGEST = 1e150;

export interface ScaleRequest {
  /** All values the axis must hold; those that are not finite are passed over. */
  readonly values: readonly ArrayLike<number>[];
  /** About how many ticks there is room for. */
  readonly tickCount: number;
  readonly unit: string;
  /** `tight`: from the first value to the last; `round`: out to the next tick, with zero where it is near. */
  readonly ends: 'tight' | 'round';
}

/** Share of an axis kept free beyond the data, so that a line does not run along the frame. */
const HEADROOM = 0.05;

interface Ends extends Extent {
  /** From tick to tick. */
  readonly step: number;
}

/** Out to the next ticks, with zero where it is near. Data that (nearly) reaches an end gets room beyond it, except at zero. */
function roundEnds(data: Extent, tickCount: number): Ends {
  const from = data.min > 0 && data.min < data.max / 2 ? 0 : data.min;
  const to = data.max < 0 && data.max > data.min / 2 ? 0 : data.max;
  const step = roundStep(to - from, tickCount);
  const min = Math.floor(from / step + HEADROOM) * step;
  const max = Math.ceil(to / step - HEADROOM) * step;
  const room = (max - min) * HEADROOM;
  return {
    min: from !== 0 && data.min < min + room ? min - room : min,
    max: to !== 0 && data.max > max - room ? max + room : max,
    step,
  };
}

/** From the first value to the last, or to the next tick where that is near: 0 to 100 for steps 0 to 99. */
function tightEnds({ min, max }: Extent, tickCount: number): Ends {
  const step = roundStep(max - min, tickCount);
  const next = Math.ceil(max / step - 1e-9) * step;
  return { min, max: next - max <= (max - min) * 0.02 ? next : max, step };
}

/** A linear axis. Without a finite value it runs from 0 to 1; a single value lies in its middle. */
export function linearScale({ values, tickCount, unit, ends }: ScaleRequest): AxisScale {
  let { min, max } = extentOf(
    values,
    (value) => Math.abs(value) <= LARGEST && (value === 0 || Math.abs(value) >= 1 / LARGEST),
  ) ?? { min: 0, max: 1 };
  if (min === max) {
    const half = min === 0 ? 1 : Math.abs(min) / 2;
    [min, max] = [min - half, max + half];
  }
  const axis = ends === 'round' ? roundEnds({ min, max }, tickCount) : tightEnds({ min, max }, tickCount);
  const span = axis.max - axis.min;
  return {
    min: axis.min,
    max: axis.max,
    ticks: linearTicks(axis.min, axis.max, axis.step, unit),
    place: (value) => (value - axis.min) / span,
  };
}

/** A logarithmic axis over the values above zero; without one it runs from 0.1 to 1. */
export function logScale({ values, tickCount, unit, ends }: ScaleRequest): AxisScale {
  const usable = (value: number) => value >= 1 / LARGEST && value <= LARGEST;
  let { min, max } = extentOf(values, usable) ?? { min: 0.1, max: 1 };
  if (min === max) [min, max] = [min / 2, max * 2];
  if (ends === 'round') {
    const room = (Math.log10(max) - Math.log10(min)) * 0.04;
    [min, max] = [min / 10 ** room, max * 10 ** room];
  }
  const start = Math.log10(min);
  const span = Math.log10(max) - start;
  return {
    min,
    max,
    ticks: logTicks(min, max, tickCount, unit),
    place: (value) => (value > 0 ? (Math.log10(value) - start) / span : NaN),
  };
}
