// Σ_n error[n] ⊗ operand[n]: what every weight gradient is, n counting time steps and samples. For many rows one product
// takes all operands that meet the same error, a bias among them as the weight of a constant 1: XLA multiplies matrices
// near the speed of the machine, but adds up a column value by value.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** One sum: `error` [N, F] times `operand` [N, K] gives [F, K]; operand 1 gives the sum of the errors alone, [F]. */
export interface OuterSum {
  readonly error: Tensor;
  readonly operand: Tensor | 1;
}

/** Sums by name. */
type Named<K extends string, T> = Readonly<Record<K, T>>;

/** The sums one by one. */
export function outerSums<K extends string>(sums: Named<K, OuterSum>): Named<K, Tensor> {
  const biases = new Map<Tensor, Tensor>();
  return mapNamed(sums, ({ error, operand }) => {
    if (operand !== 1) return tf.matMul(error, operand, true);
    const bias = biases.get(error) ?? tf.sum(error, 0);
    biases.set(error, bias);
    return bias;
  });
}

/** The same sums to float32 accuracy, all of one error in one product. */
export function joinedOuterSums<K extends string>(sums: Named<K, OuterSum>): Named<K, Tensor> {
  const products = new Map<Tensor, (operand: Tensor | 1) => Tensor>();
  return mapNamed(sums, ({ error, operand }) => {
    const product = products.get(error) ?? productWith(error, operandsOf(error, Object.values(sums)));
    products.set(error, product);
    return product(operand);
  });
}

/** What the error is multiplied with, each once. */
function operandsOf(error: Tensor, sums: readonly OuterSum[]): (Tensor | 1)[] {
  return [...new Set(sums.filter((sum) => sum.error === error).map(({ operand }) => operand))];
}

/** errorᵀ · [operands side by side], and the part of it that belongs to an operand. */
function productWith(error: Tensor, operands: readonly (Tensor | 1)[]): (operand: Tensor | 1) => Tensor {
  const [rows = 0, width = 0] = error.shape;
  const columns = operands.map((operand) => (operand === 1 ? tf.ones([rows, 1]) : operand));
  const product = tf.matMul(error, tf.concat(columns, 1), true);
  return (operand) => {
    const index = operands.indexOf(operand);
    const from = columns.slice(0, index).reduce((sum, { shape }) => sum + (shape[1] ?? 0), 0);
    const part = tf.slice(product, [0, from], [width, columns[index]?.shape[1] ?? 0]);
    return operand === 1 ? tf.reshape(part, [width]) : part;
  };
}

function mapNamed<K extends string, A, B>(record: Named<K, A>, change: (value: A) => B): Named<K, B> {
  const entries = Object.entries<A>(record).map(([name, value]) => [name, change(value)] as const);
  return Object.fromEntries(entries) as Record<K, B>;
}
