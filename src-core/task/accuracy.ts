// How many answers are right, where an answer is right or wrong.
import type { Task } from '../experiment/experiment';
import { ADDING_TOLERANCE } from './adding';
import { COPY_REMEMBERED } from './copy';

/** Predictions and targets of sequences, [T, B, O] each, row-major. */
export interface Answers {
  readonly timeStep: number;
  readonly count: number;
  readonly outputSize: number;
  readonly prediction: Float32Array;
  readonly target: Float32Array;
}

/**
 * Answers that are right, and all that count: of `adding` the sums that are off by less than .04; of `temporal-order` the
 * classes at the last point; of `copy` the ten remembered symbols of each sequence. Null where a task has no right answer.
 */
export function countRight(task: Task, answers: Answers): { right: number; all: number } | null {
  const { timeStep, count } = answers;
  switch (task.kind) {
    case 'sine-cosine':
    case 'csv':
      return null;
    case 'adding':
      return { right: rightPoints(answers, timeStep - 1, isClose), all: count };
    case 'temporal-order':
      return { right: rightPoints(answers, timeStep - 1, isSameClass), all: count };
    case 'copy': {
      const right = rightPoints(answers, timeStep - COPY_REMEMBERED, isSameClass);
      return { right, all: count * COPY_REMEMBERED };
    }
  }
}

type IsRight = (prediction: Float32Array, target: Float32Array) => boolean;

/** Points from `first` on, of all sequences, whose answer is right. */
function rightPoints(answers: Answers, first: number, isRight: IsRight): number {
  const { timeStep, count, outputSize, prediction, target } = answers;
  let right = 0;
  for (let at = first * count; at < timeStep * count; at += 1) {
    const part = (values: Float32Array) => values.subarray(at * outputSize, (at + 1) * outputSize);
    if (isRight(part(prediction), part(target))) right += 1;
  }
  return right;
}

const isClose: IsRight = ([prediction = NaN], [target = NaN]) =>
  Math.abs(prediction - target) < ADDING_TOLERANCE;

const isSameClass: IsRight = (prediction, target) => largestOf(prediction) === largestOf(target);

/** Index of the largest value, the first of equal ones; −1 where one is NaN: that is no answer. */
export function largestOf(values: Float32Array): number {
  let largest = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? NaN;
    if (Number.isNaN(value)) return -1;
    if (value > (values[largest] ?? NaN)) largest = index;
  }
  return largest;
}
