// The cells in operations that every format has, written once: the body of ONNX's Scan and of TensorFlow's While are made from
// it. The equations are those of src-core/network (rnn.ts, lstm.ts, gru.ts, normalization.ts), forward only.
import type { NetworkStructure } from './network-structure';

/** Operations of a graph under construction; V stands for a tensor in it. */
export interface Operations<V> {
  add(a: V, b: V): V;
  sub(a: V, b: V): V;
  mul(a: V, b: V): V;
  div(a: V, b: V): V;
  sigmoid(a: V): V;
  tanh(a: V): V;
  relu(a: V): V;
  sqrt(a: V): V;
  /** A scalar that is known now. */
  scalar(value: number): V;
  /** [B, G·H] as its G gates, [B, H] each. */
  split(z: V, gates: number): readonly V[];
  /** The other way round. */
  join(gates: readonly V[]): V;
  /** Mean over the last axis, which stays with extent 1. */
  meanOfRow(a: V): V;
  /** Mean over all axes but the last, which alone stays. */
  meanOfColumn(a: V): V;
}

/** h, an LSTM also c: [B, H] each. */
export interface CellState<V> {
  readonly h: V;
  readonly c?: V;
}

/** Added to a variance, as torch's normalizations do. */
const EPSILON = 1e-5;

/** γ ⊙ (z − μ)/√(σ² + ε) + β of [T, B, G·H], unit by unit over all time steps and samples (Laurent et al. 2015). */
export function batchNormalized<V>(on: Operations<V>, z: V, gain: V, bias: V): V {
  return on.add(on.mul(standardized(on, z, on.meanOfColumn.bind(on)), gain), bias);
}

/** γ ⊙ (z − μ)/√(σ² + ε) + β of [B, G·H], for every sample over the H units of each gate (Ba, Kiros & Hinton 2016). */
export function layerNormalized<V>(on: Operations<V>, z: V, gates: number, gain: V, bias: V): V {
  const parts = on.split(z, gates).map((gate) => standardized(on, gate, on.meanOfRow.bind(on)));
  return on.add(on.mul(on.join(parts), gain), bias);
}

function standardized<V>(on: Operations<V>, z: V, mean: (a: V) => V): V {
  const centred = on.sub(z, mean(z));
  const variance = mean(on.mul(centred, centred));
  return on.div(centred, on.sqrt(on.add(variance, on.scalar(EPSILON))));
}

/**
 * State of t from that of t−1.
 * @param x x̃_t = W_ih x_t + b_ih, [B, G·H], where batch normalization stands in it
 * @param u ũ_t = W_hh h_{t−1} + b_hh, [B, G·H], where layer normalization stands in it
 */
export function cellStep<V>(
  on: Operations<V>,
  { model, gates }: Pick<NetworkStructure, 'model' | 'gates'>,
  x: V,
  u: V,
  previous: CellState<V>,
): CellState<V> {
  switch (model.cell) {
    case 'rnn': {
      const z = on.add(x, u);
      return { h: model.nonlinearity === 'relu' ? on.relu(z) : on.tanh(z) };
    }
    case 'lstm': {
      const [i, f, g, o] = four(on.split(on.add(x, u), gates));
      const kept = on.mul(on.sigmoid(f), previous.c ?? previous.h);
      const c = on.add(kept, on.mul(on.sigmoid(i), on.tanh(g))); // c_t = f ⊙ c_{t−1} + i ⊙ g
      return { h: on.mul(on.sigmoid(o), on.tanh(c)), c }; // h_t = o ⊙ tanh(c_t)
    }
    case 'gru': {
      const [xr, xz, xn] = three(on.split(x, gates));
      const [ur, uz, un] = three(on.split(u, gates));
      const r = on.sigmoid(on.add(xr, ur));
      const z = on.sigmoid(on.add(xz, uz));
      const n = on.tanh(on.add(xn, on.mul(r, un)));
      return { h: on.add(n, on.mul(z, on.sub(previous.h, n))) }; // h_t = (1 − z) ⊙ n + z ⊙ h_{t−1}
    }
  }
}

function three<V>(parts: readonly V[]): readonly [V, V, V] {
  const [a, b, c] = parts;
  if (a === undefined || b === undefined || c === undefined)
    throw new Error(`A GRU has 3 gates, got ${parts.length}.`);
  return [a, b, c];
}

function four<V>(parts: readonly V[]): readonly [V, V, V, V] {
  const [a, b, c, d] = parts;
  if (a === undefined || b === undefined || c === undefined || d === undefined)
    throw new Error(`An LSTM has 4 gates, got ${parts.length}.`);
  return [a, b, c, d];
}
