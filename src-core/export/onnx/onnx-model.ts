// A trained network as an ONNX model. Its state goes in and comes out, batch and time are free:
//
//   input [time, batch, I], h0 (c0) [layers · directions, batch, H]  →  output [time, batch, O], hn (cn) like h0
//
// as torch.nn.RNN, LSTM and GRU have them. Dropout is the identity when a network predicts, and left out.
import { transposed } from '../gate-order';
import { modelNotes } from '../model-notes';
import { type NetworkStructure, stateParts } from '../network-structure';
import type { TrainedModel } from '../trained-model';
import { OnnxGraph, int } from './onnx-graph';
import { operatorLayer } from './onnx-operators';
import { type OnnxGraphDef, type OnnxValue, encodeOnnx } from './onnx-proto';
import { scanLayer } from './onnx-scan';

/** The content of the `.onnx` file. */
export function onnxBytes(network: NetworkStructure, model: TrainedModel): Uint8Array {
  return encodeOnnx({
    producerVersion: model.version,
    graph: networkGraph(network),
    notes: modelNotes(model),
  });
}

function networkGraph(network: NetworkStructure): OnnxGraphDef {
  const { model, layers, inputSize, outputSize, head } = network;
  const graph = OnnxGraph.empty();
  const addLayer = model.normalization === 'none' ? operatorLayer : scanLayer;
  const parts = stateParts(model);
  const initial = parts.map((part) => statesOf(graph, `${part}0`, layers.length));
  const last: (readonly string[])[] = [];
  let features = 'input';
  layers.forEach((layer, index) => {
    const state = initial.map((states) => states[index] ?? '');
    const added = addLayer(graph, network, layer, features, state);
    features = added.output;
    last.push(added.last);
  });
  const width = head.weight.length / outputSize;
  const weight = graph.constant(
    'out.weight',
    [width, outputSize],
    transposed(head.weight, outputSize, width),
  );
  const product = graph.matMul(features, weight);
  graph.node('Add', [product, graph.constant('out.bias', [outputSize], head.bias)], ['output']);
  parts.forEach((part, index) => {
    const states = last.map((layer) => layer[index] ?? '');
    graph.node('Concat', states, [`${part}n`], { axis: int(0) });
  });
  const directions = layers.flat().length;
  const state = (name: string): OnnxValue => ({ name, shape: [directions, 'batch', model.hiddenSize] });
  return graph.finish(
    'network',
    [{ name: 'input', shape: ['time', 'batch', inputSize] }, ...parts.map((part) => state(`${part}0`))],
    [{ name: 'output', shape: ['time', 'batch', outputSize] }, ...parts.map((part) => state(`${part}n`))],
  );
}

/** [layers · directions, B, H] as [directions, B, H] per layer. */
function statesOf(graph: OnnxGraph, name: string, layers: number): readonly string[] {
  if (layers === 1) return [name];
  const parts = Array.from({ length: layers }, (_, layer) => graph.name(`${name}_l${layer}`));
  graph.node('Split', [name], parts, { axis: int(0) });
  return parts;
}
