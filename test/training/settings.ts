// Settings for tests: the article's, with what a test changes.
import { articleExperiment } from '../../src-core/experiment/article';
import type { Model, Settings, SineCosineTask, Training } from '../../src-core/experiment/experiment';

export interface SettingsChange {
  readonly task?: Partial<SineCosineTask>;
  readonly model?: Partial<Model>;
  readonly training?: Partial<Training>;
}

export function settingsWith({ task, model, training }: SettingsChange): Settings {
  const article = articleExperiment();
  return {
    task: { ...article.task, ...task },
    model: { ...article.model, ...model },
    training: { ...article.training, ...training },
  };
}
