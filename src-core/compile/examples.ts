// Example tensors for tracing: they carry real values through the real kernels, so that shapes, types and errors are real.
// To be made unrecorded.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tfTypeOf } from './graph/graph-function';
import { AttrKind, type NativeBackend } from './native-tensorflow';

/** A tensor with the same values but of its own, so that it can stand for something else. */
export function copyOf(tensor: Tensor): Tensor {
  const backend = tf.backend() as NativeBackend;
  const type = { name: 'T', type: AttrKind.type, value: tfTypeOf(tensor.dtype) };
  return backend.executeSingleOutput('Identity', [type], [tensor]);
}

/** [length, …] → […]: the first row. */
export function firstRow(xs: Tensor): Tensor {
  const [, ...shape] = xs.shape;
  const zeros = xs.shape.map(() => 0);
  return copyOf(tf.reshape(tf.slice(xs, zeros, [1, ...shape]), shape));
}

/** […] → [length, …]: the same row again and again. */
export function repeated(row: Tensor, length: number): Tensor {
  return tf.tile(tf.expandDims(row, 0), [length, ...row.shape.map(() => 1)]);
}
