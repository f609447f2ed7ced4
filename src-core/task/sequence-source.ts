// Where training sequences come from: the one signature that every task has.
import { assertNever } from '../assert-never';
import type { CsvTask, Settings } from '../experiment/experiment';
import type { TaskData } from '../experiment/task-data';
import { addingSource } from './adding';
import { copySource } from './copy';
import { csvSource } from './csv';
import { sineCosineSource } from './sine-cosine';
import { temporalOrderSource } from './temporal-order';

/** The windows of one training step, [timeStep, batchSize, features] each, row-major: written into by a source. */
export interface Batch {
  readonly input: Float32Array;
  readonly target: Float32Array;
}

/** A task's sequences. Any step can be asked for in any order, and always gives the same windows. */
export interface SequenceSource {
  /** Points per window. */
  readonly timeStep: number;
  /** Features per point. */
  readonly inputSize: number;
  readonly outputSize: number;
  /**
   * Writes the windows of training step `step` (from 0) into `batch`. Of a series, row b of a step goes on where row b of the
   * step before ended; independent sequences have nothing to do with each other.
   */
  writeBatch(step: number, batchSize: number, batch: Batch): void;
}

/** What decides the sequences of a run, besides its seed. */
export type SourceSettings = Pick<Settings, 'task' | 'training'>;

/**
 * The sequences of a task; `seed` decides noise and anything else that is drawn.
 * @param data what the task is made of, where that is not drawn
 * @throws where a csv comes without its columns
 */
export function sequenceSource(
  { task, training }: SourceSettings,
  seed: number,
  data: TaskData | null = null,
): SequenceSource {
  switch (task.kind) {
    case 'sine-cosine':
      return sineCosineSource(task, seed, 'noise');
    case 'adding':
      return addingSource(task, seed, 'adding');
    case 'temporal-order':
      return temporalOrderSource(task, seed, 'temporal-order');
    case 'copy':
      return copySource(task, seed, 'copy');
    case 'csv':
      return csvSource({ task, training }, seed, columnsOf(task, data));
    default:
      return assertNever(task);
  }
}

/** @throws where there are none: a csv is read before anything is made of it */
export function columnsOf({ path, input, target }: CsvTask, data: TaskData | null): TaskData {
  if (data !== null) return data;
  throw new Error(`The task needs the columns ${input} and ${target} of ${path}: read them first.`);
}
