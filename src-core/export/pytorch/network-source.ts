// The network of a training script: torch.nn's own modules where they compute the same, else a loop over cells.
import type { Model } from '../../experiment/experiment';
import type { NetworkStructure } from '../network-structure';
import { cellSource, normalizationSource } from './cell-source';

/** Normalization, and dropout by given masks, torch's modules do not have. */
export function needsLoop({ normalization, dropout }: Model): boolean {
  return normalization !== 'none' || dropout > 0;
}

/** The class Network, and what it needs. */
export function networkSource(network: NetworkStructure): string {
  return needsLoop(network.model) ? loopSource(network) : moduleSource(network);
}

function moduleSource({ model, inputSize, outputSize }: NetworkStructure): string {
  const kind = { rnn: 'RNN', lstm: 'LSTM', gru: 'GRU' }[model.cell];
  const options = [
    `${inputSize}, ${model.hiddenSize}`,
    ...(model.layers > 1 ? [`num_layers=${model.layers}`] : []),
    ...(model.bidirectional ? ['bidirectional=True'] : []),
    ...(model.cell === 'rnn' && model.nonlinearity === 'relu' ? ['nonlinearity="relu"'] : []),
  ];
  const width = model.hiddenSize * (model.bidirectional ? 2 : 1);
  return `class Network(nn.Module):
    """A recurrent module, and a linear head on every point in time."""

    def __init__(self):
        super().__init__()
        self.rnn = nn.${kind}(${options.join(', ')})
        self.out = nn.Linear(${width}, ${outputSize})

    def forward(self, inputs, state=None):
        """Predictions [time, batch, outputs] and the last state."""
        hidden, state = self.rnn(inputs, state)
        return self.out(hidden), state


def detached(state):
    """The state without its history: no gradient crosses from window to window."""
    ${model.cell === 'lstm' ? 'return tuple(part.detach() for part in state)' : 'return state.detach()'}`;
}

function loopSource(network: NetworkStructure): string {
  const { model, gates, outputSize } = network;
  const width = model.hiddenSize * (model.bidirectional ? 2 : 1);
  const widths = network.layers.flat().map(({ suffix, inputSize }) => `    "${suffix}": ${inputSize},`);
  const gain = { none: '', layer: 'norm_hh', batch: 'norm_ih' }[model.normalization];
  return `GATES, HIDDEN = ${gates}, ${model.hiddenSize}
# Features that every direction of every layer reads.
WIDTHS = {
${widths.join('\n')}
}


${cellSource(model)}


${normalizationSource(model)}class Recurrent(nn.Module):
    """The layers, with parameters named as torch.nn's own modules name them."""

    def __init__(self):
        super().__init__()
        rows = GATES * HIDDEN
        for suffix, width in WIDTHS.items():
            self.add(f"weight_ih_{suffix}", rows, width)
            self.add(f"weight_hh_{suffix}", rows, HIDDEN)
            self.add(f"bias_ih_{suffix}", rows)
            self.add(f"bias_hh_{suffix}", rows)
${gain === '' ? '' : `            self.add(f"${gain}_{suffix}", rows)\n`}
    def add(self, name, *shape):
        self.register_parameter(name, nn.Parameter(torch.zeros(*shape)))

    def forward(self, inputs, state, masks):
        """Outputs of the last layer, and the last state of every direction by its suffix."""
        features, last = inputs, {}
        for layer in range(${model.layers}):
            outputs = []
            for suffix in ${model.bidirectional ? '(f"l{layer}", f"l{layer}_reverse")' : '(f"l{layer}",)'}:
                hidden, last[suffix] = self.direction(suffix, features, state and state[suffix])
                outputs.append(hidden)
            features = torch.cat(outputs, dim=2)
            if f"mask_l{layer}" in masks:
                features = features * masks[f"mask_l{layer}"]
        return features, last

    def direction(self, suffix, inputs, state):
        """One direction of a layer over the whole window; [time, batch, hidden] and its last state."""
        weights = {
            name: getattr(self, f"{name}_{suffix}")
            for name in ${pythonTuple(['weight_ih', 'weight_hh', 'bias_ih', 'bias_hh', gain])}
        }
        if state is None:
            state = tuple(inputs.new_zeros(inputs.shape[1], HIDDEN) for _ in range(${model.cell === 'lstm' ? 2 : 1}))
        x = inputs @ weights["weight_ih"].T
${model.normalization === 'batch' ? '        x = normalized(x, (0, 1)) * weights["norm_ih"]\n' : ''}        x = x + weights["bias_ih"]
        outputs = [None] * len(x)
        steps = range(len(x))
        for t in reversed(steps) if suffix.endswith("reverse") else steps:
            u = state[0] @ weights["weight_hh"].T
${model.normalization === 'layer' ? '            u = normalized(u.unflatten(1, (GATES, HIDDEN)), 2).flatten(1) * weights["norm_hh"]\n' : ''}            state = cell(x[t], u + weights["bias_hh"], state)
            outputs[t] = state[0]
        return torch.stack(outputs), state


class Network(nn.Module):
    """Recurrent layers, and a linear head on every point in time."""

    def __init__(self):
        super().__init__()
        self.rnn = Recurrent()
        self.out = nn.Linear(${width}, ${outputSize})

    def forward(self, inputs, state=None, masks={}):
        """Predictions [time, batch, outputs] and the last state."""
        hidden, state = self.rnn(inputs, state, masks)
        return self.out(hidden), state


def detached(state):
    """The state without its history: no gradient crosses from window to window."""
    return {suffix: tuple(part.detach() for part in parts) for suffix, parts in state.items()}`;
}

function pythonTuple(names: readonly string[]): string {
  return `(${names
    .filter((name) => name !== '')
    .map((name) => `"${name}"`)
    .join(', ')})`;
}
