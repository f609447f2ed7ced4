// A trained network as a TensorFlow SavedModel with the signature `serving_default`. Its state goes in and comes out, batch and
// time are free:
//
//   input [batch, time, I], h0 (c0) [layers · directions, batch, H]  →  output [batch, time, O], hn (cn) like h0
//
// One function with a While per direction; the weights are constants in it. Dropout is the identity when a network predicts,
// and left out.
import {
  type Attr,
  type FunctionDef,
  type NodeDef,
  type SignatureTensor,
  TfType,
  encodeSavedModel,
} from '../../compile/graph/graph-def';
import { GraphFunction, type Value } from '../../compile/graph/graph-function';
import * as loop from '../../compile/graph/loop-nodes';
import type { ExportedFile } from '../exported';
import { transposed } from '../gate-order';
import { modelNotes } from '../model-notes';
import { type NetworkStructure, stateParts } from '../network-structure';
import type { TrainedModel } from '../trained-model';
import { graphDirection } from './graph-direction';
import { GraphOperations } from './graph-operations';

const FREE = -1;

/** The files of the folder. */
export function savedModelFiles(network: NetworkStructure, model: TrainedModel): readonly ExportedFile[] {
  return [
    { path: 'saved_model.pb', content: savedModelBytes(network) },
    // Where TensorFlow has a place for what it does not read itself.
    { path: 'assets.extra/unroll.json', content: `${JSON.stringify(modelNotes(model), null, 2)}\n` },
  ];
}

/** The function `network` in a graph that feeds it and fetches its results. */
function savedModelBytes(network: NetworkStructure): Uint8Array {
  const { model, inputSize, layers } = network;
  const parts = stateParts(model);
  const directions = layers.flat().length;
  const feeds = [
    { name: 'input', shape: [FREE, FREE, inputSize] },
    ...parts.map((part) => ({ name: `${part}0`, shape: [directions, FREE, model.hiddenSize] })),
  ].map((feed) => ({ ...feed, type: TfType.float32 }));
  const graph = new GraphFunction();
  const args = feeds.map(({ type, shape }) => graph.argument(type, shape));
  const library: FunctionDef[] = [];
  const results = addNetwork(new GraphOperations(graph), library, network, args);
  const functions = [...library, graph.define('network', results)];
  const nodes = [...feeds.map(placeholder), call(feeds, results)];
  const names = ['output', ...parts.map((part) => `${part}n`)];
  const signature = {
    name: 'serving_default',
    inputs: feeds.map((feed): SignatureTensor => ({ ...feed, ref: `${feed.name}:0` })),
    outputs: results.map(({ type, shape }, index) => ({
      name: names[index] ?? '',
      type,
      shape,
      ref: `network:${index}`,
    })),
  };
  return encodeSavedModel(nodes, functions, [signature]);
}

/** From input and initial state to output and last state. */
function addNetwork(
  on: GraphOperations,
  library: FunctionDef[],
  network: NetworkStructure,
  [input, ...initial]: readonly Value[],
): readonly Value[] {
  const { layers, outputSize, head } = network;
  if (input === undefined) throw new Error('A network has an input: got none.');
  const last: (readonly Value[])[] = [];
  let features = on.swapped(input);
  for (const layer of layers) {
    const outputs = layer.map((direction) => {
      const at = on.graph.int(last.length);
      const state = initial.map((part) => loop.row(on.graph, part, at));
      const added = graphDirection(on, library, network, direction, features, state);
      last.push(added.last);
      return added.output;
    });
    features = on.concat(outputs, 2);
  }
  const width = head.weight.length / outputSize;
  const weight = on.tensor(transposed(head.weight, outputSize, width), [width, outputSize]);
  const output = on.swapped(on.add(on.matMul(features, weight), on.tensor(head.bias, [outputSize])));
  const states = initial.map((_, part) => on.stack(last.flatMap((state) => state[part] ?? [])));
  return [output, ...states];
}

function placeholder({ name, type, shape }: Omit<SignatureTensor, 'ref'>): NodeDef {
  const attrs: Record<string, Attr> = {
    dtype: { kind: 'type', value: type },
    shape: { kind: 'shape', value: shape },
  };
  return { name, op: 'Placeholder', inputs: [], attrs };
}

function call(
  feeds: readonly { readonly name: string; readonly type: TfType }[],
  results: readonly Value[],
): NodeDef {
  const types = (values: readonly { readonly type: TfType }[]): Attr => ({
    kind: 'types',
    value: values.map(({ type }) => type),
  });
  return {
    name: 'network',
    op: 'StatefulPartitionedCall',
    inputs: feeds.map(({ name }) => name),
    attrs: { Tin: types(feeds), Tout: types(results), f: { kind: 'function', name: 'network' } },
  };
}
