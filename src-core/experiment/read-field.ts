// One scalar of the experiment: its value if it is good, a problem if it is not.
import { assertNever } from '../assert-never';
import { describeValue } from './describe-value';
import { CSV_PATH_WORDS, isCsvPath } from './csv-path';
import type { Field, FieldPath, NumberField, OptionalNumberField, TextField } from './field';
import { nearestName } from './nearest-name';
import { isPlainObject, ownValue } from './plain-object';
import type { Problem } from './problem';
import { SUPPORTED, type SupportTable } from './supported';

export type Reading =
  { readonly kind: 'ok'; readonly value: unknown } | { readonly kind: 'refused'; readonly problem: Problem };

function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function describeRange(field: NumberField | OptionalNumberField): string {
  const noun = field.type === 'integer' ? 'a whole number' : 'a number';
  const orNull = field.nullable === true ? ', or null' : '';
  if (field.open === 'min') return `${noun} above ${field.min}, at most ${field.max}${orNull}`;
  if (field.open === 'max') return `${noun} from ${field.min} to below ${field.max}${orNull}`;
  return `${noun} from ${field.min} to ${field.max}${orNull}`;
}

const LONGEST_COLUMN = 200;
const COLUMN_WORDS = `the name of a column, 1 to ${LONGEST_COLUMN} characters on one line`;

function isName(names: TextField['names'], value: string): boolean {
  if (names === 'csv-file') return isCsvPath(value);
  // eslint-disable-next-line no-control-regex
  return value.trim() !== '' && value.length <= LONGEST_COLUMN && !/[\u0000-\u001f\u007f]/.test(value);
}

/** What the field takes, as words: `a whole number from 1 to 4096`, `tanh or relu`, `true or false`. */
export function describeField(field: Field): string {
  switch (field.type) {
    case 'boolean':
      return 'true or false';
    case 'choice':
      return orList(Object.keys(field.choices));
    case 'text':
      return field.names === 'csv-file' ? CSV_PATH_WORDS : COLUMN_WORDS;
    case 'number':
    case 'integer':
      return describeRange(field);
    default:
      return assertNever(field);
  }
}

function inRange(field: NumberField | OptionalNumberField, value: number): boolean {
  if (!Number.isFinite(value) || value < field.min || value > field.max) return false;
  if (field.open === 'min' && value === field.min) return false;
  if (field.open === 'max' && value === field.max) return false;
  return field.type !== 'integer' || Number.isSafeInteger(value);
}

/** True for the object that names a lane in place of a number. */
function isLaneReference(field: Field, value: unknown): boolean {
  if (field.type !== 'integer' || field.laneReference === undefined || !isPlainObject(value)) return false;
  const label = ownValue(value, field.laneReference);
  return typeof label === 'string' && label !== '' && Object.keys(value).length === 1;
}

function accepts(field: Field, value: unknown): boolean {
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'choice':
      return typeof value === 'string' && Object.hasOwn(field.choices, value);
    case 'text':
      return typeof value === 'string' && isName(field.names, value);
    case 'number':
    case 'integer':
      if (field.nullable === true && value === null) return true;
      return typeof value === 'number' ? inRange(field, value) : isLaneReference(field, value);
    default:
      return assertNever(field);
  }
}

/** `model.cell` → cell, `training.clip.kind` → clip: the word for what a choice chooses. */
function nounOf(path: string): string {
  const keys = path.split('.');
  return (keys.at(-1) === 'kind' ? keys.at(-2) : keys.at(-1)) ?? path;
}

/** What to answer to a value that the format knows and this version does not train; null for any other. */
function laterVersion(path: string, field: Field, value: unknown, supported: SupportTable): string | null {
  const works = supported[path as FieldPath] ?? (field.type === 'choice' ? Object.keys(field.choices) : null);
  if (works === null || !accepts(field, value) || works.some((one) => one === value)) return null;
  return `${orList(works.map(String))} (the ${nounOf(path)} ${String(value)} arrives in a later version)`;
}

function expectation(field: Field, value: unknown): string {
  if (field.type === 'integer' && field.laneReference !== undefined && isPlainObject(value)) {
    return `${describeField(field)}, or {"${field.laneReference}": "<label of a lane>"}`;
  }
  if (field.type !== 'choice' || typeof value !== 'string') return describeField(field);
  const nearest = nearestName(value, Object.keys(field.choices));
  return nearest === null ? describeField(field) : `${describeField(field)}: did you mean ${nearest}?`;
}

/**
 * Reads the field at `path` out of the object that should hold it. A field that is absent takes its default; one that is
 * there and wrong is refused, never replaced.
 */
export function readField(
  path: FieldPath,
  field: Field,
  holder: Readonly<Record<string, unknown>>,
  supported: SupportTable = SUPPORTED,
): Reading {
  const key = path.slice(path.lastIndexOf('.') + 1);
  if (!Object.hasOwn(holder, key)) return { kind: 'ok', value: field.default };
  const value = ownValue(holder, key);
  const refused = (expected: string): Reading => ({
    kind: 'refused',
    problem: { path, expected, got: describeValue(value) },
  });
  const later = laterVersion(path, field, value, supported);
  if (later !== null) return refused(later);
  if (!accepts(field, value)) return refused(expectation(field, value));
  // JSON knows no -0: what is read is what can be written.
  return { kind: 'ok', value: value === 0 ? 0 : value };
}
