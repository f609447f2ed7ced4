// Settings for tests: the article's, with what a test changes.
import { articleExperiment } from '../../src-core/experiment/article';
import type { Model, Settings, SineCosineTask, Task, Training } from '../../src-core/experiment/experiment';

export interface SettingsChange {
  /** A task, or what differs from the article's. */
  readonly task?: Partial<SineCosineTask> | Task;
  readonly model?: Partial<Model>;
  readonly training?: Partial<Training>;
}

export function settingsWith({ task, model, training }: SettingsChange): Settings {
  const article = articleExperiment();
  return {
    task: taskWith(task ?? {}),
    model: { ...article.model, ...model },
    training: { ...article.training, ...training },
  };
}

function taskWith(change: Partial<SineCosineTask> | Task): Task {
  if (isOther(change)) return change;
  return { ...articleExperiment().task, ...change } as SineCosineTask;
}

function isOther(change: Partial<SineCosineTask> | Task): change is Exclude<Task, SineCosineTask> {
  return change.kind !== undefined && change.kind !== 'sine-cosine';
}
