// How large a run is, before it is started: good to a small factor, meant to tell the absurd from the long.
import type { CellKind, Settings } from './experiment';
import { stepsPerCall, valuesPerStep } from './steps-per-call';
import { taskSizes } from './task-sizes';

export interface SizeEstimate {
  /** Trained numbers. */
  readonly parameters: number;
  /** Bytes of memory while training. */
  readonly bytes: number;
  /** Seconds of one core. */
  readonly seconds: number;
}

/** Gates of a cell: rows of its weights per hidden unit. */
export const GATES: Readonly<Record<CellKind, number>> = { rnn: 1, gru: 3, lstm: 4 };

/** Weights, gradient, two moments and a copy of each while they are updated. */
const COPIES_OF_PARAMETERS = 8;
/** What a call is given and returns lies there twice: as plain values, and as tensors. */
const COPIES_OF_CALL = 2;
/** Multiply-adds a second: what one core reaches with matrices that fit its caches. */
const OPERATIONS_PER_SECOND = 1e10;
/** What a step costs however small the network. */
const SECONDS_PER_STEP = 5e-6;

/** The bounds beyond which an experiment is refused: 8 GiB, and 60 days of one core. */
export const LARGEST_SIZE = { bytes: 8 * 2 ** 30, seconds: 60 * 86_400 } as const;

/** Numbers in the recurrent module (both biases, as torch has them, and the gain of a normalization) and the linear head. */
export function countParameters(settings: Settings): number {
  const { cell, hiddenSize, layers, bidirectional, normalization } = settings.model;
  const { inputSize, outputSize } = taskSizes(settings.task);
  const vectors = normalization === 'none' ? 2 : 3;
  const directions = bidirectional ? 2 : 1;
  let count = outputSize * hiddenSize * directions + outputSize;
  for (let layer = 0; layer < layers; layer += 1) {
    const width = layer === 0 ? inputSize : hiddenSize * directions;
    count += directions * GATES[cell] * hiddenSize * (width + hiddenSize + vectors);
  }
  return count;
}

/** What one run with these settings takes. */
export function estimateSize(settings: Settings): SizeEstimate {
  const { model, task, training } = settings;
  const parameters = countParameters(settings);
  const points = task.timeStep * training.batchSize;
  const width = model.hiddenSize * model.layers * (model.bidirectional ? 2 : 1);
  // Forward keeps every gate, state and output of the window; backward keeps its error terms beside them.
  const activations = points * width * (GATES[model.cell] + 2) * 2;
  const call = COPIES_OF_CALL * stepsPerCall(settings) * valuesPerStep(settings);
  // Forward, error terms and weight gradients: one multiply-add each per weight and point.
  const operations = 3 * parameters * points;
  return {
    parameters,
    bytes: 4 * (COPIES_OF_PARAMETERS * parameters + activations + call),
    seconds: training.steps * (SECONDS_PER_STEP + operations / OPERATIONS_PER_SECOND),
  };
}

function rounded(value: number): string {
  return value < 10 ? value.toFixed(1).replace('.0', '') : String(Math.round(value));
}

/** Sizes as words: `8 GiB`, `60 days`. */
export const describeSize = {
  bytes: (bytes: number) => `${rounded(bytes / 2 ** 30)} GiB`,
  seconds: (seconds: number) => `${rounded(seconds / 86_400)} days`,
} as const;
