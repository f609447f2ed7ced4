// Which settings stand where in the form. Labels, help and ranges come from the table of fields.
import { fieldAt } from '../../src-core/experiment/fields';
import type { MessageKey } from '../../src-core/language/catalogue';
import type { FieldText } from '../../src-core/language/field-text';
import type { Texts } from '../language/useLanguage';
import { applies, hasChoice, SEEDS_PATH, type FormPath, type FormValues } from './experiment-form';

type GroupTitle = Extract<MessageKey, 'settings.task' | 'settings.model' | 'settings.training'>;

export interface SettingGroup {
  readonly title: GroupTitle;
  readonly fields: readonly FormPath[];
  /** Shown on demand. */
  readonly more: readonly FormPath[];
}

const GROUPS: readonly SettingGroup[] = [
  {
    title: 'settings.task',
    fields: [
      'task.kind',
      'task.path',
      'task.input',
      'task.target',
      'task.horizon',
      'task.timeStep',
      'training.carryState',
    ],
    more: ['task.amplitude', 'task.frequency', 'task.phase', 'task.noise', 'task.scale', 'task.testFraction'],
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
      SEEDS_PATH,
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

/**
 * The groups of the form, with the fields that apply to its values and leave something to choose.
 * @param ofLane the form of one lane: seeds are those of all
 */
export function visibleGroups(values: FormValues, ofLane = false): SettingGroup[] {
  const shown = (path: FormPath): boolean =>
    hasChoice(path) && applies(path, values) && !(ofLane && path === SEEDS_PATH);
  return GROUPS.map(({ title, fields, more }) => ({
    title,
    fields: fields.filter(shown),
    more: more.filter(shown),
  }));
}

/** What a person reads of an entry of the form. @param kind that of the union it is in */
export function entryText(path: FormPath, { t, field }: Texts, kind?: unknown): FieldText {
  return path === SEEDS_PATH
    ? { label: t('settings.seeds'), help: t('settings.seeds-help') }
    : field(path, kind);
}

/** True where it is the sweep that a problem is about. */
export const isSweepProblem = ({ path }: { readonly path: string }): boolean =>
  path === 'sweep' || path.startsWith('sweep[');

/** How the form names the place of a problem: the field's label, or the path of what has no field of its own. */
export function fieldLabel(path: string, texts: Texts): string {
  if (path === SEEDS_PATH || fieldAt(path) !== null) return entryText(path as FormPath, texts).label;
  if (path === 'label') return texts.t('lanes.name');
  if (isSweepProblem({ path })) return texts.t('sweep.title');
  return path === '' ? texts.t('problem.experiment') : path;
}
