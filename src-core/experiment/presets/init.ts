import { articleFigure } from './article';
import { FIGURE_SEEDS, type Preset } from './preset';

export const init: Preset = {
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
    articleFigure('torch'),
    { lane: 'xavier', median: 0.0004327, quartiles: [0.000203, 0.001118], diverged: 0, wins: 14 },
    { lane: 'he', median: 0.0008934, quartiles: [0.00039, 0.001353], diverged: 0, wins: 12 },
    { lane: 'orthogonal', median: 0.0005244, quartiles: [0.0003089, 0.0007757], diverged: 0, wins: 15 },
    { lane: 'identity', median: 0.0004324, quartiles: [0.0002787, 0.0006286], diverged: 0, wins: 15 },
  ],
};
