// A trained network as a TensorFlow.js LayersModel: model.json and weights.bin, for tf.loadLayersModel. Its state goes in and
// comes out, batch and time are free:
//
//   input [batch, time, I], h0_l0 (c0_l0), h0_l0_reverse, … [batch, H]  →  output [batch, time, O], then the last states alike
//
// A GRU as torch's (reset_after) and normalization have no layer there and are refused, see model-support.ts.
import { concatBytes } from '../../compile/graph/protobuf';
import type { ExportedFile } from '../exported';
import { floatBytes } from '../float-bytes';
import { summed, transposed } from '../gate-order';
import { modelNotes } from '../model-notes';
import { type DirectionWeights, type NetworkStructure, stateParts } from '../network-structure';
import type { TrainedModel } from '../trained-model';

/** A weight under TensorFlow.js' name. */
interface LayerWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Where a tensor comes from: layer, node, output. */
type TensorRef = readonly [layer: string, node: number, output: number];

/** The files of the folder. */
export function layersModelFiles(network: NetworkStructure, model: TrainedModel): readonly ExportedFile[] {
  const weights = [
    ...network.layers.flatMap((layer) => recurrentWeights(network, layer)),
    ...headWeights(network),
  ];
  const manifest = {
    paths: ['weights.bin'],
    weights: weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })),
  };
  const json = {
    format: 'layers-model',
    generatedBy: `Unroll ${model.version}`,
    convertedBy: null,
    modelTopology: topology(network),
    weightsManifest: [manifest],
    userDefinedMetadata: modelNotes(model),
  };
  return [
    { path: 'model.json', content: `${JSON.stringify(json, null, 2)}\n` },
    { path: 'weights.bin', content: concatBytes(weights.map(({ values }) => floatBytes(values))) },
  ];
}

function topology(network: NetworkStructure): object {
  const { model, layers, inputSize, outputSize } = network;
  const states = layers.flat().flatMap((direction) => stateNames(network, direction));
  const inputs = ['input', ...states];
  const widths = [[null, null, inputSize], ...states.map(() => [null, model.hiddenSize])];
  const recurrent = layers.flatMap((layer, index) => recurrentLayers(network, layer, index));
  const out = layer('Dense', 'out', { units: outputSize, activation: 'linear', use_bias: true }, [
    [featuresOf(network, layers.length), 0, 0],
  ]);
  const last = layers.flatMap((directions, index) => lastStates(network, directions, index));
  return {
    class_name: 'Model',
    config: {
      name: 'network',
      layers: [
        ...inputs.map((name, at) => layer('InputLayer', name, inputConfig(widths[at] ?? []), [])),
        ...recurrent,
        out,
      ],
      input_layers: inputs.map((name): TensorRef => [name, 0, 0]),
      output_layers: [['out', 0, 0] satisfies TensorRef, ...last],
    },
    keras_version: 'tfjs-layers 4.22.0',
    backend: 'tensor_flow.js',
  };
}

function inputConfig(shape: readonly (number | null)[]): object {
  return { batch_input_shape: shape, dtype: 'float32', sparse: false };
}

/** The layer, and behind it its dropout, which acts only where the model is trained on. */
function recurrentLayers(
  network: NetworkStructure,
  directions: readonly DirectionWeights[],
  index: number,
): object[] {
  const { model, layers } = network;
  const name = layerName(index);
  const states = directions.flatMap((direction) => stateNames(network, direction));
  const below = index === 0 ? 'input' : featuresOf(network, index);
  const from = [below, ...states].map((source): TensorRef => [source, 0, 0]);
  const cell = {
    class_name: model.cell === 'lstm' ? 'LSTM' : 'SimpleRNN',
    config: cellConfig(network, name),
  };
  const recurrent =
    directions.length === 2
      ? layer('Bidirectional', name, { merge_mode: 'concat', layer: cell }, from)
      : layer(cell.class_name, name, cell.config, from);
  if (model.dropout === 0 || index === layers.length - 1) return [recurrent];
  const dropped = layer('Dropout', `dropout_l${index}`, { rate: model.dropout }, [[name, 0, 0]]);
  return [recurrent, dropped];
}

function cellConfig({ model }: NetworkStructure, name: string): object {
  const ofCell =
    model.cell === 'lstm'
      ? { activation: 'tanh', recurrent_activation: 'sigmoid', unit_forget_bias: false }
      : { activation: model.nonlinearity };
  return {
    name,
    units: model.hiddenSize,
    ...ofCell,
    use_bias: true,
    return_sequences: true,
    return_state: true,
    go_backwards: false,
    stateful: false,
    unroll: false,
  };
}

/** What the layer above `count` recurrent layers reads. */
function featuresOf({ model, layers }: NetworkStructure, count: number): string {
  return model.dropout > 0 && count < layers.length ? `dropout_l${count - 1}` : layerName(count - 1);
}

/** Outputs 1, 2, … of a layer: the last state of its first direction, then of the other. */
function lastStates(
  network: NetworkStructure,
  directions: readonly DirectionWeights[],
  index: number,
): TensorRef[] {
  const count = directions.length * stateParts(network.model).length;
  return Array.from({ length: count }, (_, at) => [layerName(index), 0, at + 1]);
}

function recurrentWeights(
  { model, gates }: NetworkStructure,
  directions: readonly DirectionWeights[],
): readonly LayerWeight[] {
  const { hiddenSize } = model;
  const rows = gates * hiddenSize;
  return directions.flatMap(({ suffix, reverse, inputSize, weightIh, weightHh, biasIh, biasHh }) => {
    const name = `rnn_${suffix.replace('_reverse', '')}`;
    const path = directions.length === 1 ? name : `${name}/${reverse ? 'backward' : 'forward'}_${name}`;
    // Gates stand in torch's order here too; there is one bias for both products.
    return [
      { name: `${path}/kernel`, shape: [inputSize, rows], values: transposed(weightIh, rows, inputSize) },
      {
        name: `${path}/recurrent_kernel`,
        shape: [hiddenSize, rows],
        values: transposed(weightHh, rows, hiddenSize),
      },
      { name: `${path}/bias`, shape: [rows], values: summed(biasIh, biasHh) },
    ];
  });
}

function headWeights({ head, outputSize }: NetworkStructure): readonly LayerWeight[] {
  const width = head.weight.length / outputSize;
  return [
    { name: 'out/kernel', shape: [width, outputSize], values: transposed(head.weight, outputSize, width) },
    { name: 'out/bias', shape: [outputSize], values: head.bias },
  ];
}

function layer(className: string, name: string, config: object, from: readonly TensorRef[]): object {
  const nodes = from.length === 0 ? [] : [from.map((source) => [...source, {}])];
  return { class_name: className, name, config: { ...config, name }, inbound_nodes: nodes };
}

function layerName(index: number): string {
  return `rnn_l${index}`;
}

/** `h0_l0`, `c0_l0`. */
function stateNames({ model }: NetworkStructure, { suffix }: DirectionWeights): readonly string[] {
  return stateParts(model).map((part) => `${part}0_${suffix}`);
}
