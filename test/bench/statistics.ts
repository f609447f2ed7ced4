// Statistics over rounds.

/** @throws RangeError on an empty list. */
export function minimum(values: readonly number[]): number {
  assertSome(values, 'minimum');
  return values.reduce((least, value) => Math.min(least, value));
}

/** The middle value; between the two middle ones of an even number of values. @throws RangeError on an empty list. */
export function median(values: readonly number[]): number {
  assertSome(values, 'median');
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * Largest relative difference |a − b| / |b| over the places that both lists have.
 * NaN where a value is not finite or a list is empty, so that no comparison passes by accident.
 */
export function largestRelativeDifference(values: readonly number[], expected: readonly number[]): number {
  const count = Math.min(values.length, expected.length);
  if (count === 0) return Number.NaN;
  let largest = 0;
  for (let i = 0; i < count; i += 1) {
    const difference = relativeDifference(values[i] ?? Number.NaN, expected[i] ?? Number.NaN);
    // Math.max keeps a NaN once there is one.
    largest = Math.max(largest, difference);
  }
  return largest;
}

function relativeDifference(value: number, expected: number): number {
  return Number.isFinite(value) && Number.isFinite(expected)
    ? Math.abs(value - expected) / Math.abs(expected)
    : Number.NaN;
}

function assertSome(values: readonly number[], what: string): void {
  if (values.length === 0)
    throw new RangeError(`The ${what} of no values does not exist: expected at least one.`);
}
