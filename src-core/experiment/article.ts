import type { Experiment, Settings } from './experiment';
import { defaultSettings } from './read-settings';

/** The article's experiment: one tanh RNN of 32 units learns sin → cos, 100 windows of ten points, Adam 0.001, carried state. */
export function articleExperiment(): Experiment & Settings {
  return {
    format: 'unroll-experiment',
    version: 1,
    name: 'sin → cos',
    // The defaults of the table of fields are the article's.
    ...defaultSettings(),
    seeds: [1],
    lanes: [{ label: 'RNN', set: {} }],
  };
}
