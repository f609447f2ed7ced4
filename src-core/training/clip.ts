// Gradient clipping: first the norm scale, then the value clamp, both always there and both without effect at infinite
// limits, so that runs with and without clipping are one program and agree to the bit until clipping acts.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { assertNever } from '../assert-never';
import type { Clip } from '../experiment/experiment';

/** Limits as numbers; Infinity: no limit. */
export interface ClipLimits {
  readonly norm: number;
  readonly value: number;
}

export function clipLimits(clip: Clip): ClipLimits {
  switch (clip.kind) {
    case 'none':
      return { norm: Infinity, value: Infinity };
    case 'norm':
      return { norm: clip.limit, value: Infinity };
    case 'value':
      return { norm: Infinity, value: clip.limit };
    default:
      return assertNever(clip);
  }
}

export interface Clipped {
  readonly gradient: Tensor;
  /** ‖g‖₂ before and after. */
  readonly normBefore: Tensor;
  readonly normAfter: Tensor;
}

/** Largest finite float32: keeps the ratio of two infinities from becoming NaN. */
const LARGEST = 3.4028234663852886e38;

/**
 * g ← g · min(1, limit / (‖g‖ + 1e-6)) (Pascanu, Mikolov & Bengio 2013, in torch's form), then every value clamped to
 * [−limit, limit] (Mikolov 2012). NaN stays NaN. `gradient` is the flat vector of all parameters, the limits are scalars.
 */
export function clipGradient(gradient: Tensor, normLimit: Tensor, valueLimit: Tensor): Clipped {
  const normBefore = l2Norm(gradient);
  const scale = tf.minimum(1, tf.div(normLimit, tf.minimum(tf.add(normBefore, 1e-6), LARGEST)));
  const clamped = clamp(tf.mul(gradient, scale), valueLimit);
  return { gradient: clamped, normBefore, normAfter: l2Norm(clamped) };
}

/** √Σ g². */
export function l2Norm(vector: Tensor): Tensor {
  return tf.sqrt(tf.sum(tf.square(vector)));
}

/** By comparison, because a minimum may drop a NaN: comparisons with NaN are false, which leaves it where it is. */
function clamp(values: Tensor, limit: Tensor): Tensor {
  const below = tf.where(tf.greater(values, limit), tf.mul(tf.onesLike(values), limit), values);
  const floor = tf.neg(limit);
  return tf.where(tf.less(below, floor), tf.mul(tf.onesLike(values), floor), below);
}
