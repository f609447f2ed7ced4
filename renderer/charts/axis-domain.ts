// Axes that do not jump: a range follows from the extremes of a whole run, so it only ever grows, and in round steps.

export interface Domain {
  readonly min: number;
  readonly max: number;
}

const ROUND_TOPS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];
const TICK_STEPS = [1, 2, 5, 10];

/** 10ⁿ, exactly the double nearest to it: `10 ** -4` is not. */
const powerOfTen = (exponent: number): number => Number(`1e${exponent}`);

/** The smallest round number not below `value` (> 0). */
export function roundUp(value: number): number {
  const power = powerOfTen(Math.floor(Math.log10(value)));
  // A hair of tolerance: 0.3 / 0.1 is not 3 in binary.
  const top = ROUND_TOPS.find((candidate) => candidate * power >= value * (1 - 1e-9)) ?? 10;
  return Number((top * power).toPrecision(12));
}

/** Range of a linear axis from zero that holds every value given; at least [0, `atLeast`]. */
export function linearDomain(high: number | null, atLeast: number): Domain {
  return { min: 0, max: roundUp(Math.max(atLeast, high ?? 0)) };
}

/** Range of a linear axis about zero that holds values up to this far from it. */
export function signedDomain(size: number): Domain {
  const end = size > 0 && Number.isFinite(size) ? roundUp(size) : 1;
  return { min: -end, max: end };
}

/** Range of a log axis in whole decades that holds [low, high] and at least [10^floor, 10^ceiling]. */
export function logDomain(
  extent: { low: number; high: number } | null,
  floor: number,
  ceiling: number,
): Domain {
  if (extent === null) return { min: powerOfTen(floor), max: powerOfTen(ceiling) };
  const low = Math.min(floor, Math.floor(Math.log10(extent.low) + 1e-9));
  const high = Math.max(ceiling, Math.ceil(Math.log10(extent.high) - 1e-9));
  return { min: powerOfTen(low), max: powerOfTen(high) };
}

/** Powers of ten inside a log range, thinned evenly to at most `most`, the top one always among them. */
export function decadeTicks({ min, max }: Domain, most: number): number[] {
  const [low, high] = [Math.round(Math.log10(min)), Math.round(Math.log10(max))];
  const every = Math.max(1, Math.ceil((high - low + 1) / most));
  const ticks: number[] = [];
  for (let power = high; power >= low; power -= every) ticks.unshift(powerOfTen(power));
  return ticks;
}

/** Multiples of 1, 2 or 5 · 10ⁿ inside a linear range, at most `most` of them. */
export function linearTicks({ min, max }: Domain, most: number): number[] {
  const rough = (max - min) / Math.max(1, most - 1);
  const power = powerOfTen(Math.floor(Math.log10(rough)));
  const spacing = (TICK_STEPS.find((step) => step * power >= rough * (1 - 1e-9)) ?? 10) * power;
  const first = Math.ceil(min / spacing - 1e-9);
  const ticks: number[] = [];
  for (let k = first; k * spacing <= max * (1 + 1e-9); k += 1)
    ticks.push(Number((k * spacing).toPrecision(12)));
  return ticks;
}

/** Ticks of the step axis: whole steps only. */
export function stepTicks(view: Domain, most: number): number[] {
  return linearTicks(view, most).filter(Number.isInteger);
}
