import { FIGURE_SEEDS, type Preset } from './preset';

export const vanishing: Preset = {
  id: 'vanishing',
  title: 'Gradients that vanish',
  lookFor:
    'Only the last of fifty points has a loss: see in the gradient flow how much of its gradient arrives at the first. In the median RNN and LSTM lose more than ten decades on the way, before anything is learned; forget gates that begin almost open, at a bias of 3, lose about one.',
  file: {
    task: { timeStep: 50 },
    training: { carryState: false, loss: { on: 'last' } },
    seeds: FIGURE_SEEDS,
    lanes: [
      { label: 'RNN', set: {} },
      { label: 'LSTM', set: { 'model.cell': 'lstm' } },
      { label: 'LSTM, forget bias 3', set: { 'model.cell': 'lstm', 'model.init.forgetBias': 3 } },
    ],
  },
  figureOf: 'reach',
  figure: [
    { lane: 'RNN', median: 1.126e-12, quartiles: [3.244e-13, 1.403e-11], diverged: 0, wins: null },
    { lane: 'LSTM', median: 2.555e-11, quartiles: [1.139e-11, 4.679e-11], diverged: 0, wins: 16 },
    {
      lane: 'LSTM, forget bias 3',
      median: 0.08569,
      quartiles: [0.05423, 0.1259],
      diverged: 0,
      wins: 20,
    },
  ],
};
