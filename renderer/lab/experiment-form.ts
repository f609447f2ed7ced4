// Between the form, where every number is text as typed, and the experiment: pure, both ways.
import type { Experiment, Task } from '../../src-core/experiment/experiment';
import type { Field, FieldPath } from '../../src-core/experiment/field';
import { FIELD_PATHS, FIELDS, kindsWith } from '../../src-core/experiment/fields';
import { parseExperiment } from '../../src-core/experiment/parse-experiment';
import type { Problem } from '../../src-core/experiment/problem';
import { SUPPORTED } from '../../src-core/experiment/supported';
import { taskNeeds, taskTraits } from '../../src-core/experiment/task-traits';

/** Path of the first seed, the one entry of the form that is no field of the settings. */
export const SEED_PATH = 'seeds[0]';

export type FormPath = FieldPath | typeof SEED_PATH;

/** What stands in the form: text for numbers and choices, as typed; true or false for switches. */
export type FormValues = Readonly<Record<FormPath, string | boolean>>;

export type FormReading =
  | { readonly kind: 'ok'; readonly experiment: Experiment }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function valueAt(holder: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], holder);
}

/** The experiment as form values; fields of union members that are not chosen show their defaults. */
export function formValues(experiment: Experiment): FormValues {
  const entries = FIELD_PATHS.map((path): [FieldPath, string | boolean] => {
    const value = valueAt(experiment, path);
    const shown = value === undefined ? FIELDS[path].default : value;
    return [path, typeof shown === 'boolean' ? shown : textOf(shown)];
  });
  return {
    ...(Object.fromEntries(entries) as Record<FieldPath, string | boolean>),
    [SEED_PATH]: String(experiment.seeds[0] ?? 1),
  };
}

/** What a lane is named with in place of a number stands in the form as it does in the file. */
function textOf(value: unknown): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A hidden size that names a lane, as {@link textOf} wrote it; any other text as it stands. */
function referenceOrText(text: string): unknown {
  try {
    return text.startsWith('{') ? JSON.parse(text) : text;
  } catch {
    return text;
  }
}

/** Text as the number it is; as it stands where it is none, so that the problem can name it. */
function numberOrText(text: string): number | string {
  const trimmed = text.trim();
  return NUMBER.test(trimmed) ? Number(trimmed) : trimmed;
}

function typed(path: FieldPath, value: string | boolean): unknown {
  const field: Field = FIELDS[path];
  if (typeof value === 'boolean' || field.type === 'choice' || field.type === 'boolean') return value;
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
  const kindPath = `${path.slice(0, path.lastIndexOf('.'))}.kind` as FieldPath;
  return kinds.includes(String(values[kindPath]));
}

/** True where the form has something to choose: this version may train only one value of a field. */
export function hasChoice(path: FormPath): boolean {
  if (path === SEED_PATH) return true;
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
  return {
    ...values,
    'task.kind': kind,
    'task.timeStep': Number(timeStep) < shortest ? String(shortest) : timeStep,
    'training.loss.kind': lossKind,
    'training.loss.on': lossOn ?? FIELDS['training.loss.on'].default,
    'training.carryState': carryState ?? FIELDS['training.carryState'].default,
  };
}

/** The experiment the form states: `base` with the form's values, or all that is wrong with it. */
export function readForm(base: Experiment, values: FormValues): FormReading {
  const settings: Record<string, unknown> = {};
  for (const path of FIELD_PATHS) {
    if (!applies(path, values)) continue;
    put(settings, path.split('.'), typed(path, values[path]));
  }
  const seeds = [numberOrText(String(values[SEED_PATH])), ...base.seeds.slice(1)];
  const { format, version, name, sweep } = base;
  const lanes = isNamedAfterCell(base) ? {} : { lanes: base.lanes };
  const grid = sweep === undefined ? {} : { sweep };
  return parseExperiment({ format, version, name, ...settings, seeds, ...lanes, ...grid });
}

/** True where the experiment has the one lane it gets when none is stated: its name then follows the cell. */
function isNamedAfterCell(base: Experiment): boolean {
  const { lanes, ...rest } = base;
  const unstated = parseExperiment(rest);
  return unstated.kind === 'ok' && JSON.stringify(unstated.experiment.lanes) === JSON.stringify(lanes);
}

function put(holder: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) holder[key] = value;
  else put((holder[key] ??= {}) as Record<string, unknown>, rest, value);
}

/** Fields whose value differs between two states of the form, of those that apply. */
export function changedPaths(values: FormValues, base: FormValues): FormPath[] {
  return ([...FIELD_PATHS, SEED_PATH] as const).filter(
    (path) => applies(path, values) && !sameEntry(values[path], base[path]),
  );
}

function sameEntry(one: string | boolean, other: string | boolean): boolean {
  if (typeof one === 'boolean' || typeof other === 'boolean') return one === other;
  return numberOrText(one) === numberOrText(other);
}
