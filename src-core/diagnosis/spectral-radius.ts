// The largest absolute eigenvalue of a matrix, without its eigenvalues: by Gelfand's formula ρ(A) = lim ‖Aᵐ‖^(1/m)
// (I. Gelfand, "Normierte Ringe", 1941), along m = 1, 2, 4, 8 …, each power the square of the one before.

/** Relative change from one power to the next at which the limit counts as reached, and the most squarings. */
const TOLERANCE = 1e-9;
const MOST_SQUARINGS = 40;

/** Units beyond which squaring takes longer than anybody waits: about a second for this many. */
export const LARGEST_RADIUS_SIZE = 256;

/**
 * ρ(A) of a square matrix [n, n], row-major, in double, to about eight digits; complex and multiple eigenvalues included. NaN
 * where A is not finite.
 * Every power is scaled to norm 1, and what was divided out is kept as a logarithm, so that nothing over- or underflows.
 */
export function spectralRadius(matrix: Float32Array, n: number): number {
  let power = Float64Array.from(matrix.subarray(0, n * n));
  let logRadius = NaN;
  /** log ‖Aᵐ‖ = `log` + log ‖power‖. */
  let log = 0;
  for (let m = 1, squarings = 0; squarings <= MOST_SQUARINGS; m *= 2, squarings += 1) {
    const norm = frobenius(power);
    if (norm === 0) return 0;
    if (!Number.isFinite(norm)) return NaN;
    log += Math.log(norm);
    const next = log / m;
    if (Math.abs(next - logRadius) <= TOLERANCE) return Math.exp(next);
    logRadius = next;
    power = square(
      power.map((value) => value / norm),
      n,
    );
    log *= 2;
  }
  return Math.exp(logRadius);
}

function frobenius(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}

function square(matrix: Float64Array, n: number): Float64Array<ArrayBuffer> {
  const product = new Float64Array(n * n);
  for (let row = 0; row < n; row += 1) {
    for (let k = 0; k < n; k += 1) {
      const factor = matrix[row * n + k] ?? 0;
      if (factor === 0) continue;
      for (let column = 0; column < n; column += 1)
        product[row * n + column] = (product[row * n + column] ?? 0) + factor * (matrix[k * n + column] ?? 0);
    }
  }
  return product;
}
