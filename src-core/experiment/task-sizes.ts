import { assertNever } from '../assert-never';
import type { Task } from './experiment';

/** Features per point of a task's input and of its target. */
export interface TaskSizes {
  readonly inputSize: number;
  readonly outputSize: number;
}

export function taskSizes(task: Task): TaskSizes {
  switch (task.kind) {
    case 'sine-cosine':
    case 'csv':
      return { inputSize: 1, outputSize: 1 };
    case 'adding':
      return { inputSize: 2, outputSize: 1 };
    case 'temporal-order':
      return { inputSize: 6, outputSize: 4 };
    case 'copy':
      return { inputSize: 10, outputSize: 9 };
    default:
      return assertNever(task);
  }
}
