import { articleFigure } from './article';
import { FIGURE_SEEDS, type Preset } from './preset';

export const normalization: Preset = {
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
    articleFigure('none'),
    {
      lane: 'layer',
      median: 0.0451,
      quartiles: [0.02309, 0.09416],
      diverged: 0,
      wins: 0,
      sensitive: true,
    },
    { lane: 'batch', median: 0.02575, quartiles: [0.02258, 0.03328], diverged: 0, wins: 0 },
  ],
};
