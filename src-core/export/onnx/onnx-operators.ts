// A layer as ONNX's own operator RNN, LSTM or GRU, which is exact: only the order of gates and the layout differ from torch's.
// https://onnx.ai/onnx/operators
import { reorderedGates } from '../gate-order';
import type { DirectionWeights, NetworkStructure } from '../network-structure';
import { type OnnxGraph, int } from './onnx-graph';
import type { OnnxAttribute } from './onnx-proto';
import type { OnnxLayer } from './onnx-layer';

/** ONNX's gates by their places in torch's order: LSTM i, o, f, c of i, f, g, o; GRU z, r, h of r, z, n. */
const ORDER = { rnn: [0], lstm: [0, 3, 1, 2], gru: [1, 0, 2] } as const;
const OPERATOR = { rnn: 'RNN', lstm: 'LSTM', gru: 'GRU' } as const;

/** Adds the layer. `input` [T, B, I], `state` [directions, B, H] each. */
export function operatorLayer(
  graph: OnnxGraph,
  network: NetworkStructure,
  layer: readonly DirectionWeights[],
  input: string,
  state: readonly string[],
): OnnxLayer {
  const { cell, hiddenSize } = network.model;
  const name = layer[0]?.suffix ?? '';
  const rows = network.gates * hiddenSize;
  const gates = (values: Float32Array) => reorderedGates(values, ORDER[cell], hiddenSize);
  const joined = (
    part: string,
    extents: readonly number[],
    of: (direction: DirectionWeights) => Float32Array,
  ) => graph.constant(`${part}_${name}`, [layer.length, ...extents], joinedValues(layer.map(of)));
  const weights = [
    joined('W', [rows, layer[0]?.inputSize ?? 0], ({ weightIh }) => gates(weightIh)),
    joined('R', [rows, hiddenSize], ({ weightHh }) => gates(weightHh)),
    joined('B', [2 * rows], ({ biasIh, biasHh }) => joinedValues([gates(biasIh), gates(biasHh)])),
  ];
  const all = graph.name(`y_${name}`);
  const last = state.map((_, part) => graph.name(`last_${part}_${name}`));
  // The empty input would be the lengths of the sequences: all have the full one.
  graph.node(OPERATOR[cell], [input, ...weights, '', ...state], [all, ...last], attributesOf(network, layer));
  return { output: besides(graph, all, layer.length), last };
}

function attributesOf(
  { model }: NetworkStructure,
  layer: readonly DirectionWeights[],
): Readonly<Record<string, OnnxAttribute>> {
  const activation = model.nonlinearity === 'relu' ? 'Relu' : 'Tanh';
  return {
    hidden_size: int(model.hiddenSize),
    direction: { kind: 'string', value: layer.length === 2 ? 'bidirectional' : 'forward' },
    ...(model.cell === 'rnn' ? { activations: { kind: 'strings', value: layer.map(() => activation) } } : {}),
    // As torch, the reset gate acts after the product with the recurrent weights.
    ...(model.cell === 'gru' ? { linear_before_reset: int(1) } : {}),
  };
}

/** [T, directions, B, H] as [T, B, H·directions]. */
function besides(graph: OnnxGraph, all: string, directions: number): string {
  if (directions === 1) return graph.single('Squeeze', [all, graph.integers(1)]);
  const transposed = graph.single('Transpose', [all], { perm: { kind: 'ints', value: [0, 2, 1, 3] } });
  // 0 keeps an extent, −1 takes the rest.
  return graph.single('Reshape', [transposed, graph.integers(0, 0, -1)]);
}

function joinedValues(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((size, part) => size + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
