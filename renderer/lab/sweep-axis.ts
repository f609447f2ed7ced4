// The paths of a sweep as a person states them: a path, and its values as typed. Pure, both ways.
import type { Sweep } from '../../src-core/experiment/experiment';
import type { Field, FieldPath } from '../../src-core/experiment/field';
import { fieldAt, FIELD_PATHS, FIELDS } from '../../src-core/experiment/fields';
import { isPlainObject } from '../../src-core/experiment/plain-object';
import {
  choicesOf,
  kindIn,
  numberOrText,
  referenceOrText,
  referenceText,
  type FormValues,
} from './experiment-form';

/** A path of the sweep, of a field or of a section with kinds (`training.clip`), and its values, separated by commas. */
export interface DraftAxis {
  readonly path: string;
  readonly text: string;
  /** The values that the text was made of: what a file states is kept as long as nobody types over it. */
  readonly stated?: readonly unknown[];
}

/** A grid has rows and columns. */
export const MOST_AXES = 2;

/** End of a path that chooses the kind of its section. */
export const KIND = '.kind';

/** The axes of a sweep as a file has it. */
export function axesOf(sweep: Sweep | undefined): readonly DraftAxis[] {
  return Object.entries(sweep ?? {}).map(([path, values]) => ({
    path,
    text: values.map((value) => valueText(path, value)).join(', '),
    stated: values,
  }));
}

/** The sweep as a file has it; undefined where there are no axes. */
export function sweepOf(
  axes: readonly DraftAxis[],
): Readonly<Record<string, readonly unknown[]>> | undefined {
  if (axes.length === 0) return undefined;
  return Object.fromEntries(axes.map((axis) => [axis.path, axis.stated ?? typedValues(axis)]));
}

/** The values as they are typed; what is none stays as text, so that the problem can name it. */
function typedValues({ path, text }: DraftAxis): readonly unknown[] {
  return itemsOf(text).map((item) => typedValue(path, item));
}

/** What stands between commas. */
export function itemsOf(text: string): readonly string[] {
  return text
    .split(/[,;，；、]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** `norm 1` as {"kind": "norm", "limit": 1}; the number of a kind that takes one, or name by name where it takes several. */
function typedValue(path: string, item: string): unknown {
  const field = fieldAt(path);
  if (field !== null) return fieldValue(field, item);
  const [kind = '', ...rest] = item.split(/\s+/);
  const [only] = rest;
  const [member] = membersOf(path, kind);
  if (only !== undefined && rest.length === 1 && member !== undefined)
    return { kind, [member]: numberOrText(only) };
  const pairs = Array.from({ length: Math.ceil(rest.length / 2) }, (_, k) => [
    rest[2 * k] ?? '',
    numberOrText(rest[2 * k + 1] ?? ''),
  ]);
  return { kind, ...(Object.fromEntries(pairs) as object) };
}

function fieldValue(field: Field, item: string): unknown {
  switch (field.type) {
    case 'choice':
    case 'text':
      return item;
    case 'boolean':
      return item === 'true' ? true : item === 'false' ? false : item;
    default: {
      if (field.nullable === true && item === 'null') return null;
      const given = numberOrText(item);
      return typeof given === 'string' && field.laneReference !== undefined ? referenceOrText(given) : given;
    }
  }
}

/** Names of the numbers that a kind of a section takes. */
function membersOf(section: string, kind: string): readonly string[] {
  return FIELD_PATHS.filter((path) => {
    const field: Field = FIELDS[path];
    const own = path.startsWith(`${section}.`) && !path.endsWith(KIND);
    return own && field.type === 'number' && field.kinds?.[kind] === true;
  }).map((path) => path.slice(section.length + 1));
}

function valueText(section: string, value: unknown): string {
  if (!isPlainObject(value)) return String(value);
  if (typeof value['matchParameters'] === 'string') return referenceText(value['matchParameters']);
  const { kind, ...rest } = value;
  const others = Object.entries(rest);
  const [only] = others;
  if (only !== undefined && others.length === 1 && membersOf(section, String(kind))[0] === only[0])
    return `${String(kind)} ${String(only[1])}`;
  return [String(kind), ...others.flatMap(([name, inner]) => [name, String(inner)])].join(' ');
}

/** The kind of a section whose kinds take numbers of their own is swept with them; any other by itself. */
export const isSectionKind = (path: FieldPath): boolean =>
  path.endsWith(KIND) &&
  choicesOf(path).some((kind) => membersOf(path.slice(0, -KIND.length), kind).length > 0);

/** The kinds of a section, or the values of a choice; empty for what is typed. @param kind that of the union a field is in */
export function axisChoices(path: string, kind?: unknown): readonly string[] {
  const field = fieldAt(path, kind);
  if (field?.type === 'text') return [];
  if (field?.type === 'boolean') return ['false', 'true'];
  return choicesOf((field === null ? `${path}${KIND}` : path) as FieldPath);
}

/** True where the values are chosen, not typed. */
export function isChosen(path: string, kind?: unknown): boolean {
  const field = fieldAt(path, kind);
  return field?.type === 'choice' || field?.type === 'boolean';
}

/** Values to begin with: all there are of a choice, else those around the present one. */
export function firstValues(path: string, values: FormValues): string {
  const field = fieldAt(path, kindIn(path, values));
  if (field === null)
    return axisChoices(path)
      .map((kind) => kindText(path, kind))
      .join(', ');
  if (field.type === 'choice' || field.type === 'boolean') return axisChoices(path).join(', ');
  if (field.type === 'text') return String(values[path as FieldPath]);
  const present = Number(values[path as FieldPath]);
  const centre = present > 0 ? present : Number(field.default ?? 0) || 1;
  const factor = field.type === 'integer' ? 2 : 10;
  const around = [centre / factor, centre, centre * factor].map((value) => {
    const rounded = field.type === 'integer' ? Math.round(value) : Number(value.toPrecision(6));
    return Math.min(field.max, Math.max(field.min, rounded));
  });
  return [...new Set(around)].join(', ');
}

function kindText(section: string, kind: string): string {
  const members = membersOf(section, kind);
  const [member] = members;
  if (member === undefined || members.length > 1) return kind;
  return `${kind} ${String(FIELDS[`${section}.${member}` as FieldPath].default)}`;
}

/** True where one of two paths holds the other: both cannot be swept. */
export function overlaps(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}

/** The axis that sets the field at a path; null where none does. */
export function axisOf(axes: readonly DraftAxis[], path: string): DraftAxis | null {
  return axes.find((axis) => axis.path === path || path.startsWith(`${axis.path}.`)) ?? null;
}
