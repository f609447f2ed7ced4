// A layer with normalization, which ONNX's recurrent operators do not have: a Scan over the time steps whose body is made of
// elementary operations.
import { type CellState, batchNormalized, cellStep, layerNormalized } from '../cell-equations';
import { transposed } from '../gate-order';
import { type DirectionWeights, type NetworkStructure, stateParts } from '../network-structure';
import { type OnnxGraph, int } from './onnx-graph';
import type { OnnxLayer } from './onnx-layer';
import type { OnnxGraphDef, OnnxValue } from './onnx-proto';

/** Adds the layer. `input` [T, B, I], `state` [directions, B, H] each. */
export function scanLayer(
  graph: OnnxGraph,
  network: NetworkStructure,
  layer: readonly DirectionWeights[],
  input: string,
  state: readonly string[],
): OnnxLayer {
  const states = state.map((part) => rowsOf(graph, part, layer.length));
  const directions = layer.map(
    (direction, index) =>
    scanDirection(graph, network, direction, input, states.map((rows) => rows[index] ?? '')), // prettier-ignore
  );
  const [only] = directions;
  const output =
    directions.length === 1 && only !== undefined
      ? only.output
      : graph.join(directions.map((direction) => direction.output));
  const last = state.map(
    (_, part) =>
    graph.single('Concat', directions.map((direction) => direction.last[part] ?? ''), { axis: int(0) }), // prettier-ignore
  );
  return { output, last };
}

/** [directions, B, H] as [B, H] each. */
function rowsOf(graph: OnnxGraph, part: string, directions: number): readonly string[] {
  const rows = Array.from({ length: directions }, () => graph.name('row'));
  if (directions > 1) graph.node('Split', [part], rows, { axis: int(0) });
  return rows.map((row) => graph.single('Squeeze', [directions > 1 ? row : part, graph.integers(0)]));
}

/** One direction; its last state as [1, B, H] each. */
function scanDirection(
  graph: OnnxGraph,
  network: NetworkStructure,
  direction: DirectionWeights,
  input: string,
  state: readonly string[],
): OnnxLayer {
  const { suffix, reverse } = direction;
  const x = inputTerm(graph, network, direction, input);
  const last = state.map(() => graph.name(`last_${suffix}`));
  const output = graph.name(`y_${suffix}`);
  const backwards = { kind: 'ints', value: [reverse ? 1 : 0] } as const;
  graph.node('Scan', [...state, x], [...last, output], {
    num_scan_inputs: int(1),
    scan_input_directions: backwards,
    scan_output_directions: backwards,
    body: { kind: 'graph', value: stepGraph(graph, network, direction) },
  });
  return { output, last: last.map((part) => graph.single('Unsqueeze', [part, graph.integers(0)])) };
}

/** x̃ [T, B, G·H] = W_ih x + b_ih, where batch normalization stands in it. */
function inputTerm(
  graph: OnnxGraph,
  { model, gates }: NetworkStructure,
  { suffix, inputSize, weightIh, biasIh, gain }: DirectionWeights,
  input: string,
): string {
  const rows = gates * model.hiddenSize;
  const weights = graph.constant(`W_${suffix}`, [inputSize, rows], transposed(weightIh, rows, inputSize));
  const product = graph.matMul(input, weights);
  const bias = graph.constant(`b_ih_${suffix}`, [rows], biasIh);
  if (model.normalization !== 'batch' || gain === null) return graph.add(product, bias);
  return batchNormalized(graph, product, graph.constant(`gain_${suffix}`, [rows], gain), bias);
}

/** The body: state of t−1 and x̃_t to state of t and h_t. */
function stepGraph(
  outer: OnnxGraph,
  network: NetworkStructure,
  { suffix, weightHh, biasHh, gain }: DirectionWeights,
): OnnxGraphDef {
  const { model, gates } = network;
  const { hiddenSize } = model;
  const rows = gates * hiddenSize;
  const graph = outer.inner();
  const value = (name: string, width: number): OnnxValue => ({ name, shape: ['batch', width] });
  const parts = stateParts(model);
  const inputs = parts.map((part) => graph.name(`${part}_${suffix}`));
  const x = graph.name(`x_${suffix}`);
  const weights = outer.constant(`R_${suffix}`, [hiddenSize, rows], transposed(weightHh, rows, hiddenSize));
  const bias = outer.constant(`b_hh_${suffix}`, [rows], biasHh);
  const product = graph.matMul(inputs[0] ?? '', weights);
  const u =
    model.normalization === 'layer' && gain !== null
      ? layerNormalized(graph, product, gates, outer.constant(`gain_${suffix}`, [rows], gain), bias)
      : graph.add(product, bias);
  const [h = '', c = h] = inputs;
  const state = cellStep(graph, network, x, u, { h, c });
  const results = [...parts.map((part) => partOf(state, part)), state.h];
  // A result may not be given twice, nor under the name of another.
  const outputs = results.map((result) => graph.single('Identity', [result]));
  return graph.finish(
    `step_${suffix}`,
    [...inputs.map((name) => value(name, hiddenSize)), value(x, rows)],
    outputs.map((name) => value(name, hiddenSize)),
    true,
  );
}

function partOf(state: CellState<string>, part: 'h' | 'c'): string {
  return state[part] ?? state.h;
}
