import type { LaneFigure, Preset } from './preset';

/** What the article's RNN comes to, under the name it has as a lane: the others are compared with it. */
export function articleFigure(lane: string): LaneFigure {
  return { lane, median: 0.0008704, quartiles: [0.0006717, 0.001131], diverged: 0, wins: null };
}

export const article: Preset = {
  id: 'article',
  title: 'sin → cos with an RNN',
  lookFor:
    'The prediction swings onto the target within the first fifty windows. Follow the gradient norm: it rises while the network finds the wave, and falls once it has.',
  file: { seeds: [1], lanes: [{ label: 'RNN', set: {} }] },
  figure: [articleFigure('RNN')],
};
