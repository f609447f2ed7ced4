// Quantiles of a few numbers, such as the losses of an experiment's seeds at one step.

/**
 * The quantile q of values in ascending order, between neighbours by linear interpolation (Hyndman and Fan 1996, type 7: that of
 * NumPy and R). Infinite values are values: half of the runs at ∞ make a median of ∞. NaN for no values at all.
 * @param sorted ascending, no NaN
 * @param q 0 to 1
 */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) return NaN;
  const place = (sorted.length - 1) * q;
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  const share = place - Math.floor(place);
  // ∞ − ∞ is no number, and ∞ · 0 neither.
  return below === above || share === 0 ? below : below + share * (above - below);
}

/** First quartile, median and third quartile. */
export interface Quartiles {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** The quartiles of values in any order. NaN counts as +∞: a run that diverged is worse than any that did not. */
export function quartiles(values: readonly number[]): Quartiles {
  const sorted = Float64Array.from(values, (value) => (Number.isNaN(value) ? Infinity : value)).sort();
  return { low: quantile(sorted, 0.25), median: quantile(sorted, 0.5), high: quantile(sorted, 0.75) };
}
