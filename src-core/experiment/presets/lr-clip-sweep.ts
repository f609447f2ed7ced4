import { FIGURE_SEEDS, type LaneFigure, type Preset } from './preset';

const RATES = [0.01, 0.1, 1];
const CLIPS = [{ kind: 'none' }, { kind: 'norm', limit: 1 }, { kind: 'norm', limit: 0.1 }];

function point(lane: string, median: number, quartiles: readonly [number, number], diverged = 0): LaneFigure {
  return { lane: `RNN, optimizer.learningRate ${lane}`, median, quartiles, diverged, wins: null };
}

export const lrClipSweep: Preset = {
  id: 'lr-clip-sweep',
  title: 'Learning rate and clip limit',
  lookFor:
    'At a learning rate of 1 every run without clipping ends as NaN, and with the norm limited to 0.1 the same rate ends as low as any. Where a gradient is clipped, what counts is the learning rate times the limit: the two points at which that is 0.1 end lowest.',
  file: {
    task: { timeStep: 30 },
    training: { optimizer: { kind: 'sgd', learningRate: 0.1 } },
    seeds: FIGURE_SEEDS,
    sweep: { 'training.optimizer.learningRate': RATES, 'training.clip': CLIPS },
  },
  figure: [
    point('0.01, clip none', 0.4877, [0.474, 0.4954]),
    point('0.01, clip norm limit 1', 0.4877, [0.474, 0.4954]),
    point('0.01, clip norm limit 0.1', 0.5006, [0.4921, 0.5028]),
    point('0.1, clip none', 0.4097, [0.3283, 0.4769]),
    point('0.1, clip norm limit 1', 0.08536, [0.08229, 0.09261]),
    point('0.1, clip norm limit 0.1', 0.2996, [0.1846, 0.407]),
    point('1, clip none', Infinity, [Infinity, Infinity], 20),
    point('1, clip norm limit 1', 0.6468, [0.6396, 0.6613]),
    point('1, clip norm limit 0.1', 0.08273, [0.07717, 0.08794]),
  ],
};
