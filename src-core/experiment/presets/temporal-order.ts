import { GATED_LANES } from './gated-lanes';
import { FIGURE_SEEDS, type Preset } from './preset';

export const temporalOrder: Preset = {
  id: 'temporal-order',
  title: 'Temporal order, scaled down',
  lookFor:
    'Two of fifty symbols count, and within a thousand steps the GRU alone tells in which order they came, in every seed; RNN and LSTM are still at ln 4, the loss of guessing. This is scaled down: the papers go up to two hundred symbols and five million updates.',
  long: true,
  file: {
    task: { kind: 'temporal-order', timeStep: 50 },
    training: {
      steps: 1000,
      batchSize: 20,
      carryState: false,
      loss: { kind: 'cross-entropy', on: 'last' },
      optimizer: { kind: 'adam', learningRate: 0.003 },
      clip: { kind: 'norm', limit: 1 },
    },
    seeds: FIGURE_SEEDS,
    lanes: GATED_LANES,
  },
  figure: [
    { lane: 'RNN', median: 1.389, quartiles: [1.3845, 1.3915], diverged: 0, wins: null },
    { lane: 'LSTM', median: 1.3883, quartiles: [1.3859, 1.3895], diverged: 0, wins: 12 },
    { lane: 'GRU', median: 0.001134, quartiles: [0.001037, 0.001586], diverged: 0, wins: 20 },
  ],
};
