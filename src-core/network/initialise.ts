// Initial weights, drawn from the seed: one stream per tensor, so that equal shapes get equal draws whatever else differs.
import { assertNever } from '../assert-never';
import type { Init, Model } from '../experiment/experiment';
import { type RandomStream, randomStream } from '../task/random';
import { gateCount } from './cell-kinds';
import { type Parameter, type ParameterLayout } from './parameters';

/**
 * The flat vector of initial parameters.
 * - `torch`: every tensor of the cell U(±1/√H).
 * - `he` (He et al. 2015), `xavier` (Glorot & Bengio 2010, uniform), `orthogonal` (Saxe et al. 2014), `identity` (IRNN, Le et
 *   al. 2015): W_hh as named, gate by gate; W_ih by its own fan-in, He's where the kind is `he` or the units are ReLU, else
 *   Xavier's; biases zero.
 * Whatever the kind: W_hh is multiplied by `recurrentGain`, `forgetBias` is added to b_ih of an LSTM's forget gate, gains of a
 * normalization are 1, and the head is torch's, U(±1/√fan-in).
 */
export function initialParameters(model: Model, layout: ParameterLayout, seed: number): Float32Array {
  const flat = new Float32Array(layout.size);
  for (const parameter of layout.parameters) {
    flat.set(initialValues(model, parameter, randomStream(seed, parameter.name)), parameter.offset);
  }
  return flat;
}

function initialValues(model: Model, parameter: Parameter, stream: RandomStream): Float64Array {
  const { init, hiddenSize } = model;
  const [, kind = ''] = /^(out|rnn\.(?:weight_ih|weight_hh|bias_ih|bias_hh|norm))/.exec(parameter.name) ?? [];
  const torch = () => uniform(parameter.size, 1 / Math.sqrt(hiddenSize), stream);
  const bias = () => (init.kind === 'torch' ? torch() : new Float64Array(parameter.size));
  switch (kind) {
    case 'rnn.weight_ih':
      return init.kind === 'torch' ? torch() : inputWeights(model, parameter, stream);
    case 'rnn.weight_hh':
      return recurrentWeights(model, stream).map((value) => value * init.recurrentGain);
    case 'rnn.bias_ih':
      return withForgetBias(bias(), model);
    case 'rnn.bias_hh':
      return bias();
    case 'rnn.norm':
      return new Float64Array(parameter.size).fill(1);
    case 'out':
      return uniform(parameter.size, 1 / Math.sqrt(headInputs(model)), stream);
    default:
      throw new Error(
        `No initial values are known for "${parameter.name}": expected a parameter of this network.`,
      );
  }
}

/** He: N(0, 2/I). Xavier by fan-in: uniform of variance 1/I. */
function inputWeights(
  { cell, nonlinearity, init }: Model,
  { shape, size }: Parameter,
  stream: RandomStream,
): Float64Array {
  const [, fanIn = 1] = shape;
  const forRelu = init.kind === 'he' || (cell === 'rnn' && nonlinearity === 'relu');
  return forRelu ? normal(size, Math.sqrt(2 / fanIn), stream) : uniform(size, Math.sqrt(3 / fanIn), stream);
}

/** W_hh [G·H, H]: one H × H block per gate. */
function recurrentWeights({ cell, hiddenSize, init }: Model, stream: RandomStream): Float64Array {
  const blockSize = hiddenSize * hiddenSize;
  const values = new Float64Array(gateCount(cell) * blockSize);
  for (let offset = 0; offset < values.length; offset += blockSize) {
    values.set(recurrentBlock(init.kind, hiddenSize, stream), offset);
  }
  return values;
}

function recurrentBlock(kind: Init['kind'], units: number, stream: RandomStream): Float64Array {
  const size = units * units;
  switch (kind) {
    case 'torch':
      return uniform(size, 1 / Math.sqrt(units), stream);
    case 'he':
      return normal(size, Math.sqrt(2 / units), stream);
    case 'xavier':
      return uniform(size, Math.sqrt(6 / (units + units)), stream);
    case 'orthogonal':
      return orthogonal(units, stream);
    case 'identity':
      return Float64Array.from({ length: size }, (_, at) => (at % (units + 1) === 0 ? 1 : 0));
    default:
      return assertNever(kind);
  }
}

/**
 * An orthogonal matrix [n, n], uniform over all of them: the rows of a Gaussian matrix made orthonormal one after the other
 * (Gram–Schmidt), twice each, because once leaves rounding errors that grow with n.
 */
function orthogonal(n: number, stream: RandomStream): Float64Array {
  const matrix = normal(n * n, 1, stream);
  const rowOf = (k: number) => matrix.subarray(k * n, (k + 1) * n);
  for (let k = 0; k < n; k += 1) {
    const row = rowOf(k);
    for (let pass = 0; pass < 2; pass += 1) {
      for (let j = 0; j < k; j += 1) subtractProjection(row, rowOf(j));
    }
    const length = Math.sqrt(dot(row, row));
    row.forEach((value, at) => (row[at] = value / length));
  }
  return matrix;
}

/** row ← row − (row · unit) unit. */
function subtractProjection(row: Float64Array, unit: Float64Array): void {
  const share = dot(row, unit);
  row.forEach((value, at) => (row[at] = value - share * (unit[at] ?? 0)));
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}

/** Forget gate: the second of i, f, g, o. */
function withForgetBias(bias: Float64Array, { cell, hiddenSize, init }: Model): Float64Array {
  if (cell !== 'lstm') return bias;
  return bias.map((value, at) => (Math.floor(at / hiddenSize) === 1 ? value + init.forgetBias : value));
}

function headInputs({ hiddenSize, bidirectional }: Model): number {
  return hiddenSize * (bidirectional ? 2 : 1);
}

function uniform(size: number, bound: number, stream: RandomStream): Float64Array {
  return Float64Array.from({ length: size }, () => bound * (2 * stream.uniform() - 1));
}

function normal(size: number, deviation: number, stream: RandomStream): Float64Array {
  return Float64Array.from({ length: size }, () => deviation * stream.normal());
}
