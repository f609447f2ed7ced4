import { articleFigure } from './article';
import { CLIPPED, NOT_CLIPPED } from './clipped-twins';
import { FIGURE_SEEDS, type Preset } from './preset';

export const clippingDoesNothing: Preset = {
  id: 'clipping-does-nothing',
  title: 'Clipping that does nothing',
  lookFor:
    'The article’s experiment as twins: a step of Adam hardly depends on the size of the gradient, so cutting it changes next to nothing. The two curves stay together, and neither twin wins.',
  file: { seeds: FIGURE_SEEDS, lanes: [NOT_CLIPPED, CLIPPED] },
  figure: [
    articleFigure('not clipped'),
    { lane: 'clipped at 1', median: 0.0008412, quartiles: [0.0006837, 0.001194], diverged: 0, wins: 7 },
  ],
};
