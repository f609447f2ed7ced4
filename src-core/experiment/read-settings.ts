// Task, model and training of an experiment file, read along the table of fields. Every problem is reported, not the first.
import { describeValue } from './describe-value';
import type { Settings, StatedSettings } from './experiment';
import type { FieldPath } from './field';
import { FIELD_PATHS, fieldAt, fieldOf, kindsWith } from './fields';
import { nearestName } from './nearest-name';
import { isPlainObject, ownValue, type PlainObject } from './plain-object';
import type { Problem } from './problem';
import { readField } from './read-field';
import { SUPPORTED, type SupportTable } from './supported';

interface Section {
  /** Path of the section, with a dot at its end: `training.clip.`; empty for the whole. */
  readonly prefix: string;
  readonly problems: Problem[];
  readonly supported: SupportTable;
}

/** The names directly under a prefix, in the order of the table. */
export function namesUnder(prefix: string): readonly string[] {
  const names = FIELD_PATHS.filter((path) => path.startsWith(prefix)).map(
    (path) => path.slice(prefix.length).split('.')[0] ?? '',
  );
  return [...new Set(names)];
}

/** True where a path holds a union or a choice of kind, such as `training.clip`: a lane may replace it whole. */
export function isKindSection(path: string): boolean {
  return fieldAt(`${path}.kind`) !== null;
}

/** What to say of a name that is no field: the nearest that is one, here or elsewhere, else all that are. */
export function expectedName(prefix: string, name: string, names: readonly string[]): string {
  const elsewhere = FIELD_PATHS.find((path) => path.endsWith(`.${name}`));
  const nearest = nearestName(name, names);
  if (nearest !== null) return `a known field: did you mean ${prefix}${nearest}?`;
  if (elsewhere !== undefined) return `a known field: did you mean ${elsewhere}?`;
  return `one of ${names.join(', ')}`;
}

/** The fields of a union that its kind does not have are as wrong as unknown ones. */
function expectedOfKind(path: string, kind: unknown): string | null {
  const kinds = kindsWith(path);
  if (kinds === null || typeof kind !== 'string' || kinds.includes(kind)) return null;
  const key = path.slice(path.lastIndexOf('.') + 1);
  return `no ${key} with the kind ${kind} (it belongs to ${kinds.join(', ')})`;
}

function reportUnknown(holder: PlainObject, names: readonly string[], section: Section): void {
  for (const name of Object.keys(holder)) {
    if (names.includes(name)) continue;
    section.problems.push({
      path: `${section.prefix}${name}`,
      expected: expectedName(section.prefix, name, names),
      got: describeValue(ownValue(holder, name)),
    });
  }
}

/** The kind a union has, once read: null where the section has no kind, or its kind was refused. */
function readKind(holder: PlainObject, section: Section): { readonly value: unknown; readonly bad: boolean } {
  const path = `${section.prefix}kind` as FieldPath;
  const field = fieldAt(path);
  if (field === null) return { value: null, bad: false };
  const reading = readField(path, field, holder, section.supported);
  if (reading.kind === 'ok') return { value: reading.value, bad: false };
  section.problems.push(reading.problem);
  return { value: field.default, bad: true };
}

function readScalar(path: FieldPath, kind: unknown, holder: PlainObject, section: Section): unknown {
  const field = fieldOf(path, kind);
  const reading = readField(path, field, holder, section.supported);
  if (reading.kind === 'ok') return reading.value;
  section.problems.push(reading.problem);
  return field.default;
}

function readMember(name: string, kind: unknown, holder: PlainObject, section: Section): unknown {
  const path = `${section.prefix}${name}`;
  if (fieldAt(path) === null) {
    const inner = Object.hasOwn(holder, name) ? ownValue(holder, name) : {};
    return readSection(inner, { ...section, prefix: `${path}.` });
  }
  const misplaced = expectedOfKind(path, kind);
  if (misplaced === null) return readScalar(path as FieldPath, kind, holder, section);
  if (Object.hasOwn(holder, name)) {
    section.problems.push({ path, expected: misplaced, got: describeValue(ownValue(holder, name)) });
  }
  return undefined;
}

function readSection(value: unknown, section: Section): PlainObject {
  const path = section.prefix.slice(0, -1);
  const names = namesUnder(section.prefix);
  if (!isPlainObject(value)) {
    section.problems.push({
      path,
      expected: `an object with ${names.join(', ')}`,
      got: describeValue(value),
    });
    return readSection({}, { ...section, problems: [] });
  }
  const kind = readKind(value, section);
  // Which fields belong to a refused kind is not known: its own problem says enough.
  const holder = kind.bad ? {} : value;
  if (!kind.bad) reportUnknown(value, names, section);
  const members: [string, unknown][] = [];
  for (const name of names) {
    const member = name === 'kind' ? kind.value : readMember(name, kind.value, holder, section);
    if (member !== undefined) members.push([name, member]);
  }
  return Object.fromEntries(members);
}

/** Settings read from plain data; where there are problems, the settings are only good for looking for further ones. */
export interface SettingsReading {
  readonly settings: StatedSettings;
  readonly problems: readonly Problem[];
}

/** Reads `task`, `model` and `training` out of an object; other names in it are left alone. */
export function readSettings(value: PlainObject, supported: SupportTable = SUPPORTED): SettingsReading {
  const problems: Problem[] = [];
  const sections = namesUnder('').map((name) => {
    const inner = Object.hasOwn(value, name) ? ownValue(value, name) : {};
    return [name, readSection(inner, { prefix: `${name}.`, problems, supported })];
  });
  // The table of fields is typed against Settings: what follows it in full has that type.
  return { settings: Object.fromEntries(sections) as unknown as StatedSettings, problems };
}

/** The settings where nothing is stated: those of the article. */
export function defaultSettings(): Settings {
  return readSettings({}).settings as Settings;
}
