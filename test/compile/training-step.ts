// A training step of an RNN or LSTM in plain tfjs, small enough to read: one window, BPTT by hand, clipping by norm, Adam.
// The measure of what compiling gives; the product's own networks are in src-core/network.
import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { scan } from '../../src-core/compile/scan';

/** Hidden units, points per window, steps per call. */
export interface Sizes {
  readonly hidden: number;
  readonly timeStep: number;
  readonly capacity: number;
}

export interface State {
  readonly parameters: Tensor;
  readonly m: Tensor;
  readonly v: Tensor;
  /** h, or h and c: [1, H] each. */
  readonly hidden: readonly Tensor2D[];
}

export interface Inputs {
  readonly state: State;
  /** [K, T, 1] each. */
  readonly x: Tensor;
  readonly y: Tensor;
  /** Bias corrections of Adam with the learning rate in: lr / (1 − β₁ᵏ) and √(1 − β₂ᵏ), [K] each. */
  readonly rate: Tensor;
  readonly root: Tensor;
  readonly limit: Scalar;
  readonly n: Scalar;
}

type Hidden = readonly Tensor2D[];

interface Cell {
  readonly gates: number;
  readonly states: number;
  /** z: [1, G·H] → the next state, and what the backward pass needs. */
  forward(z: Tensor2D, state: Hidden, hidden: number): [Hidden, Hidden];
  /** dL/dz, and dL/d(state before) beyond what goes through z. */
  backward(saved: Hidden, grads: Hidden): [Tensor2D, Hidden];
}

const at = (list: Hidden, index: number): Tensor2D => list[index] as Tensor2D;
/** σ′ in terms of σ. */
const slope = (s: Tensor2D): Tensor2D => tf.mul(s, tf.sub(1, s));

const rnn: Cell = {
  gates: 1,
  states: 1,
  forward: (z) => {
    const h = tf.tanh(z);
    return [[h], [h]];
  },
  backward: ([h], [dh]) => [tf.mul(dh as Tensor, tf.sub(1, tf.square(h as Tensor))), []],
};

const lstm: Cell = {
  gates: 4,
  states: 2,
  forward(z, state, hidden) {
    const gate = (k: number): Tensor2D => tf.slice(z, [0, k * hidden], [1, hidden]);
    const [i, f, g, o] = [tf.sigmoid(gate(0)), tf.sigmoid(gate(1)), tf.tanh(gate(2)), tf.sigmoid(gate(3))];
    const c = tf.add(tf.mul(f, at(state, 1)), tf.mul(i, g)) as Tensor2D;
    const tanhC = tf.tanh(c);
    return [
      [tf.mul(o, tanhC), c],
      [i, f, g, o, tanhC, at(state, 1)],
    ];
  },
  backward(saved, grads) {
    const [i, f, g, o, tanhC, cBefore] = [0, 1, 2, 3, 4, 5].map((k) => at(saved, k)) as [
      ...[Tensor2D, Tensor2D, Tensor2D, Tensor2D, Tensor2D, Tensor2D],
    ];
    const [dh, dcAfter] = [at(grads, 0), at(grads, 1)];
    const dc = tf.add(dcAfter, tf.mul(tf.mul(dh, o), tf.sub(1, tf.square(tanhC))));
    const dz = [
      tf.mul(tf.mul(dc, g), slope(i)),
      tf.mul(tf.mul(dc, cBefore), slope(f)),
      tf.mul(tf.mul(dc, i), tf.sub(1, tf.square(g))),
      tf.mul(tf.mul(dh, tanhC), slope(o)),
    ];
    return [tf.concat(dz as Tensor2D[], 1), [tf.mul(dc, f)]];
  },
};

export const cells = { rnn, lstm } as const;
export type CellName = keyof typeof cells;

/** Shapes of W_ih, W_hh, b_ih, b_hh, W_out, b_out, in this order in the flat vector. */
function shapesOf({ gates }: Cell, hidden: number): [number, number][] {
  const rows = gates * hidden;
  return [
    [rows, 1],
    [rows, hidden],
    [1, rows],
    [1, rows],
    [1, hidden],
    [1, 1],
  ];
}

export function parameterCount(cell: CellName, hidden: number): number {
  return shapesOf(cells[cell], hidden).reduce((sum, [rows, columns]) => sum + rows * columns, 0);
}

function unpack(flat: Tensor, shapes: readonly [number, number][]): Tensor2D[] {
  let offset = 0;
  return shapes.map(([rows, columns]) => {
    const part = tf.reshape<tf.Rank.R2>(tf.slice(flat, [offset], [rows * columns]), [rows, columns]);
    offset += rows * columns;
    return part;
  });
}

/** Up to `capacity` training steps: the state after them, and loss, gradient norm, prediction and flow of each. */
export function trainingProgram(name: CellName, { hidden, timeStep, capacity }: Sizes) {
  const cell = cells[name];
  const shapes = shapesOf(cell, hidden);
  const rows = cell.gates * hidden;

  const step = (
    state: State,
    { x, y, rate, root }: Record<'x' | 'y' | 'rate' | 'root', Tensor>,
    limit: Scalar,
  ) => {
    const [Wx, Wh, bx, bh, Wo, bo] = unpack(state.parameters, shapes) as [
      ...[Tensor2D, Tensor2D, Tensor2D, Tensor2D, Tensor2D, Tensor2D],
    ];
    const input = tf.add(tf.matMul(x as Tensor2D, Wx, false, true), tf.add(bx, bh));
    const [after, [outputs, ...saved]] = scan(
      (before: Hidden, xt: Tensor) => {
        const z = tf.add(tf.reshape(xt, [1, rows]), tf.matMul(at(before, 0), Wh, false, true)) as Tensor2D;
        const [next, kept] = cell.forward(z, before, hidden);
        return [next, [at(next, 0), ...kept]];
      },
      state.hidden,
      input,
      timeStep,
    );
    const h = tf.reshape<tf.Rank.R2>(outputs as Tensor, [timeStep, hidden]);
    const prediction = tf.add(tf.matMul(h, Wo, false, true), bo);
    const error = tf.sub(prediction, y) as Tensor2D;
    const loss = tf.mean(tf.square(error));

    const dPrediction = tf.mul(error, 2 / timeStep) as Tensor2D;
    const [, [dZrows, flow]] = scan(
      (grads: Hidden, [dOutput, kept]: readonly [Tensor, Hidden]): [Hidden, [Tensor2D, Tensor]] => {
        const dh = tf.add(at(grads, 0), tf.reshape(dOutput, [1, hidden])) as Tensor2D;
        const [dz, rest] = cell.backward(kept, [dh, ...grads.slice(1)]);
        return [
          [tf.matMul(dz, Wh), ...rest],
          [dz, tf.sum(tf.square(dh))],
        ];
      },
      state.hidden.map((each) => tf.zerosLike(each)),
      [tf.matMul(dPrediction, Wo), saved] as const,
      timeStep,
      { reverse: true },
    );

    const dZ = tf.reshape<tf.Rank.R2>(dZrows as Tensor, [timeStep, rows]);
    const hBefore = tf.concat([at(state.hidden, 0), tf.slice(h, [0, 0], [timeStep - 1, hidden])], 0);
    const dBias = tf.sum(dZ, 0, true);
    const grads = [
      tf.matMul(dZ, x as Tensor2D, true),
      tf.matMul(dZ, hBefore, true),
      dBias,
      dBias,
      tf.matMul(dPrediction, h, true),
      tf.sum(dPrediction, 0, true),
    ];
    const gradient = tf.concat(grads.map((each) => tf.reshape<tf.Rank.R1>(each, [each.size])));
    const norm = tf.sqrt(tf.sum(tf.square(gradient)));
    const clipped = tf.mul(gradient, tf.minimum(1, tf.div(limit, tf.add(norm, 1e-6))));

    const m = tf.add(tf.mul(state.m, 0.9), tf.mul(clipped, 0.1));
    const v = tf.add(tf.mul(state.v, 0.999), tf.mul(tf.square(clipped), 0.001));
    const update = tf.div(tf.mul(m, rate), tf.add(tf.div(tf.sqrt(v), root), 1e-8));
    const next: State = { parameters: tf.sub(state.parameters, update), m, v, hidden: after };
    return [
      next,
      { loss, norm, prediction: tf.reshape(prediction, [timeStep]), flow: flow as Tensor },
    ] as const;
  };

  return ({ state, limit, n, ...series }: Inputs) => {
    const [last, records] = scan(
      (carry: State, rowsNow: Record<'x' | 'y' | 'rate' | 'root', Tensor>) => {
        const [next, record] = step(carry, rowsNow, limit);
        return [next, record];
      },
      state,
      series,
      capacity,
      { n },
    );
    return { state: last, records };
  };
}
