import { articleFigure } from './article';
import { FIGURE_SEEDS, type Preset } from './preset';

export const bidirectional: Preset = {
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
    articleFigure('one direction'),
    {
      lane: 'both directions',
      median: 0.0003676,
      quartiles: [0.0003152, 0.0009875],
      diverged: 0,
      wins: 14,
    },
  ],
};
