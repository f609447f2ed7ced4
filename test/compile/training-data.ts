// State and inputs for the training step: sine in, cosine out, window after window.
import * as tf from '@tensorflow/tfjs-core';
import { type CellName, type Inputs, type Sizes, type State, cells, parameterCount } from './training-step';

export function initialState(cell: CellName, { hidden }: Sizes): State {
  const count = parameterCount(cell, hidden);
  const bound = 1 / Math.sqrt(hidden);
  return {
    parameters: tf.randomUniform([count], -bound, bound, 'float32', 1),
    m: tf.zeros([count]),
    v: tf.zeros([count]),
    hidden: Array.from({ length: cells[cell].states }, () => tf.zeros([1, hidden])),
  };
}

/** Windows `first` … `first + capacity − 1`; n of them are to be taken. */
export function inputsFor(state: State, { timeStep, capacity }: Sizes, first: number, n = capacity): Inputs {
  const series = (f: (angle: number) => number) =>
    Float32Array.from({ length: capacity * timeStep }, (_, i) =>
      f(first * Math.PI + (i * Math.PI) / timeStep),
    );
  const perStep = (f: (k: number) => number) =>
    tf.tensor1d(Float32Array.from({ length: capacity }, (_, i) => f(first + i + 1)));
  return {
    state,
    x: tf.tensor(series(Math.sin), [capacity, timeStep, 1]),
    y: tf.tensor(series(Math.cos), [capacity, timeStep, 1]),
    rate: perStep((k) => 1e-3 / (1 - 0.9 ** k)),
    root: perStep((k) => Math.sqrt(1 - 0.999 ** k)),
    limit: tf.scalar(1),
    n: tf.scalar(n, 'int32'),
  };
}
