// Between the entries of the form, where every number is text as typed, and the settings they state: pure, both ways.
import { valueAt } from '../../src-core/experiment/value-at';
import type { Experiment, MatchParameters, Task } from '../../src-core/experiment/experiment';
import type { Field, FieldPath } from '../../src-core/experiment/field';
import { FIELD_PATHS, FIELDS, fieldOf, kindPath, kindsWith } from '../../src-core/experiment/fields';
import { SUPPORTED } from '../../src-core/experiment/supported';
import { taskNeeds, taskTraits } from '../../src-core/experiment/task-traits';
import { seedText } from './seed-list';

/** Path of the seeds, the one entry of the form that is no field of the settings. */
export const SEEDS_PATH = 'seeds';

export type FormPath = FieldPath | typeof SEEDS_PATH;

/** What stands in the form: text for numbers and choices, as typed; true or false for switches. */
export type FormValues = Readonly<Record<FormPath, string | boolean>>;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The experiment as form values; fields of union members that are not chosen show their defaults. */
export function formValues(experiment: Experiment): FormValues {
  const entries = FIELD_PATHS.map((path): [FieldPath, string | boolean] => {
    const value = valueAt(experiment, path);
    const shown = value === undefined ? FIELDS[path].default : value;
    return [path, typeof shown === 'boolean' ? shown : textOf(shown)];
  });
  return {
    ...(Object.fromEntries(entries) as Record<FieldPath, string | boolean>),
    [SEEDS_PATH]: seedText(experiment.seeds),
  };
}

/** A number of parameters to be met is written with the lane that has it: `= LSTM`. */
function textOf(value: unknown): string {
  if (value === null) return '';
  return isReference(value) ? referenceText(value.matchParameters) : String(value);
}

const isReference = (value: unknown): value is MatchParameters =>
  typeof value === 'object' && value !== null && 'matchParameters' in value;

/** The entry that stands for the size at which a lane has as many parameters as the one with this label. */
export const referenceText = (label: string): string => `= ${label}`;

/** What {@link referenceText} wrote; any other text as it stands. */
export function referenceOrText(text: string): unknown {
  return text.startsWith('=') ? { matchParameters: text.slice(1).trim() } : text;
}

/** Text as the number it is; as it stands where it is none, so that the problem can name it. */
export function numberOrText(text: string): number | string {
  const trimmed = text.trim();
  return NUMBER.test(trimmed) ? Number(trimmed) : trimmed;
}

/** The field as it is beside what else stands in the form: the kind of its union may make it another. */
export function fieldIn(path: FieldPath, values: FormValues): Field {
  return fieldOf(path, kindIn(path, values));
}

/** The kind that stands in the form of the union a field is in; undefined where it is in none. */
export function kindIn(path: string, values: FormValues): string | boolean | undefined {
  return (values as Readonly<Record<string, string | boolean>>)[kindPath(path)];
}

function typed(field: Field, value: string | boolean): unknown {
  if (typeof value === 'boolean' || field.type === 'choice' || field.type === 'boolean') return value;
  if (field.type === 'text') return value.trim();
  if (value.trim() === '') return field.nullable === true ? null : '';
  const given = numberOrText(value);
  return field.laneReference === undefined || typeof given === 'number' ? given : referenceOrText(given);
}

/** True where the field means something beside what else stands in the form: `training.clip.limit` not with clipping off. */
export function applies(path: FormPath, values: FormValues): boolean {
  if (path === 'model.init.forgetBias') return values['model.cell'] === 'lstm';
  if (path === 'model.nonlinearity') return values['model.cell'] === 'rnn';
  if (path === 'model.dropout') return Number(values['model.layers']) !== 1;
  const kinds = kindsWith(path);
  if (kinds === null) return true;
  return path !== SEEDS_PATH && kinds.includes(String(kindIn(path, values)));
}

/** True where the form has something to choose: this version may train only one value of a field. */
export function hasChoice(path: FormPath): boolean {
  if (path === SEEDS_PATH) return true;
  const supported = SUPPORTED[path];
  if (supported !== undefined) return supported.length > 1;
  const field = FIELDS[path];
  return field.type !== 'choice' || Object.keys(field.choices).length > 1;
}

/** The values of a choice that this version trains. */
export function choicesOf(path: FieldPath): readonly string[] {
  const field = FIELDS[path];
  if (field.type !== 'choice') return [];
  const supported = SUPPORTED[path];
  return Object.keys(field.choices).filter((value) => supported === undefined || supported.includes(value));
}

/**
 * The form with another task, and with loss and state set to what that task needs, or to their defaults where it needs nothing:
 * what would be refused is not what a person chose who chose a task.
 */
export function withTask(values: FormValues, kind: Task['kind']): FormValues {
  const { lossKind, lossOn, carryState } = taskNeeds(kind);
  const { shortest } = taskTraits(kind);
  const timeStep = values['task.timeStep'];
  const before = values['task.kind'];
  // A choice for one task is no name of a column for another.
  const others = FIELD_PATHS.filter((path) => fieldOf(path, before) !== fieldOf(path, kind));
  const renamed = Object.fromEntries(others.map((path) => [path, String(fieldOf(path, kind).default)]));
  return {
    ...values,
    ...renamed,
    'task.kind': kind,
    'task.timeStep': Number(timeStep) < shortest ? String(shortest) : timeStep,
    'training.loss.kind': lossKind,
    'training.loss.on': lossOn ?? FIELDS['training.loss.on'].default,
    'training.carryState': carryState ?? FIELDS['training.carryState'].default,
  };
}

/** Value of an entry as the experiment file has it. */
export function typedValue(path: FieldPath, values: FormValues): unknown {
  return typed(fieldIn(path, values), values[path]);
}

/** Task, model and training as the file has them, of the fields that apply. */
export function formSettings(values: FormValues): Readonly<Record<string, unknown>> {
  const settings: Record<string, unknown> = {};
  for (const path of FIELD_PATHS) {
    if (applies(path, values)) put(settings, path.split('.'), typedValue(path, values));
  }
  return settings;
}

function put(holder: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) holder[key] = value;
  else put((holder[key] ??= {}) as Record<string, unknown>, rest, value);
}

/** Fields whose value differs between two states of the form, of those that apply. */
export function changedPaths(values: FormValues, base: FormValues): FormPath[] {
  return ([...FIELD_PATHS, SEEDS_PATH] as const).filter(
    (path) => applies(path, values) && !sameEntry(values[path], base[path]),
  );
}

/** True where two entries state the same value, however they are typed. */
export function sameEntry(one: string | boolean, other: string | boolean): boolean {
  if (typeof one === 'boolean' || typeof other === 'boolean') return one === other;
  return numberOrText(one) === numberOrText(other);
}
