import { ADDING_TRAINING } from './adding-training';
import { GATED_LANES } from './gated-lanes';
import { FIGURE_SEEDS, type Preset } from './preset';

export const adding50: Preset = {
  id: 'adding-50',
  title: 'Adding over fifty points',
  lookFor:
    'Two marked numbers of fifty have to be remembered and added: the plain RNN stays at 1/6, the loss of always answering 1, while LSTM and GRU end far lower in every seed, hundreds of times in the median. Watch when each of the two falls off that plateau.',
  long: true,
  file: {
    task: { kind: 'adding', timeStep: 50 },
    training: ADDING_TRAINING,
    seeds: FIGURE_SEEDS,
    lanes: GATED_LANES,
  },
  figure: [
    { lane: 'RNN', median: 0.1788, quartiles: [0.1656, 0.1921], diverged: 0, wins: null },
    { lane: 'LSTM', median: 0.000445, quartiles: [0.0003298, 0.0006592], diverged: 0, wins: 20 },
    { lane: 'GRU', median: 0.0001172, quartiles: [9.117e-5, 0.0002304], diverged: 0, wins: 20 },
  ],
};
