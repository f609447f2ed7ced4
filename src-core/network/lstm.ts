// Long short-term memory (Hochreiter & Schmidhuber 1997, forget gate of Gers et al. 2000), as torch.nn.LSTM.
//
//   i_t = σ(z_i)     f_t = σ(z_f)     g_t = tanh(z_g)     o_t = σ(z_o)     z = W_ih x_t + b_ih + W_hh h_{t−1} + b_hh
//   c_t = f_t ⊙ c_{t−1} + i_t ⊙ g_t
//   h_t = o_t ⊙ tanh(c_t)
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { type Cell, gatesOf } from './cell';

type State = { readonly h: Tensor; readonly c: Tensor };
type Gates = Readonly<Record<'i' | 'f' | 'g' | 'o' | 'tanhC', Tensor>>;

/** Gates in torch's order i, f, g, o; shapes [B, H]. */
export const lstm: Cell<State, Gates> = {
  gates: 4,
  state: ['h', 'c'],
  additive: true,
  squashed: { i: 'sigmoid', f: 'sigmoid', g: 'tanh', o: 'sigmoid', tanhC: 'tanh' },

  forward(x, u, { c: cPrevious }) {
    const z = gatesOf(tf.add(x, u), 4);
    const i = tf.sigmoid(z(0));
    const f = tf.sigmoid(z(1));
    const g = tf.tanh(z(2));
    const o = tf.sigmoid(z(3));
    const c = tf.add(tf.mul(f, cPrevious), tf.mul(i, g)); // c_t = f ⊙ c_{t−1} + i ⊙ g
    const tanhC = tf.tanh(c);
    const h = tf.mul(o, tanhC); // h_t = o ⊙ tanh(c_t)
    return { state: { h, c }, activations: { i, f, g, o, tanhC } };
  },

  backward({ activations: { i, f, g, o, tanhC }, previous: { c: cPrevious } }, { h: dh, c: dcLater }) {
    const dc = tf.add(dcLater, tf.mul(tf.mul(dh, o), oneMinusSquare(tanhC))); // δc = δc_later + δh ⊙ o ⊙ (1 − tanh²c_t)
    const di = tf.mul(tf.mul(dc, g), sigmoidSlope(i)); // δz_i = δc ⊙ g ⊙ i(1 − i)
    const df = tf.mul(tf.mul(dc, cPrevious), sigmoidSlope(f)); // δz_f = δc ⊙ c_{t−1} ⊙ f(1 − f)
    const dg = tf.mul(tf.mul(dc, i), oneMinusSquare(g)); // δz_g = δc ⊙ i ⊙ (1 − g²)
    const dO = tf.mul(tf.mul(dh, tanhC), sigmoidSlope(o)); // δz_o = δh ⊙ tanh(c_t) ⊙ o(1 − o)
    const gates = [di, df, dg, dO];
    return {
      input: gates,
      recurrent: gates,
      total: { h: dh, c: dc },
      previous: { c: tf.mul(dc, f) }, // δc_{t−1} = δc ⊙ f
    };
  },
};

const sigmoidSlope = (s: Tensor) => tf.mul(s, tf.sub(1, s));
const oneMinusSquare = (t: Tensor) => tf.sub(1, tf.square(t));
