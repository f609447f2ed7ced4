// Which settings stand where in the form. Labels, help and ranges come from the table of fields.
import { fieldAt, FIELDS } from '../../src-core/experiment/fields';
import type { Field, FieldPath } from '../../src-core/experiment/field';
import type { MessageKey } from '../../src-core/language/catalogue';
import type { FieldText } from '../../src-core/language/field-text';
import type { Texts } from '../language/useLanguage';
import { applies, hasChoice, SEED_PATH, type FormPath, type FormValues } from './experiment-form';

type GroupTitle = Extract<MessageKey, `settings.${string}`>;

export interface SettingGroup {
  readonly title: GroupTitle;
  readonly fields: readonly FormPath[];
  /** Shown on demand. */
  readonly more: readonly FormPath[];
}

const GROUPS: readonly SettingGroup[] = [
  {
    title: 'settings.task',
    fields: ['task.kind', 'task.timeStep', 'task.target', 'training.carryState'],
    more: ['task.amplitude', 'task.frequency', 'task.phase', 'task.noise'],
  },
  {
    title: 'settings.model',
    fields: ['model.cell', 'model.nonlinearity', 'model.hiddenSize', 'model.layers', 'model.bidirectional'],
    more: [
      'model.normalization',
      'model.dropout',
      'model.init.kind',
      'model.init.recurrentGain',
      'model.init.forgetBias',
    ],
  },
  {
    title: 'settings.training',
    fields: [
      'training.optimizer.kind',
      'training.optimizer.learningRate',
      'training.optimizer.momentum',
      'training.optimizer.nesterov',
      'training.optimizer.weightDecay',
      'training.clip.kind',
      'training.clip.limit',
      'training.steps',
      SEED_PATH,
    ],
    more: [
      'training.batchSize',
      'training.loss.kind',
      'training.loss.on',
      'training.schedule.kind',
      'training.schedule.every',
      'training.schedule.factor',
      'training.schedule.to',
      'training.schedule.steps',
      'training.stopWhen.notFinite',
      'training.stopWhen.lossBelow',
      'training.stopWhen.steps',
      'training.stopWhen.seconds',
    ],
  },
];

const SEED_FIELD: Field = {
  type: 'integer',
  min: 0,
  max: 2 ** 32 - 1,
  default: 1,
  label: 'Seed',
  help: 'Starts the generator of weights and noise: the same seed, the same run.',
};

/** The groups of the form, with the fields that apply to its values and leave something to choose. */
export function visibleGroups(values: FormValues): SettingGroup[] {
  const shown = (path: FormPath): boolean => hasChoice(path) && applies(path, values);
  return GROUPS.map(({ title, fields, more }) => ({
    title,
    fields: fields.filter(shown),
    more: more.filter(shown),
  }));
}

/** Type and range of an entry of the form. */
export function fieldOf(path: FormPath): Field {
  return path === SEED_PATH ? SEED_FIELD : FIELDS[path];
}

/** What a person reads of an entry of the form. */
export function entryText(path: FormPath, { t, field }: Texts): FieldText {
  return path === SEED_PATH ? { label: t('settings.seed'), help: t('settings.seed-help') } : field(path);
}

/** How the form names the place of a problem: the field's label, or the path of what has no field of its own. */
export function fieldLabel(path: string, texts: Texts): string {
  if (path === SEED_PATH || fieldAt(path) !== null)
    return entryText(path as FieldPath | typeof SEED_PATH, texts).label;
  return path === '' ? texts.t('problem.experiment') : path;
}
