// The recorded PyTorch traces of test/reference, as settings and expectations.
import { readFileSync } from 'node:fs';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import type { Clip, Model, Optimizer, Settings } from '../../src-core/experiment/experiment';
import { readSafetensors } from '../../src-core/export/safetensors';
import { settingsWith } from './settings';

export const REFERENCE_NAMES = ['rnn-tanh-adam', 'lstm-adam-clip1', 'gru-adam', 'rnn-relu-deep-bi'] as const;

interface Expected {
  /** One value per step. */
  readonly loss: readonly number[];
  readonly gradNorm: readonly number[];
  /** Output for the last window. */
  readonly lastPrediction: readonly number[];
}

interface TraceFile extends Expected {
  readonly model: Pick<Model, 'cell' | 'nonlinearity' | 'layers' | 'bidirectional' | 'hiddenSize'>;
  readonly task: { readonly timeStep: number };
  readonly training: {
    readonly steps: number;
    readonly optimizer: Optimizer;
    readonly clip: Clip;
    readonly carryState: boolean;
  };
}

export interface ReferenceTrace extends Expected {
  readonly settings: Settings;
  readonly weights: readonly NamedTensor[];
}

export function referenceTrace(name: string): ReferenceTrace {
  const path = (extension: string) => new URL(`../reference/${name}.${extension}`, import.meta.url);
  const { task, model, training, ...expected } = JSON.parse(readFileSync(path('json'), 'utf8')) as TraceFile;
  const weights = readSafetensors(readFileSync(path('safetensors')));
  if (weights.kind === 'refused') throw new Error(`Weights of ${name}: ${weights.why}`);
  return { ...expected, settings: settingsWith({ task, model, training }), weights: weights.tensors };
}
