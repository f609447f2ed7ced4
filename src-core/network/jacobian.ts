// How one time step stretches or shrinks what passes through it: ∂(state of t)/∂(state of t−1), by the same backward
// equations that train, applied to one unit error after the other (all at once, as a batch).
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tape } from './bptt';
import { type Activations, mapState } from './cell';
import { type Recurrence, errorProduct } from './recurrence';
import { stepBackward } from './time-step';

/**
 * The Jacobians of all time steps for the first sample [T, S, S]: row k is ∂s_t[k]/∂s_{t−1}, with s = h and S = H, for an
 * LSTM s = (h, c) and S = 2H. In a reversed direction t−1 stands for t+1.
 */
export function stepJacobians(recurrence: Recurrence, tape: Tape): Tensor {
  const names = recurrence.cell.state;
  const [time = 0, , units = 0] = tape.states.h.shape;
  const size = units * names.length;
  const repeat = (values: Tensor): Tensor => repeatFirstSample(values, size);
  const step = {
    state: mapState(tape.states, repeat),
    previous: mapState(tape.previous, repeat),
    activations: mapRecord(tape.activations, repeat),
    norm: mapRecord({ ...tape.recurrentNorm }, repeat),
  };
  const errors = mapState(tape.states, (_, name) => unitErrors(names.indexOf(name), units, size, time));
  const { previous } = stepBackward(recurrence, errorProduct(recurrence), step, errors);
  const columns = names.map((name) => previous[name] ?? previous.h);
  return tf.reshape(tf.concat(columns, 1), [time, size, size]);
}

/** The first sample of [T, B, …], `times` times over: [T·times, …]. */
function repeatFirstSample(values: Tensor, times: number): Tensor {
  const [time = 0, , ...rest] = values.shape;
  const first = tf.slice(values, [0, 0, ...rest.map(() => 0)], [time, 1, ...rest]);
  return tf.reshape(tf.tile(first, [1, times, ...rest.map(() => 1)]), [time * times, ...rest]);
}

/** For every time step the `size` unit vectors, cut to part `part` of the state: [T·size, units]. */
function unitErrors(part: number, units: number, size: number, time: number): Tensor {
  const columns = tf.slice(tf.eye(size), [0, part * units], [size, units]);
  return tf.tile(columns, [time, 1]);
}

function mapRecord(record: Activations, change: (values: Tensor) => Tensor): Activations {
  return Object.fromEntries(Object.entries(record).map(([name, values]) => [name, change(values)]));
}
