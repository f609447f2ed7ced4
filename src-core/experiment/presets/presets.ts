// The gallery. Figures are measured over 20 seeds; test/experiment/presets measures them again.
import type { LaneFigure, Preset } from './preset';
import { FIGURE_SEEDS } from './preset';

const CLIPPED = { label: 'clipped at 1', set: { 'training.clip': { kind: 'norm', limit: 1 } } };
const NOT_CLIPPED = { label: 'not clipped', set: {} };
const SGD = { kind: 'sgd', learningRate: 0.1 };

/** The article's RNN, under the name it has as a lane: what the others are compared with. */
const article = (lane: string): LaneFigure => ({
  lane,
  median: 0.0008704,
  quartiles: [0.0006717, 0.001131],
  diverged: 0,
  wins: null,
});

export const PRESETS: readonly Preset[] = [
  {
    id: 'article',
    title: 'sin → cos with an RNN',
    lookFor:
      'The prediction swings onto the target within the first fifty windows. Follow the gradient norm: it rises while the network finds the wave, and falls once it has.',
    file: { seeds: [1], lanes: [{ label: 'RNN', set: {} }] },
    figure: [article('RNN')],
  },
  {
    id: 'rnn-lstm',
    title: 'RNN against LSTM',
    lookFor:
      'With ten points to a window nothing has to be remembered for long, and the plain RNN ends lower in most seeds. The LSTM pays for gates that this task does not need.',
    file: {
      seeds: FIGURE_SEEDS,
      lanes: [
        { label: 'RNN', set: {} },
        { label: 'LSTM', set: { 'model.cell': 'lstm' } },
      ],
    },
    figure: [
      article('RNN'),
      { lane: 'LSTM', median: 0.002457, quartiles: [0.001564, 0.003128], diverged: 0, wins: 3 },
    ],
  },
  {
    id: 'clipping',
    title: 'Clipping that helps',
    lookFor:
      'Thirty points to a window and a large step of plain gradient descent: without clipping single gradients throw the weights far off, and the loss jumps. With the norm limited to 1 every seed ends lower.',
    file: {
      task: { timeStep: 30 },
      training: { optimizer: SGD },
      seeds: FIGURE_SEEDS,
      lanes: [NOT_CLIPPED, CLIPPED],
    },
    figure: [
      { lane: 'not clipped', median: 0.4097, quartiles: [0.328, 0.4763], diverged: 0, wins: null },
      { lane: 'clipped at 1', median: 0.08586, quartiles: [0.08228, 0.09441], diverged: 0, wins: 20 },
    ],
  },
  {
    id: 'nan-rescue',
    title: 'Clipping that rescues',
    lookFor:
      'ReLU units with recurrent weights two and a half times too large let the gradient explode, and part of the runs end as NaN. Clipped, every run goes on to its end.',
    file: {
      model: { nonlinearity: 'relu', init: { kind: 'torch', recurrentGain: 2.5 } },
      training: { optimizer: SGD },
      seeds: FIGURE_SEEDS,
      lanes: [NOT_CLIPPED, CLIPPED],
    },
    figure: [
      { lane: 'not clipped', median: 0.5318, quartiles: [0.4116, Infinity], diverged: 8, wins: null },
      { lane: 'clipped at 1', median: 0.1209, quartiles: [0.0745, 0.1475], diverged: 0, wins: 20 },
    ],
  },
  {
    id: 'clipping-does-nothing',
    title: 'Clipping that does nothing',
    lookFor:
      'The article’s experiment as twins: a step of Adam hardly depends on the size of the gradient, so cutting it changes next to nothing. The two curves stay together, and neither twin wins.',
    file: { seeds: FIGURE_SEEDS, lanes: [NOT_CLIPPED, CLIPPED] },
    figure: [
      article('not clipped'),
      { lane: 'clipped at 1', median: 0.0008412, quartiles: [0.0006837, 0.001194], diverged: 0, wins: 7 },
    ],
  },
  {
    id: 'bidirectional',
    title: 'One direction or both',
    lookFor:
      'A second direction reads each window from its end, so that every point is seen with what follows it. The median falls, while single seeds end higher than with one direction.',
    file: {
      seeds: FIGURE_SEEDS,
      lanes: [
        { label: 'one direction', set: {} },
        { label: 'both directions', set: { 'model.bidirectional': true } },
      ],
    },
    figure: [
      article('one direction'),
      {
        lane: 'both directions',
        median: 0.0003676,
        quartiles: [0.0003152, 0.0009875],
        diverged: 0,
        wins: 14,
      },
    ],
  },
  {
    id: 'deep',
    title: 'One layer, two, four',
    lookFor:
      'More layers bring more weights and a longer way for the gradient. Over the seeds neither two nor four layers clearly end below one: depth alone does not help here.',
    file: {
      seeds: FIGURE_SEEDS,
      lanes: [
        { label: '1 layer', set: {} },
        { label: '2 layers', set: { 'model.layers': 2 } },
        { label: '4 layers', set: { 'model.layers': 4 } },
      ],
    },
    figure: [
      article('1 layer'),
      { lane: '2 layers', median: 0.0007474, quartiles: [0.000612, 0.0009313], diverged: 0, wins: 14 },
      { lane: '4 layers', median: 0.0009009, quartiles: [0.0007394, 0.001346], diverged: 0, wins: 11 },
    ],
  },
  {
    id: 'init',
    title: 'Five initialisations',
    lookFor:
      'Orthogonal and identity matrices keep the length of what passes through them, and their runs end lower than those of torch’s uniform numbers in fifteen seeds of twenty. Compare their first losses and gradient norms: every lane begins with the same random draws, shaped in its own way.',
    file: {
      seeds: FIGURE_SEEDS,
      lanes: ['torch', 'xavier', 'he', 'orthogonal', 'identity'].map((kind) => ({
        label: kind,
        set: { 'model.init': { kind } },
      })),
    },
    figure: [
      article('torch'),
      { lane: 'xavier', median: 0.0004327, quartiles: [0.000203, 0.001118], diverged: 0, wins: 14 },
      { lane: 'he', median: 0.0008934, quartiles: [0.00039, 0.001353], diverged: 0, wins: 12 },
      { lane: 'orthogonal', median: 0.0005244, quartiles: [0.0003089, 0.0007757], diverged: 0, wins: 15 },
      { lane: 'identity', median: 0.0004324, quartiles: [0.0002787, 0.0006286], diverged: 0, wins: 15 },
    ],
  },
  {
    id: 'activation',
    title: 'tanh or ReLU',
    lookFor:
      'A smooth wave suits a smooth unit: ReLU ends higher in every seed. Its share of dead units is recorded with each step.',
    file: {
      seeds: FIGURE_SEEDS,
      lanes: [
        { label: 'tanh', set: {} },
        { label: 'ReLU', set: { 'model.nonlinearity': 'relu' } },
      ],
    },
    figure: [
      article('tanh'),
      { lane: 'ReLU', median: 0.01841, quartiles: [0.006336, 0.05569], diverged: 0, wins: 0 },
    ],
  },
  {
    id: 'normalization',
    title: 'Layer and batch normalization',
    lookFor:
      'With a single window per step, both normalizations end higher than none in every seed. A remedy for one kind of network is not one for every other.',
    file: {
      seeds: FIGURE_SEEDS,
      lanes: ['none', 'layer', 'batch'].map((normalization) => ({
        label: normalization,
        set: { 'model.normalization': normalization },
      })),
    },
    figure: [
      article('none'),
      { lane: 'layer', median: 0.0451, quartiles: [0.02309, 0.09416], diverged: 0, wins: 0 },
      { lane: 'batch', median: 0.02575, quartiles: [0.02258, 0.03328], diverged: 0, wins: 0 },
    ],
  },
];
