// The networks that PyTorch computed in float64 (test/reference/record.py), as models to export and what they must predict.
// Every cell, nonlinearity, depth, direction and normalization is among them.
import type { TrainedModel } from '../../src-core/export/trained-model';
import { RECORDED_NETWORKS, type RecordedState, recordedNetwork } from '../network/recorded-networks';
import { settingsWith } from '../training/settings';

/** A tensor as plain data. */
export interface PlainTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface ModelCase {
  readonly name: string;
  readonly model: TrainedModel;
  /** [T, B, I]. */
  readonly input: PlainTensor;
  /** h, of an LSTM c: [layers · directions, B, H]. */
  readonly initial: Readonly<Record<string, PlainTensor>>;
  readonly expected: {
    /** [T, B, O]. */
    readonly prediction: readonly number[];
    readonly last: Readonly<Record<string, PlainTensor>>;
  };
}

/** What an export must reach: the sentence of the table. */
export const TOLERANCE = 1e-5;
/** For states: layer normalization over three units divides by small deviations, and the rounding of float32 grows with it. */
export const STATE_TOLERANCE = 3e-5;

/** Without masks of dropout: a network that predicts has none. */
export const MODEL_CASES: readonly string[] = RECORDED_NETWORKS.filter((name) => !name.endsWith('-dropout'));

export function modelCase(name: string): ModelCase {
  const file = recordedNetwork(name);
  const settings = settingsWith({ model: file.model });
  const weights = file.weights.map(({ values, ...rest }) => ({ ...rest, values: Float32Array.from(values) }));
  return {
    name,
    model: {
      experiment: 'sin → cos',
      lane: name,
      seed: 1,
      settings,
      steps: 100,
      data: null,
      adjustments: [],
      version: '0.0.0',
      weights,
      initialWeights: weights,
    },
    input: { shape: file.input.shape, values: Float32Array.from(file.input.values) },
    initial: stackedStates(file.initial),
    expected: { prediction: file.expected.prediction, last: stackedStates(file.expected.last) },
  };
}

/** States by direction as torch has them: the parts, of all directions each. */
function stackedStates(states: Readonly<Record<string, RecordedState>>): Record<string, PlainTensor> {
  const directions = Object.values(states);
  const parts = Object.keys(directions[0] ?? {});
  return Object.fromEntries(
    parts.map((part) => {
      const tensors = directions.map((state) => state[part]);
      const values = Float32Array.from(tensors.flatMap((tensor) => [...(tensor?.values ?? [])]));
      return [part, { shape: [directions.length, ...(tensors[0]?.shape ?? [])], values }];
    }),
  );
}

/**
 * The largest difference between numbers and what is expected of them; NaN where they differ in length or one is not a number.
 */
export function largestDifference(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (got.length !== expected.length || got.length === 0) return NaN;
  return Array.from(got).reduce((most, value, at) => {
    const difference = Math.abs(value - (expected[at] ?? NaN));
    return Number.isNaN(difference) ? NaN : Math.max(most, difference);
  }, 0);
}

/** Words that try to be something else: code, markup, a formula, a path. */
export const HOSTILE = '"; import os; os.system("x") #\n\'\'\' </script> =1+1 ../../x \u0000 🦔 \u202e';

/** The model under such names. */
export function hostilelyNamed(model: TrainedModel): TrainedModel {
  return { ...model, experiment: HOSTILE, lane: HOSTILE };
}
