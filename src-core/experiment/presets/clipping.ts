import { CLIPPED, NOT_CLIPPED } from './clipped-twins';
import { FIGURE_SEEDS, type Preset } from './preset';

export const clipping: Preset = {
  id: 'clipping',
  title: 'Clipping that helps',
  lookFor:
    'Thirty points to a window and a large step of plain gradient descent: without clipping single gradients throw the weights far off, and the loss jumps. With the norm limited to 1 every seed ends lower.',
  file: {
    task: { timeStep: 30 },
    training: { optimizer: { kind: 'sgd', learningRate: 0.1 } },
    seeds: FIGURE_SEEDS,
    lanes: [NOT_CLIPPED, CLIPPED],
  },
  figure: [
    { lane: 'not clipped', median: 0.4097, quartiles: [0.328, 0.4763], diverged: 0, wins: null },
    { lane: 'clipped at 1', median: 0.08586, quartiles: [0.08228, 0.09441], diverged: 0, wins: 20 },
  ],
};
