// Settings that take different paths through a session, small enough to train in a test.
import type { Settings } from '../../src-core/experiment/experiment';
import { type SettingsChange, settingsWith } from './settings';

/** Four units, windows of five points, and what a test changes. */
export function small(change: SettingsChange = {}): Settings {
  return settingsWith({
    ...change,
    model: { hiddenSize: 4, ...change.model },
    task: { timeStep: 5, ...change.task },
  });
}

export const KINDS: readonly (readonly [string, SettingsChange])[] = [
  ['rnn', {}],
  ['relu', { model: { nonlinearity: 'relu' } }],
  ['lstm', { model: { cell: 'lstm' } }],
  ['gru', { model: { cell: 'gru' } }],
  ['rmsprop', { training: { optimizer: { kind: 'rmsprop', learningRate: 0.01 } } }],
  ['warm-up', { training: { schedule: { kind: 'warmup', steps: 6 } } }],
  ['reset state', { training: { carryState: false } }],
  ['batch', { training: { batchSize: 3 } }],
  ['noise', { task: { noise: 0.1 } }],
  ['dropout', { model: { layers: 2, dropout: 0.4 } }],
  ['two directions', { model: { bidirectional: true, cell: 'lstm', layers: 2 } }],
  ['layer normalization', { model: { normalization: 'layer' } }],
  ['batch normalization', { model: { normalization: 'batch' } }],
];
