// How the values of a tensor are spread.
import type { Histogram } from '../contract/inspection';

/** Bins of every histogram: enough to see two humps, few enough to be wide on a small chart. */
export const BINS = 40;

/**
 * Counts in bins of equal width from the lowest to the highest finite value; the highest falls into the last bin. Values that
 * are all the same lie in the middle of their range.
 */
export function histogram(values: ArrayLike<number>, bins = BINS): Histogram {
  const { low, high } = rangeOf(values);
  const counts = new Int32Array(bins);
  let notFinite = 0;
  for (let k = 0; k < values.length; k += 1) {
    const value = values[k] ?? NaN;
    if (!Number.isFinite(value)) {
      notFinite += 1;
      continue;
    }
    const bin = Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { low, high, counts, notFinite };
}

function rangeOf(values: ArrayLike<number>): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (let k = 0; k < values.length; k += 1) {
    const value = values[k] ?? NaN;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return { low: 0, high: 1 };
  if (low < high) return { low, high };
  // Beside a large value one would be lost in rounding.
  const half = Math.max(0.5, Math.abs(low) * 1e-6);
  return { low: low - half, high: high + half };
}
