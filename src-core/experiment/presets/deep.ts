import { articleFigure } from './article';
import { FIGURE_SEEDS, type Preset } from './preset';

export const deep: Preset = {
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
    articleFigure('1 layer'),
    { lane: '2 layers', median: 0.0007474, quartiles: [0.000612, 0.0009313], diverged: 0, wins: 14 },
    { lane: '4 layers', median: 0.0009009, quartiles: [0.0007394, 0.001346], diverged: 0, wins: 11 },
  ],
};
