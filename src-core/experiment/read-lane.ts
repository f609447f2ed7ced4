// One lane's settings: the shared ones with the lane's own values, and those of a point of the sweep, put in.
import { describeValue } from './describe-value';
import type { StatedSettings } from './experiment';
import { fieldAt, FIELD_PATHS, kindsWith } from './fields';
import { isPlainObject, ownValue, type PlainObject } from './plain-object';
import type { Problem } from './problem';
import { expectedName, isKindSection, namesUnder, readSettings, type SettingsReading } from './read-settings';
import { combinationProblems } from './rules';
import type { SupportTable } from './supported';

/** A value that replaces a shared one. */
export interface Override {
  /** Path of a field, or of a section that has a kind. */
  readonly path: string;
  readonly value: unknown;
  /** Where the file states it: `lanes[1].set["model.cell"]`. */
  readonly at: string;
}

/** The overrides of a lane, and where to put what they do together. */
export interface Overrides {
  readonly list: readonly Override[];
  readonly at: string;
}

/** Paths a lane may set: every field, and every section that has a kind. */
export function isSettable(path: string): boolean {
  return fieldAt(path) !== null || isKindSection(path);
}

function settablePaths(): readonly string[] {
  const sections = FIELD_PATHS.filter((path) => path.endsWith('.kind')).map((path) =>
    path.slice(0, -'.kind'.length),
  );
  return [...FIELD_PATHS, ...sections];
}

/** What is wrong with a path that cannot be set. */
export function unknownPath({ path, value, at }: Override): Problem {
  const names = namesUnder(`${path}.`);
  const expected =
    names.length > 0
      ? `the path of one field, such as ${path}.${names[0]}`
      : expectedName('', path, settablePaths()).replace(
          /^one of .*/,
          'the path of a field, such as model.cell',
        );
  return { path: at, expected, got: describeValue(value) };
}

/** Wholes before their parts, and the kind before the other parts. */
function inOrder(overrides: readonly Override[]): readonly Override[] {
  const rank = ({ path }: Override) => (isKindSection(path) ? 0 : path.endsWith('.kind') ? 1 : 2);
  return [...overrides].sort((a, b) => rank(a) - rank(b));
}

/** A copy of `holder` with `value` at the path; a changed kind drops the fields that the new kind does not have. */
function withValue(holder: PlainObject, keys: readonly string[], value: unknown, prefix = ''): PlainObject {
  const [key = '', ...rest] = keys;
  if (rest.length > 0) {
    const inner = ownValue(holder, key);
    const child = withValue(isPlainObject(inner) ? inner : {}, rest, value, `${prefix}${key}.`);
    return { ...holder, [key]: child };
  }
  if (key !== 'kind') return { ...holder, [key]: value };
  const before = ownValue(holder, key);
  const kept = Object.entries(holder).filter(([name]) => {
    const path = `${prefix}${name}`;
    const kinds = kindsWith(path);
    if (kinds === null) return true;
    // The name of a column means nothing to a task that has no columns.
    const isAlike = fieldAt(path, before) === fieldAt(path, value);
    return typeof value === 'string' && kinds.includes(value) && isAlike;
  });
  return { ...Object.fromEntries(kept), kind: value };
}

/** Moves a problem of the settings to the override that brought it; one of fields together, to all of them. */
export function blame(problem: Problem, { list, at }: Overrides): Problem {
  const [cause] = list
    .filter(({ path }) => problem.path === path || problem.path.startsWith(`${path}.`))
    .sort((a, b) => b.path.length - a.path.length);
  if (cause !== undefined) {
    return { ...problem, path: `${cause.at}${problem.path.slice(cause.path.length)}` };
  }
  return { ...problem, path: at, expected: `${problem.path} to be ${problem.expected}` };
}

/**
 * The shared settings with overrides that can be set put in. Problems are at the overrides; those that the shared settings
 * have themselves are not repeated.
 */
export function readLane(
  base: StatedSettings,
  overrides: Overrides,
  supported: SupportTable,
): SettingsReading {
  let merged: PlainObject = { task: base.task, model: base.model, training: base.training };
  for (const { path, value } of inOrder(overrides.list)) merged = withValue(merged, path.split('.'), value);
  const { settings, problems } = readSettings(merged, supported);
  const known = new Set(combinationProblems(base).map((problem) => problem.path));
  const together = problems.length > 0 ? [] : combinationProblems(settings);
  const own = [...problems, ...together.filter((problem) => !known.has(problem.path))];
  return { settings, problems: own.map((problem) => blame(problem, overrides)) };
}
