// What the kinds of tasks are like, and what that asks of training: known without a single sequence.
import type { Loss, Settings, Task } from './experiment';

export interface TaskTraits {
  /** `values`: the target is a number per feature; `classes`: one feature per class, 1 for the right one. */
  readonly target: 'values' | 'classes';
  /** `last`: the answer is asked for at the last point of a window alone. */
  readonly answer: 'every' | 'last';
  /** `series`: a window goes on where the one before ended; `independent`: each is a sequence of its own. */
  readonly windows: 'series' | 'independent';
  /** The fewest points that a window can have. */
  readonly shortest: number;
}

const TRAITS: Readonly<Record<Task['kind'], TaskTraits>> = {
  'sine-cosine': { target: 'values', answer: 'every', windows: 'series', shortest: 1 },
  adding: { target: 'values', answer: 'last', windows: 'independent', shortest: 2 },
  // A tenth of the sequence has to hold a point.
  'temporal-order': { target: 'classes', answer: 'last', windows: 'independent', shortest: 10 },
  // Ten symbols, a delay of one or more, ten symbols again.
  copy: { target: 'classes', answer: 'every', windows: 'independent', shortest: 21 },
  // Where no state is carried its windows are drawn, each for itself.
  csv: { target: 'values', answer: 'every', windows: 'series', shortest: 1 },
};

export function taskTraits(kind: Task['kind']): TaskTraits {
  return TRAITS[kind];
}

/** Whether the windows of a run follow on each other, step by step. */
export function windowsFollow({ task, training }: Pick<Settings, 'task' | 'training'>): boolean {
  return TRAITS[task.kind].windows === 'series' && (task.kind !== 'csv' || training.carryState);
}

/** What a task leaves no choice about; null: any value is right. */
export interface TaskNeeds {
  readonly lossKind: Loss['kind'];
  readonly lossOn: Loss['on'] | null;
  /** False where there is no state that could be carried from one window to the next. */
  readonly carryState: false | null;
}

/** What training has to be set to for a kind of task to make sense. */
export function taskNeeds(kind: Task['kind']): TaskNeeds {
  const { target, answer, windows } = taskTraits(kind);
  return {
    lossKind: target === 'classes' ? 'cross-entropy' : 'mse',
    lossOn: answer === 'last' ? 'last' : target === 'classes' ? 'every' : null,
    carryState: windows === 'independent' ? false : null,
  };
}
