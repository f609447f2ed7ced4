// The Elman network (Elman 1990), as torch.nn.RNN.
//
//   z_t = W_ih x_t + b_ih + W_hh h_{t−1} + b_hh
//   h_t = tanh(z_t)   or   relu(z_t)
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Nonlinearity } from '../experiment/experiment';
import type { Cell } from './cell';

type State = { readonly h: Tensor };

/** The cell with its nonlinearity φ; shapes [B, H]. */
export function rnn(nonlinearity: Nonlinearity): Cell<State> {
  const { value, slope } = nonlinearities[nonlinearity];
  return {
    gates: 1,
    state: ['h'],
    additive: true,
    squashed: { h: nonlinearity },

    forward(x, u) {
      const z = tf.add(x, u);
      const h = value(z); // h = φ(z)
      return { state: { h }, activations: {} };
    },

    backward({ state: { h } }, { h: dh }) {
      const dz = tf.mul(dh, slope(h)); // δz = δh ⊙ φ′(z)
      const gates = [dz];
      return { input: gates, recurrent: gates, total: { h: dh }, previous: {} };
    },
  };
}

/** φ(z), and φ′(z) in terms of h = φ(z). */
const nonlinearities = {
  tanh: {
    value: (z: Tensor) => tf.tanh(z),
    slope: (h: Tensor) => tf.sub(1, tf.square(h)), // 1 − h²
  },
  relu: {
    value: (z: Tensor) => tf.relu(z),
    slope: (h: Tensor) => tf.step(h), // 1 where h > 0, else 0
  },
};
