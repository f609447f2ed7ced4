// What every format of models can hold: the one table that writers, command line and docs/exports.md read.
import type { ModelFormat } from '../contract/export-request';
import type { Model } from '../experiment/experiment';

/**
 * `exact`: the format's own operator or layer, which computes the same. `construction`: it has none, and the network is put
 * together of simpler ones, `how`. `refused`: `why`, and what to do, as one sentence.
 */
export type Support =
  | { readonly kind: 'exact'; readonly how: string }
  | { readonly kind: 'construction'; readonly how: string }
  | { readonly kind: 'refused'; readonly why: string };

/** What a network may be made of, as far as formats tell one from the other. */
export interface ModelFeature {
  readonly name: string;
  readonly isOf: (model: Model) => boolean;
  readonly support: Readonly<Record<ModelFormat, Support>>;
}

const exact = (how: string): Support => ({ kind: 'exact', how });
const construction = (how: string): Support => ({ kind: 'construction', how });
const refused = (why: string): Support => ({ kind: 'refused', why });

const tensors = exact('its tensors, as torch names them');
const loop = construction('a While over the time steps, of elementary operations');
const scan = construction('a Scan over the time steps, of elementary operations');
const noLayer = (what: string): Support =>
  refused(
    `A TensorFlow.js LayersModel has no layer for ${what}: export it as saved-model, which TensorFlow.js for Node loads, or as onnx.`,
  );

export const MODEL_FEATURES: readonly ModelFeature[] = [
  {
    name: 'RNN, tanh or ReLU',
    isOf: ({ cell }) => cell === 'rnn',
    support: {
      safetensors: tensors,
      onnx: exact('RNN'),
      'saved-model': loop,
      tfjs: exact('SimpleRNN; b_ih and b_hh as one sum'),
      pytorch: exact('nn.RNN'),
    },
  },
  {
    name: 'LSTM',
    isOf: ({ cell }) => cell === 'lstm',
    support: {
      safetensors: tensors,
      onnx: exact('LSTM, gates reordered'),
      'saved-model': loop,
      tfjs: exact('LSTM; b_ih and b_hh as one sum'),
      pytorch: exact('nn.LSTM'),
    },
  },
  {
    name: 'GRU',
    isOf: ({ cell }) => cell === 'gru',
    support: {
      safetensors: tensors,
      onnx: exact('GRU, gates reordered, linear_before_reset 1'),
      'saved-model': loop,
      tfjs: noLayer("a GRU whose reset gate acts after the product (PyTorch's, reset_after)"),
      pytorch: exact('nn.GRU'),
    },
  },
  {
    name: 'several layers',
    isOf: ({ layers }) => layers > 1,
    support: {
      safetensors: tensors,
      onnx: exact('an operator per layer'),
      'saved-model': construction('a While per layer'),
      tfjs: exact('a layer each'),
      pytorch: exact('num_layers'),
    },
  },
  {
    name: 'both directions',
    isOf: ({ bidirectional }) => bidirectional,
    support: {
      safetensors: tensors,
      onnx: exact('direction bidirectional'),
      'saved-model': construction('a second While, from the end'),
      tfjs: exact('Bidirectional, concat'),
      pytorch: exact('bidirectional'),
    },
  },
  {
    name: 'layer normalization',
    isOf: ({ normalization }) => normalization === 'layer',
    support: {
      safetensors: exact('its tensors, the gain as rnn.norm_hh_…'),
      onnx: scan,
      'saved-model': loop,
      tfjs: noLayer('normalization inside of a recurrent cell'),
      pytorch: construction('a loop over cells'),
    },
  },
  {
    name: 'batch normalization',
    isOf: ({ normalization }) => normalization === 'batch',
    support: {
      safetensors: exact('its tensors, the gain as rnn.norm_ih_…'),
      onnx: construction('a Scan; statistics of the window and batch at hand, as in training'),
      'saved-model': construction('a While; statistics of the window and batch at hand, as in training'),
      tfjs: noLayer('normalization over a window'),
      pytorch: construction('a loop over cells; statistics of the window and batch at hand, as in training'),
    },
  },
  {
    name: 'dropout',
    isOf: ({ dropout }) => dropout > 0,
    support: {
      safetensors: exact('has no tensors'),
      onnx: exact('the identity when a network predicts'),
      'saved-model': exact('the identity when a network predicts'),
      tfjs: exact('Dropout, which acts in training only'),
      pytorch: construction('a loop over cells; the masks of the run lie beside the script'),
    },
  },
  {
    name: 'state of the start and the end',
    isOf: () => true,
    support: {
      safetensors: exact('not part of it'),
      onnx: exact('inputs h0, c0; outputs hn, cn'),
      'saved-model': exact('inputs h0, c0; outputs hn, cn'),
      tfjs: exact('an input and an output per layer, direction and part'),
      pytorch: exact('argument and result of the network'),
    },
  },
  {
    name: 'any batch, any number of time steps',
    isOf: () => true,
    support: {
      safetensors: exact('not part of it'),
      onnx: exact('free extents batch, time'),
      'saved-model': exact('free extents'),
      tfjs: exact('free extents'),
      pytorch: exact('free extents'),
    },
  },
];

/** Why the format cannot hold the model, as one sentence with what to do; null: it can. */
export function refusalOf(format: ModelFormat, model: Model): string | null {
  for (const { isOf, support } of MODEL_FEATURES) {
    const own = support[format];
    if (own.kind === 'refused' && isOf(model)) return own.why;
  }
  return null;
}
