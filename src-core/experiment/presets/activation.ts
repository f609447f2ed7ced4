import { articleFigure } from './article';
import { FIGURE_SEEDS, type Preset } from './preset';

export const activation: Preset = {
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
    articleFigure('tanh'),
    { lane: 'ReLU', median: 0.01841, quartiles: [0.006336, 0.05569], diverged: 0, wins: 0 },
  ],
};
