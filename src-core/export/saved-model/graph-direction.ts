// One direction of a recurrent layer in a TensorFlow function: one product for all time steps, then a While over them.
import { type FunctionDef, TfType } from '../../compile/graph/graph-def';
import { GraphFunction, type Value } from '../../compile/graph/graph-function';
import * as loop from '../../compile/graph/loop-nodes';
import { batchNormalized, cellStep, layerNormalized } from '../cell-equations';
import { transposed } from '../gate-order';
import type { DirectionWeights, NetworkStructure } from '../network-structure';
import { GraphOperations } from './graph-operations';

export interface GraphDirection {
  /** [T, B, H]. */
  readonly output: Value;
  /** Parts of the last state, [B, H] each. */
  readonly last: readonly Value[];
}

/** Adds the direction. `input` [T, B, I], `state` [B, H] each. @param library gets the functions of the loop */
export function graphDirection(
  on: GraphOperations,
  library: FunctionDef[],
  network: NetworkStructure,
  direction: DirectionWeights,
  input: Value,
  state: readonly Value[],
): GraphDirection {
  const { graph } = on;
  const x = inputTerm(on, network, direction, input);
  const time = on.length(x);
  const [h] = state;
  if (h === undefined) throw new Error('A cell has a state: got none.');
  const list = loop.reserveList(graph, h, time);
  const inputs = [graph.int(0), time, ...state, x, list];
  const condition = loop.defineCondition(`condition_${direction.suffix}`, inputs);
  const body = stepFunction(network, direction, inputs, state.length);
  library.push(condition, body);
  const results = loop.whileLoop(graph, condition, body, inputs);
  const last = results.slice(2, 2 + state.length);
  const filled = results.at(-1) ?? list;
  const output = loop.stackList(graph, filled, h, -1);
  return { output: { ...output, shape: [-1, ...h.shape] }, last };
}

/** x̃ [T, B, G·H] = W_ih x + b_ih, where batch normalization stands in it. */
function inputTerm(
  on: GraphOperations,
  { model, gates }: NetworkStructure,
  { inputSize, weightIh, biasIh, gain }: DirectionWeights,
  input: Value,
): Value {
  const rows = gates * model.hiddenSize;
  const product = on.matMul(input, on.tensor(transposed(weightIh, rows, inputSize), [inputSize, rows]));
  const bias = on.tensor(biasIh, [rows]);
  if (model.normalization !== 'batch' || gain === null) return on.add(product, bias);
  return batchNormalized(on, product, on.tensor(gain, [rows]), bias);
}

/** The loop's body. Its variables: step k, number of steps n, the state, x̃, and the list of h_t. */
function stepFunction(
  network: NetworkStructure,
  { suffix, reverse, weightHh, biasHh, gain }: DirectionWeights,
  variables: readonly Value[],
  parts: number,
): FunctionDef {
  const { model, gates } = network;
  const rows = gates * model.hiddenSize;
  const graph = new GraphFunction();
  const on = new GraphOperations(graph);
  const args = variables.map(({ type, shape }) => graph.argument(type, shape));
  const [k, n, h, ...rest] = args;
  const [x, list] = args.slice(2 + parts);
  if (!k || !n || !h || !x || !list || list.type !== TfType.variant)
    throw new Error(`The loop has ${args.length} variables: expected step, steps, state, x̃ and list.`);
  const at = reverse ? loop.mirrored(graph, k, n) : k;
  const product = on.matMul(
    h,
    on.tensor(transposed(weightHh, rows, model.hiddenSize), [model.hiddenSize, rows]),
  );
  const bias = on.tensor(biasHh, [rows]);
  const u =
    model.normalization === 'layer' && gain !== null
      ? layerNormalized(on, product, gates, on.tensor(gain, [rows]), bias)
      : on.add(product, bias);
  const state = cellStep(
    on,
    network,
    loop.row(graph, x, at),
    u,
    parts === 2 && rest[0] ? { h, c: rest[0] } : { h },
  );
  const next = parts === 2 && state.c ? [state.h, state.c] : [state.h];
  const results = [loop.plusOne(graph, k), n, ...next, x, loop.writeList(graph, list, at, state.h)];
  return graph.define(`step_${suffix}`, results);
}
