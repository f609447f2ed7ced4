import { GATED_LANES } from './gated-lanes';
import { FIGURE_SEEDS, type Preset } from './preset';

export const sunspots: Preset = {
  id: 'sunspots',
  title: 'Sunspots, a year ahead',
  lookFor:
    'Trained on the years to 1946 and tested on those after, all three end far below 0.88, the best line from the present year; below 0.33, the best line from the last nine years, only the GRU comes in most seeds. Compare the training loss with the hold-out loss: the cycle around 1957 is higher than any that was learned.',
  file: {
    task: { kind: 'csv', timeStep: 20 },
    model: { hiddenSize: 16 },
    training: {
      steps: 600,
      optimizer: { kind: 'adam', learningRate: 0.003 },
      clip: { kind: 'norm', limit: 1 },
    },
    seeds: FIGURE_SEEDS,
    lanes: GATED_LANES,
  },
  figureOf: 'hold-out',
  figure: [
    { lane: 'RNN', median: 0.3412, quartiles: [0.3351, 0.3493], diverged: 0, wins: null },
    { lane: 'LSTM', median: 0.36, quartiles: [0.3347, 0.4023], diverged: 0, wins: 7 },
    { lane: 'GRU', median: 0.3141, quartiles: [0.3026, 0.3218], diverged: 0, wins: 17 },
  ],
};
