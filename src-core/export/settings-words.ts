// Settings in words, for captions and reports: by the labels of the form, from the one table of fields.
import { assertNever } from '../assert-never';
import type { Experiment } from '../experiment/experiment';
import type { Field } from '../experiment/field';
import { FIELD_PATHS, fieldAt, kindPath, kindsWith } from '../experiment/fields';
import type { ResolvedLane } from '../experiment/lanes';
import { isPlainObject, ownValue } from '../experiment/plain-object';
import type { FieldText } from '../language/field-text';
import type { Translate } from '../language/translate';
import type { ExportTexts } from './export-texts';

/** Of a lane, or of an experiment, whose hidden size may be stated by another lane. */
type Stated = Pick<Experiment, 'task' | 'model' | 'training'>;

export interface SettingWords {
  /** `training.clip.limit`. */
  readonly path: string;
  readonly label: string;
  readonly value: string;
  /** True where the table of fields has another default. */
  readonly changed: boolean;
}

/** Said of every experiment, default or not: without them no one knows what was trained. */
const ALWAYS: readonly string[] = [
  'task.kind',
  'task.timeStep',
  'model.cell',
  'model.hiddenSize',
  'training.optimizer.kind',
  'training.optimizer.learningRate',
  'training.steps',
  'training.clip.kind',
];

/** Every field that the settings have, in the order of the table. */
export function settingWords(settings: Stated, texts: ExportTexts): readonly SettingWords[] {
  return FIELD_PATHS.flatMap((path) => {
    const value = valueAt(settings, path);
    const kind = valueAt(settings, kindPath(path));
    const field = fieldAt(path, kind);
    if (value === undefined || field === null || !belongs(settings, path)) return [];
    const text = texts.field(path, kind);
    return {
      path,
      label: text.label,
      value: valueWords(field, text, value, texts.t),
      changed: JSON.stringify(value) !== JSON.stringify(field.default),
    };
  });
}

/** What an experiment's captions say of its settings: the essential ones, and those that are not the default. */
export function experimentWords(experiment: Experiment, texts: ExportTexts): string {
  return settingWords(experiment, texts)
    .filter(({ path, changed }) => changed || ALWAYS.includes(path))
    .map(({ label, value }) => `${label} ${value}`)
    .join(' · ');
}

/** What each lane trains otherwise than the shared settings: `LSTM: Cell LSTM`; the lane alone where it changes nothing. */
export function laneWords(
  experiment: Experiment,
  lanes: readonly ResolvedLane[],
  texts: ExportTexts,
): string {
  const shared = new Map(settingWords(experiment, texts).map(({ path, value }) => [path as string, value]));
  return lanes
    .map(({ label, settings }) => {
      const own = settingWords(settings, texts).filter(({ path, value }) => shared.get(path) !== value);
      const words = own.map((setting) => `${setting.label} ${setting.value}`).join(texts.t('figure.comma'));
      return words === '' ? label : texts.t('figure.named', { name: label, words });
    })
    .join(' · ');
}

/** `seed 1`, `seeds 1 to 20`, `seeds 1, 5, 9`. */
export function seedWords(seeds: readonly number[], t: Translate): string {
  const [first = 0] = seeds;
  if (seeds.length === 1) return t('lane.seed', { seed: first });
  const consecutive = seeds.every((seed, place) => seed === first + place);
  return consecutive && seeds.length > 2
    ? t('figure.seeds-range', { first, last: first + seeds.length - 1 })
    : t('figure.seeds', { list: seeds.join(t('figure.comma')) });
}

function valueAt(settings: Stated, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inside, key) => (isPlainObject(inside) ? ownValue(inside, key) : undefined), settings);
}

/** Fields that only some kinds of their union have are there for those alone. */
function belongs(settings: Stated, path: string): boolean {
  const kinds = kindsWith(path);
  if (kinds === null) return true;
  const kind = valueAt(settings, kindPath(path));
  return typeof kind === 'string' && kinds.includes(kind);
}

function valueWords(field: Field, text: FieldText, value: unknown, t: Translate): string {
  if (value === null) return t('settings.off');
  switch (field.type) {
    case 'choice':
      return text.choices?.[value as string] ?? String(value);
    case 'text':
      return String(value);
    case 'boolean':
      return t(value === true ? 'figure.yes' : 'figure.no');
    case 'number':
    case 'integer': {
      // Whatever else stands for a number matches the parameters of another lane.
      const words = typeof value === 'number' ? String(value) : matchWords(value, t);
      return text.unit === undefined ? words : `${words} ${text.unit}`;
    }
    default:
      return assertNever(field);
  }
}

function matchWords(value: unknown, t: Translate): string {
  const lane = isPlainObject(value) ? ownValue(value, 'matchParameters') : value;
  return t('figure.matched', { lane: String(lane) });
}
