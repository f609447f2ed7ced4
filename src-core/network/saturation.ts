// How much of a network no longer listens: the share of activations on the flat part of their function.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { assertNever } from '../assert-never';
import type { Tape } from './bptt';
import type { Squashing } from './cell';
import type { Network, PerDirection } from './network';
import { entryOf } from './network';

/** A tanh or sigmoid counts as saturated where its slope is less than this share of its steepest. */
const FLAT = 0.05;

/**
 * Names of the shares, direction by direction: `saturated_l0_i` for the activation i, `saturated_l0_h` for a tanh unit itself,
 * `dead_l0_h` for a ReLU; `…_reverse` behind it.
 */
export function saturationColumns({ layers, cell }: Network): string[] {
  return layers
    .flat()
    .flatMap(({ layer, reverse }) =>
      Object.entries(cell.squashed).map(
        ([name, squashing]) =>
          `${squashing === 'relu' ? 'dead' : 'saturated'}_l${layer}_${name}${reverse ? '_reverse' : ''}`,
      ),
    );
}

/** The shares [columns], each between 0 and 1, of one step: over all time steps, samples and units. */
export function saturationShares(network: Network, tapes: PerDirection<Tape>): Tensor {
  const { layers, cell } = network;
  const shares = layers.flat().flatMap(({ suffix }) => {
    const { activations, states } = entryOf(tapes, suffix);
    return Object.entries(cell.squashed).map(([name, squashing]) =>
      share(squashing, activations[name] ?? states[name] ?? states.h),
    );
  });
  return tf.stack(shares);
}

/** tanh: slope 1 − a². Sigmoid: slope a(1 − a), at most ¼. ReLU: units that are zero for every sample at every time step. */
function share(squashing: Squashing, values: Tensor): Tensor {
  switch (squashing) {
    case 'tanh':
      return meanOf(tf.greater(tf.square(values), 1 - FLAT));
    case 'sigmoid':
      return meanOf(tf.less(tf.mul(values, tf.sub(1, values)), FLAT / 4));
    case 'relu':
      return meanOf(tf.lessEqual(tf.max(values, [0, 1]), 0));
    default:
      return assertNever(squashing);
  }
}

function meanOf(conditions: Tensor): Tensor {
  return tf.mean(tf.cast(conditions, 'float32'));
}
