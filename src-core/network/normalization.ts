// Normalization of pre-activations: to mean 0 and variance 1 along one axis, forward and backward.
//
//   layer (Ba, Kiros & Hinton 2016): W_hh h_{t−1} of every sample, gate by gate, over its H units, at every time step
//   batch (Laurent et al. 2015, sequence-wise): W_ih x of every unit, over all time steps and samples of the step
//
// A gain γ follows; the bias that is there anyway (b_hh, b_ih) takes the part of β. Statistics are those of the batch at hand.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Added to the variance, as torch's LayerNorm and BatchNorm do. */
const EPSILON = 1e-5;

export interface Normalized {
  /** ẑ, in the shape of z. */
  readonly normalized: Tensor;
  /** 1 / √(variance + ε), with the normalized axis of extent 1. */
  readonly inverseDeviation: Tensor;
}

/** ẑ = (z − μ) / √(σ² + ε), with mean μ and variance σ² along `axis`. */
export function normalize(z: Tensor, axis: number): Normalized {
  const centred = tf.sub(z, tf.mean(z, axis, true));
  const variance = tf.mean(tf.square(centred), axis, true);
  const inverseDeviation = tf.div(1, tf.sqrt(tf.add(variance, EPSILON)));
  return { normalized: tf.mul(centred, inverseDeviation), inverseDeviation };
}

/** δz = (δẑ − mean(δẑ) − ẑ ⊙ mean(δẑ ⊙ ẑ)) / √(σ² + ε), means along `axis`. `error` is δẑ. */
export function normalizeBackward(
  { normalized, inverseDeviation }: Normalized,
  error: Tensor,
  axis: number,
): Tensor {
  const along = tf.mul(normalized, tf.mean(tf.mul(error, normalized), axis, true));
  return tf.mul(inverseDeviation, tf.sub(tf.sub(error, tf.mean(error, axis, true)), along));
}

/** Batch normalization with gain: γ ⊙ ẑ of z [T·B, G·H], unit by unit over all rows. γ [G·H]. */
export function batchNormalize(
  z: Tensor,
  gain: Tensor,
): { readonly output: Tensor; readonly tape: Normalized } {
  const tape = normalize(z, 0);
  return { output: tf.mul(tape.normalized, gain), tape };
}

/** The way back through {@link batchNormalize}: ∂L/∂z from `error` = ∂L/∂output. */
export function batchNormalizeBackward(tape: Normalized, gain: Tensor, error: Tensor): Tensor {
  return normalizeBackward(tape, tf.mul(error, gain), 0);
}

/** Layer normalization with gain: γ ⊙ ẑ of z [B, G·H], for every sample over the H units of each gate. γ [G·H]. */
export function layerNormalize(
  z: Tensor,
  gain: Tensor,
  gates: number,
): { readonly output: Tensor; readonly tape: Normalized } {
  const tape = normalize(byGate(z, gates), 2);
  return { output: tf.mul(tf.reshape(tape.normalized, z.shape), gain), tape };
}

/** The way back through {@link layerNormalize}: ∂L/∂z from `error` = ∂L/∂output [B, G·H]. */
export function layerNormalizeBackward(tape: Normalized, gain: Tensor, error: Tensor, gates: number): Tensor {
  const product = normalizeBackward(tape, byGate(tf.mul(error, gain), gates), 2);
  return tf.reshape(product, error.shape);
}

/** [B, G·H] as [B, G, H]. */
function byGate(z: Tensor, gates: number): Tensor {
  const [batch = 0, width = 0] = z.shape;
  return tf.reshape(z, [batch, gates, width / gates]);
}
