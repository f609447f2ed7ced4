// The largest singular value of a matrix.

/** Relative change at which the iteration ends, and the most iterations: what is left then is below what a chart shows. */
const TOLERANCE = 1e-7;
const MOST_ITERATIONS = 2000;

/**
 * σ₁ = ‖A‖₂ of a square matrix [n, n], row-major, by power iteration on AᵀA in double, from a start that no symmetry of A is
 * likely to share. NaN where A is not finite.
 */
export function spectralNorm(matrix: Float32Array, n: number): number {
  let vector: Float64Array = Float64Array.from({ length: n }, (_, k) => 1 + Math.sin(k + 1) / 2);
  let norm = 0;
  for (let round = 0; round < MOST_ITERATIONS; round += 1) {
    const length = lengthOf(vector);
    if (length === 0) return 0;
    const image = times(
      matrix,
      vector.map((value) => value / length),
      n,
    );
    const next = lengthOf(image);
    if (Number.isNaN(next)) return NaN;
    if (Math.abs(next - norm) <= TOLERANCE * next) return next;
    norm = next;
    vector = timesTransposed(matrix, image, n);
  }
  return norm;
}

function times(matrix: Float32Array, vector: Float64Array, n: number): Float64Array {
  const image = new Float64Array(n);
  for (let row = 0; row < n; row += 1) {
    let sum = 0;
    for (let column = 0; column < n; column += 1)
      sum += (matrix[row * n + column] ?? 0) * (vector[column] ?? 0);
    image[row] = sum;
  }
  return image;
}

function timesTransposed(matrix: Float32Array, vector: Float64Array, n: number): Float64Array {
  const image = new Float64Array(n);
  for (let row = 0; row < n; row += 1) {
    const factor = vector[row] ?? 0;
    for (let column = 0; column < n; column += 1)
      image[column] = (image[column] ?? 0) + factor * (matrix[row * n + column] ?? 0);
  }
  return image;
}

function lengthOf(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}
