import { CLIPPED, NOT_CLIPPED } from './clipped-twins';
import { FIGURE_SEEDS, type Preset } from './preset';

export const nanRescue: Preset = {
  id: 'nan-rescue',
  title: 'Clipping that rescues',
  lookFor:
    'ReLU units with recurrent weights two and a half times too large let the gradient explode, and part of the runs end as NaN. Clipped, every run goes on to its end.',
  file: {
    model: { nonlinearity: 'relu', init: { kind: 'torch', recurrentGain: 2.5 } },
    training: { optimizer: { kind: 'sgd', learningRate: 0.1 } },
    seeds: FIGURE_SEEDS,
    lanes: [NOT_CLIPPED, CLIPPED],
  },
  figure: [
    { lane: 'not clipped', median: 0.5318, quartiles: [0.4116, Infinity], diverged: 8, wins: null },
    { lane: 'clipped at 1', median: 0.1209, quartiles: [0.0745, 0.1475], diverged: 0, wins: 20 },
  ],
};
