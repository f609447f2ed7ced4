// Weights in another layout than torch's: gates in another order, matrices read the other way.

/**
 * Weights [G·H, …] or biases [G·H] with their gates in another order.
 * @param order place in torch's order of every gate, in the order wanted
 */
export function reorderedGates(
  values: Float32Array,
  order: readonly number[],
  hiddenSize: number,
): Float32Array {
  const block = values.length / order.length;
  if (!Number.isInteger(block / hiddenSize))
    throw new Error(`${values.length} values are not ${order.length} gates of ${hiddenSize} units.`);
  const reordered = new Float32Array(values.length);
  order.forEach((gate, at) => reordered.set(values.subarray(gate * block, (gate + 1) * block), at * block));
  return reordered;
}

/** [rows, columns] as [columns, rows]. */
export function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      result[column * rows + row] = values[row * columns + column] ?? NaN;
    }
  }
  return result;
}

/** b_ih + b_hh, rounded to float32 as the sum of the two tensors is. */
export function summed(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, at) => value + (b[at] ?? NaN));
}
