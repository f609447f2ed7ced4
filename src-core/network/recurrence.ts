// One direction of one layer with its weights, and the two terms that feed its cell:
//
//   x̃_t = W_ih x_t + b_ih       no loop needed: one product for all time steps   (batch normalization: γ ⊙ norm(W_ih x) + b_ih)
//   ũ_t = W_hh h_{t−1} + b_hh    inside the loop over time                        (layer normalization: γ ⊙ norm(W_hh h) + b_hh)
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { zip } from '../compile/zip';
import type { Normalization } from '../experiment/experiment';
import { type Cell, joinGates } from './cell';
import {
  type Normalized,
  batchNormalize,
  batchNormalizeBackward,
  layerNormalize,
  layerNormalizeBackward,
} from './normalization';

export interface Recurrence {
  readonly cell: Cell;
  /** Runs from the last point of the window to the first. */
  readonly reverse: boolean;
  readonly normalization: Normalization;
  /** [G·H, I] and [G·H, H]. */
  readonly weightIh: Tensor;
  readonly weightHh: Tensor;
  /** [G·H] each. */
  readonly biasIh: Tensor;
  readonly biasHh: Tensor;
  /** γ of the normalization [G·H]; null where there is none. */
  readonly gain: Tensor | null;
}

/** x̃ for all time steps [T, B, G·H], and the statistics of a batch normalization. `input` [T, B, I]. */
export function inputTerm(
  recurrence: Recurrence,
  input: Tensor,
): { readonly value: Tensor; readonly norm: Normalized | null } {
  const { weightIh, normalization } = recurrence;
  const [time = 0, batch = 0] = input.shape;
  const product = tf.matMul(flatten(input), weightIh, false, true);
  const normalized = normalization === 'batch' ? batchNormalize(product, gainOf(recurrence)) : null;
  const biased = tf.add(normalized?.output ?? product, inputBias(recurrence));
  return { value: tf.reshape(biased, [time, batch, -1]), norm: normalized?.tape ?? null };
}

/** ∂L/∂(W_ih x) [T·B, G·H] from ∂L/∂x̃. */
export function inputProductError(recurrence: Recurrence, norm: Normalized | null, error: Tensor): Tensor {
  return norm === null ? error : batchNormalizeBackward(norm, gainOf(recurrence), error);
}

/**
 * h ↦ W_hh h, [B, H] to [B, G·H], for a loop over time. For several samples W_hh is transposed here, once for all time steps:
 * XLA multiplies matrices much slower with the second one read across. For a single sample it reads faster as it is.
 */
export function recurrentProduct({ weightHh }: Recurrence, batch: number): (h: Tensor) => Tensor {
  if (batch === 1) return (h) => tf.matMul(h, weightHh, false, true);
  const transposed = tf.transpose(weightHh);
  return (h) => tf.matMul(h, transposed);
}

/** ũ_t [B, G·H] from W_hh h_{t−1}, and the statistics of a layer normalization. */
export function recurrentTerm(
  recurrence: Recurrence,
  product: Tensor,
): { readonly value: Tensor; readonly norm: Normalized | null } {
  const { cell, biasHh, normalization } = recurrence;
  if (biasesJoin(recurrence)) return { value: product, norm: null };
  const normalized =
    normalization === 'layer' ? layerNormalize(product, gainOf(recurrence), cell.gates) : null;
  return { value: tf.add(normalized?.output ?? product, biasHh), norm: normalized?.tape ?? null };
}

/** ∂L/∂(W_hh h_{t−1}) [B, G·H] from ∂L/∂ũ_t, behind a layer normalization. */
export function recurrentProductError(recurrence: Recurrence, norm: Normalized, error: Tensor): Tensor {
  return layerNormalizeBackward(norm, gainOf(recurrence), error, recurrence.cell.gates);
}

/** δ ↦ W_hhᵀ δ, for a loop over time. */
export interface ErrorProduct {
  /** Whether the gates' error terms stay apart, [B, H] each, instead of side by side in one [B, G·H]. */
  readonly gatesApart: boolean;
  /** [B, H] from the error terms in that form. */
  of(errors: readonly Tensor[]): Tensor;
}

/**
 * The way back through W_hh, gate by gate: XLA would join the gates value by value inside of the elementwise code that makes
 * them. A layer normalization reads them joined.
 */
export function errorProduct({ weightHh, cell, normalization }: Recurrence): ErrorProduct {
  if (cell.gates === 1 || normalization === 'layer')
    return { gatesApart: false, of: (errors) => tf.matMul(joinGates(errors), weightHh) };
  const weights = tf.split(weightHh, cell.gates, 0);
  return {
    gatesApart: true,
    of: (errors) => tf.addN(zip(errors, weights).map(([error, weight]) => tf.matMul(error, weight))),
  };
}

/** γ of the normalization. @throws where there is none. */
export function gainOf({ gain, normalization }: Recurrence): Tensor {
  if (gain === null)
    throw new Error(`A recurrence with ${normalization} normalization has no gain: expected one.`);
  return gain;
}

/** Features side by side, of gates or of directions: [T, B, H] each to [T, B, H·count]. */
export function besides(parts: readonly Tensor[]): Tensor {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : tf.concat([...parts], 2);
}

/** [T, B, F] as [T·B, F]. */
export function flatten(sequence: Tensor): Tensor {
  const [time = 0, batch = 0, features = 0] = sequence.shape;
  return tf.reshape(sequence, [time * batch, features]);
}

/** Where x̃ and ũ only ever enter as a sum, b_hh joins b_ih outside the loop: one addition less in every time step. */
function biasesJoin({ cell, normalization }: Recurrence): boolean {
  return cell.additive && normalization !== 'layer';
}

function inputBias(recurrence: Recurrence): Tensor {
  return biasesJoin(recurrence) ? tf.add(recurrence.biasIh, recurrence.biasHh) : recurrence.biasIh;
}
