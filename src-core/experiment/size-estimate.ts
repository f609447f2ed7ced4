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
/** Steps whose flow and windows are kept for the charts. */
const DETAILED_STEPS = 1000;
/** What a trainer takes before it has trained anything: Node and TensorFlow. */
const BYTES_OF_TRAINER = 350 * 2 ** 20;
/** What the program of a layer and direction takes, and how long it is compiled. */
const PROGRAM = { bytes: 2 ** 23, seconds: 0.5 } as const;

/** Seconds of one core, of the compiled program; `npm run bench` measures them. */
const SECONDS = {
  /** Of a step, however small the network. */
  step: 2e-6,
  /** Of a point in time, of each layer and direction, forward and back. */
  point: 1.5e-7,
  /** Of a gate of a unit at a point: the functions that are no products. */
  gate: 5e-9,
  /** Of a multiply-add, with matrices that fit the caches. */
  product: 4e-11,
} as const;

/** The bounds beyond which an experiment is refused: 8 GiB, and 60 days of one core. */
export const LARGEST_SIZE = { bytes: 8 * 2 ** 30, seconds: 60 * 86_400 } as const;

/** Numbers in the recurrent module (both biases, as torch has them, and the gain of a normalization) and the linear head. */
export function countParameters(settings: Settings): number {
  const { cell, hiddenSize, layers, bidirectional, normalization } = settings.model;
  const { inputSize, outputSize } = taskSizes(settings.task);
  const vectors = normalization === 'none' ? 2 : 3;
  const directions = bidirectional ? 2 : 1;
  const layer = (width: number) => directions * GATES[cell] * hiddenSize * (width + hiddenSize + vectors);
  const head = outputSize * hiddenSize * directions + outputSize;
  return head + layer(inputSize) + (layers - 1) * layer(hiddenSize * directions);
}

/** What one run with these settings takes. */
export function estimateSize(settings: Settings): SizeEstimate {
  const { layers, bidirectional } = settings.model;
  const parameters = countParameters(settings);
  const cells = layers * (bidirectional ? 2 : 1);
  return {
    parameters,
    bytes: BYTES_OF_TRAINER + PROGRAM.bytes * cells + 4 * valuesHeld(settings, parameters),
    seconds: PROGRAM.seconds * cells + settings.training.steps * secondsPerStep(settings, parameters, cells),
  };
}

/** Numbers that training holds at once. */
function valuesHeld(settings: Settings, parameters: number): number {
  const { model, task, training } = settings;
  const { inputSize, outputSize } = taskSizes(task);
  const directions = model.bidirectional ? 2 : 1;
  const width = model.hiddenSize * model.layers * directions;
  // Forward keeps every gate, state and output of the window; backward keeps its error terms beside them.
  const activations = task.timeStep * training.batchSize * width * (GATES[model.cell] + 2) * 2;
  const call = COPIES_OF_CALL * stepsPerCall(settings) * valuesPerStep(settings);
  const detail = task.timeStep * (model.layers * directions + inputSize + 2 * outputSize);
  const details = Math.min(training.steps, DETAILED_STEPS) * detail;
  return COPIES_OF_PARAMETERS * parameters + activations + call + details;
}

/** @param cells layers × directions */
function secondsPerStep({ model, task, training }: Settings, parameters: number, cells: number): number {
  const points = task.timeStep * training.batchSize;
  const gates = points * cells * model.hiddenSize * GATES[model.cell];
  // Forward, error terms and weight gradients: one multiply-add each per weight and point.
  const products = 3 * parameters * points;
  return (
    SECONDS.step + SECONDS.point * task.timeStep * cells + SECONDS.gate * gates + SECONDS.product * products
  );
}

function rounded(value: number): string {
  return value < 10 ? value.toFixed(1).replace('.0', '') : String(Math.round(value));
}

/** Sizes as words: `8 GiB`, `60 days`. */
export const describeSize = {
  bytes: (bytes: number) => `${rounded(bytes / 2 ** 30)} GiB`,
  seconds: (seconds: number) => `${rounded(seconds / 86_400)} days`,
} as const;
