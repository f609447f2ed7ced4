import { articleFigure } from './article';
import { FIGURE_SEEDS, type Preset } from './preset';

export const rnnLstm: Preset = {
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
    articleFigure('RNN'),
    { lane: 'LSTM', median: 0.002457, quartiles: [0.001564, 0.003128], diverged: 0, wins: 3 },
  ],
};
