// Peer tfjs-node: the training step as one would first write it in TensorFlow.js. Cells of tfjs operations, a loop over
// time, `variableGrads` for the gradients, the library's Adam. Native library, one operation after the other.
import * as tf from '@tensorflow/tfjs-node';
import { sequenceSource } from '../../../src-core/task/sequence-source';
import type { Batch } from '../../../src-core/task/sequence-source';
import type { Row } from '../row';
import { rowSettings } from '../row';
import type { Recorded, Trainer, Work } from './serve';

/** Torch's parameters: G·H rows per cell. */
interface Weights {
  readonly inputWeight: tf.Variable<tf.Rank.R2>;
  readonly hiddenWeight: tf.Variable<tf.Rank.R2>;
  readonly inputBias: tf.Variable<tf.Rank.R1>;
  readonly hiddenBias: tf.Variable<tf.Rank.R1>;
  readonly outWeight: tf.Variable<tf.Rank.R2>;
  readonly outBias: tf.Variable<tf.Rank.R1>;
}

/** Each [batch, hidden]; `c` is used by the LSTM alone. */
interface State {
  readonly h: tf.Tensor2D;
  readonly c: tf.Tensor2D;
}

/** One time step: what input and hidden state give each gate, [batch, G·H] twice, and the state before. */
type Cell = (fromInput: tf.Tensor2D, fromHidden: tf.Tensor2D, state: State) => State;

/** Equations and order of gates are torch's. */
const cells: Readonly<Record<Row['cell'], Cell>> = {
  rnn: (fromInput, fromHidden, { c }) => ({ h: tf.tanh(fromInput.add(fromHidden)), c }),
  lstm(fromInput, fromHidden, state) {
    const [i, f, g, o] = tf.split(fromInput.add(fromHidden), 4, 1) as Four;
    const c: tf.Tensor2D = tf.add(f.sigmoid().mul(state.c), i.sigmoid().mul(g.tanh()));
    return { h: tf.mul(o.sigmoid(), c.tanh()), c };
  },
  gru(fromInput, fromHidden, { h, c }) {
    const [inputR, inputZ, inputN] = tf.split(fromInput, 3, 1) as Three;
    const [hiddenR, hiddenZ, hiddenN] = tf.split(fromHidden, 3, 1) as Three;
    const r = inputR.add(hiddenR).sigmoid();
    const z = inputZ.add(hiddenZ).sigmoid();
    const n = inputN.add(r.mul(hiddenN)).tanh();
    return { h: tf.add(tf.sub(1, z).mul(n), z.mul(h)), c };
  },
};

type Three = [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
type Four = [...Three, tf.Tensor2D];

/** Outputs of every time step, [T, batch, 1], and the last state. */
function forward(cell: Cell, weights: Weights, windows: tf.Tensor3D, before: State) {
  let state = before;
  const hs = tf.unstack(windows).map((x) => {
    const fromInput = tf.matMul(x as tf.Tensor2D, weights.inputWeight, false, true).add(weights.inputBias);
    const fromHidden = tf.matMul(state.h, weights.hiddenWeight, false, true).add(weights.hiddenBias);
    state = cell(fromInput as tf.Tensor2D, fromHidden as tf.Tensor2D, state);
    return state.h;
  });
  const outputs = tf.matMul(tf.concat(hs, 0), weights.outWeight, false, true).add(weights.outBias);
  return { prediction: tf.reshape(outputs, windows.shape), state };
}

/** Scales gradients so that their global norm does not exceed the limit. */
function clipByGlobalNorm(gradients: tf.NamedTensorMap, limit: number) {
  const squares = Object.values(gradients).map((gradient) => gradient.square().sum());
  const norm = tf.addN(squares).sqrt();
  const scale = tf.minimum(1, tf.div(limit, norm.add(1e-6)));
  const scaled = Object.entries(gradients).map(([name, gradient]) => [name, gradient.mul(scale)] as const);
  return { norm, clipped: Object.fromEntries(scaled) };
}

/** One training step: returns loss, gradient norm before clipping and the state, which are the caller's. */
function trainStep(
  { row, clipLimit }: Work,
  weights: Weights,
  optimizer: tf.Optimizer,
  { input, target }: Batch,
  before: State,
) {
  return tf.tidy(() => {
    const shape: [number, number, number] = [row.timeStep, row.batchSize, 1];
    const x = tf.tensor3d(input, shape);
    const y = tf.tensor3d(target, shape);
    let state = before;
    const { value: loss, grads } = tf.variableGrads(() => {
      const out = forward(cells[row.cell], weights, x, before);
      // variableGrads frees what is made inside; state and prediction are wanted afterwards.
      state = { h: tf.keep(out.state.h), c: tf.keep(out.state.c) };
      out.prediction.dataSync();
      return tf.losses.meanSquaredError(y, out.prediction).asScalar();
    });
    const { norm, clipped } = clipByGlobalNorm(grads, clipLimit);
    optimizer.applyGradients(clipped);
    return { loss, norm, ...state };
  });
}

function figureOf(tensor: tf.Tensor): number {
  const [value = Number.NaN] = tensor.dataSync();
  tensor.dispose();
  return value;
}

/** Given weights as trainable variables. @throws when one is missing. */
function variablesOf(given: Work['weights']): Weights {
  const variable = <R extends tf.Rank>(name: string) => {
    const found = given.find((tensor) => tensor.name === name);
    if (found === undefined)
      throw new Error(`The prepare message must hold the weight ${name}, and does not.`);
    return tf.variable(tf.tensor<R>(found.values, found.shape as tf.ShapeMap[R]));
  };
  return {
    inputWeight: variable('rnn.weight_ih_l0'),
    hiddenWeight: variable('rnn.weight_hh_l0'),
    inputBias: variable('rnn.bias_ih_l0'),
    hiddenBias: variable('rnn.bias_hh_l0'),
    outWeight: variable('out.weight'),
    outBias: variable('out.bias'),
  };
}

/** A network on its way, from the given weights. @throws when one of torch's parameters is missing. */
export async function makeTrainer(work: Work): Promise<Trainer> {
  const { batchSize, hiddenSize, timeStep } = work.row;
  const weights = variablesOf(work.weights);
  // The library's ε for this backend is 1e-7; torch's is 1e-8.
  const optimizer = tf.train.adam(work.learningRate, 0.9, 0.999, 1e-8);
  const source = sequenceSource(rowSettings(work.row), 1);
  const size = timeStep * batchSize;
  const batch = { input: new Float32Array(size), target: new Float32Array(size) };
  let state: State = { h: tf.zeros([batchSize, hiddenSize]), c: tf.zeros([batchSize, hiddenSize]) };
  let step = 0;

  function advance(steps: number): Recorded {
    const loss: number[] = [];
    const gradNorm: number[] = [];
    for (let taken = 0; taken < steps; taken += 1, step += 1) {
      source.writeBatch(step, batchSize, batch);
      const after = trainStep(work, weights, optimizer, batch, state);
      tf.dispose([state.h, state.c].filter((tensor) => tensor !== after.c));
      state = { h: after.h, c: after.c };
      loss.push(figureOf(after.loss));
      gradNorm.push(figureOf(after.norm));
    }
    return { loss, gradNorm };
  }
  return { version: `tfjs-node ${tf.version['tfjs-core']}`, chunk: 1, advance };
}
