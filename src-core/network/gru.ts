// The gated recurrent unit (Cho et al. 2014), as torch.nn.GRU: the reset gate acts after the product with W_hn.
//
//   r_t = σ(x̃_r + ũ_r)     z_t = σ(x̃_z + ũ_z)     n_t = tanh(x̃_n + r_t ⊙ ũ_n)     x̃ = W_ih x_t + b_ih,  ũ = W_hh h_{t−1} + b_hh
//   h_t = (1 − z_t) ⊙ n_t + z_t ⊙ h_{t−1}
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { type Cell, gatesOf } from './cell';

type State = { readonly h: Tensor };
type Gates = Readonly<Record<'r' | 'z' | 'n' | 'uN', Tensor>>;

/** Gates in torch's order r, z, n; shapes [B, H]. */
export const gru: Cell<State, Gates> = {
  gates: 3,
  state: ['h'],
  additive: false,
  squashed: { r: 'sigmoid', z: 'sigmoid', n: 'tanh' },

  forward(x, u, { h: hPrevious }) {
    const [xGate, uGate] = [gatesOf(x, 3), gatesOf(u, 3)];
    const uN = uGate(2);
    const r = tf.sigmoid(tf.add(xGate(0), uGate(0)));
    const z = tf.sigmoid(tf.add(xGate(1), uGate(1)));
    const n = tf.tanh(tf.add(xGate(2), tf.mul(r, uN)));
    const h = tf.add(n, tf.mul(z, tf.sub(hPrevious, n))); // h_t = (1 − z) ⊙ n + z ⊙ h_{t−1}
    return { state: { h }, activations: { r, z, n, uN } };
  },

  backward({ activations: { r, z, n, uN }, previous: { h: hPrevious } }, { h: dh }) {
    const dn = tf.mul(tf.mul(dh, tf.sub(1, z)), tf.sub(1, tf.square(n))); // δx̃_n = δh ⊙ (1 − z) ⊙ (1 − n²)
    const dz = tf.mul(tf.mul(dh, tf.sub(hPrevious, n)), sigmoidSlope(z)); // δz = δh ⊙ (h_{t−1} − n) ⊙ z(1 − z)
    const dr = tf.mul(tf.mul(dn, uN), sigmoidSlope(r)); // δr = δx̃_n ⊙ ũ_n ⊙ r(1 − r)
    return {
      input: [dr, dz, dn],
      recurrent: [dr, dz, tf.mul(dn, r)], // δũ_n = δx̃_n ⊙ r
      total: { h: dh },
      previous: { h: tf.mul(dh, z) }, // δh_{t−1} = δh ⊙ z, beside the way through ũ
    };
  },
};

const sigmoidSlope = (s: Tensor) => tf.mul(s, tf.sub(1, s));
