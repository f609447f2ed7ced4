// How far off a prediction is, and the gradient that starts the way back.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { assertNever } from '../assert-never';
import type { Loss } from '../experiment/experiment';

/** A loss as a scalar, and ∂L/∂prediction in the prediction's shape. */
export interface LossTerms {
  readonly value: Tensor;
  readonly gradient: Tensor;
}

/**
 * The loss of predictions [T, B, O] against targets of the same shape, on every time step or on the last alone.
 * `cross-entropy` reads predictions as logits and targets as class probabilities over O.
 */
export function lossOf(loss: Loss, prediction: Tensor, target: Tensor): LossTerms {
  switch (loss.on) {
    case 'every':
      return meanLoss(loss.kind, prediction, target);
    case 'last': {
      const { value, gradient } = meanLoss(loss.kind, lastPoint(prediction), lastPoint(target));
      const [time = 0, ...rest] = prediction.shape;
      if (time === 1) return { value, gradient };
      return { value, gradient: tf.concat([tf.zeros([time - 1, ...rest]), gradient], 0) };
    }
    default:
      return assertNever(loss.on);
  }
}

function meanLoss(kind: Loss['kind'], prediction: Tensor, target: Tensor): LossTerms {
  switch (kind) {
    case 'mse':
      return meanSquaredError(prediction, target);
    case 'cross-entropy':
      return crossEntropy(prediction, target);
    default:
      return assertNever(kind);
  }
}

/** L = mean((ŷ − y)²), ∂L/∂ŷ = 2 (ŷ − y) / N, over all N values. */
function meanSquaredError(prediction: Tensor, target: Tensor): LossTerms {
  const error = tf.sub(prediction, target);
  return { value: tf.mean(tf.square(error)), gradient: tf.mul(error, 2 / error.size) };
}

/** L = −mean(Σ y log softmax(ŷ)), ∂L/∂ŷ = (softmax(ŷ) Σy − y) / N, over all N points. */
function crossEntropy(logits: Tensor, target: Tensor): LossTerms {
  const classes = logits.rank - 1;
  const points = logits.size / (logits.shape[classes] ?? 1);
  const shifted = tf.sub(logits, tf.max(logits, classes, true));
  const exponentials = tf.exp(shifted);
  const total = tf.sum(exponentials, classes, true);
  const mass = tf.sum(target, classes, true);
  const logLikelihood = tf.sum(tf.mul(target, tf.sub(shifted, tf.log(total))));
  const expected = tf.mul(tf.div(exponentials, total), mass);
  return {
    value: tf.mul(logLikelihood, -1 / points),
    gradient: tf.mul(tf.sub(expected, target), 1 / points),
  };
}

function lastPoint(sequence: Tensor): Tensor {
  const [time = 0, ...rest] = sequence.shape;
  return tf.slice(sequence, [time - 1, ...rest.map(() => 0)], [1, ...rest]);
}
