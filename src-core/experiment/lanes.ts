// From an experiment to what each of its lanes trains: the shared settings with the lane's own values put in.
import { describeValue } from './describe-value';
import type { Experiment, Lane, Settings } from './experiment';
import { fieldAt, FIELD_PATHS, kindsWith } from './fields';
import { laneFolders } from './lane-folders';
import { isPlainObject, ownValue, type PlainObject } from './plain-object';
import type { Problem } from './problem';
import { expectedName, isKindSection, namesUnder, readSettings } from './read-settings';
import { combinationProblems, sizeProblems } from './rules';
import { SUPPORTED, type SupportTable } from './supported';

export interface ResolvedLane {
  readonly label: string;
  /** Name of the lane's folder in the run folder. */
  readonly folder: string;
  readonly settings: Settings;
}

export type LanesResult =
  | { readonly kind: 'ok'; readonly lanes: readonly ResolvedLane[] }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** Paths a lane may set: every field, and every section that has a kind. */
function isSettable(path: string): boolean {
  return fieldAt(path) !== null || isKindSection(path);
}

function settablePaths(): readonly string[] {
  const sections = FIELD_PATHS.filter((path) => path.endsWith('.kind')).map((path) =>
    path.slice(0, -'.kind'.length),
  );
  return [...FIELD_PATHS, ...sections];
}

function unknownPath(path: string, index: number, value: unknown): Problem {
  const names = namesUnder(`${path}.`);
  const expected =
    names.length > 0
      ? `the path of one field, such as ${path}.${names[0]}`
      : expectedName('', path, settablePaths()).replace(
          /^one of .*/,
          'the path of a field, such as model.cell',
        );
  return { path: `lanes[${index}].set[${JSON.stringify(path)}]`, expected, got: describeValue(value) };
}

/** Wholes before their parts, and the kind before the other parts. */
function inOrder(paths: readonly string[]): readonly string[] {
  const rank = (path: string) => (isKindSection(path) ? 0 : path.endsWith('.kind') ? 1 : 2);
  return [...paths].sort((a, b) => rank(a) - rank(b));
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
  const kept = Object.entries(holder).filter(([name]) => {
    const kinds = kindsWith(`${prefix}${name}`);
    return kinds === null || (typeof value === 'string' && kinds.includes(value));
  });
  return { ...Object.fromEntries(kept), kind: value };
}

/** Moves a problem from the settings to the override that brought it; one of fields together, to all overrides of the lane. */
function blame(problem: Problem, lane: Lane, index: number): Problem {
  const cause = Object.keys(lane.set)
    .filter((path) => problem.path === path || problem.path.startsWith(`${path}.`))
    .sort((a, b) => b.length - a.length)[0];
  if (cause !== undefined) {
    const rest = problem.path.slice(cause.length);
    return { ...problem, path: `lanes[${index}].set[${JSON.stringify(cause)}]${rest}` };
  }
  return { ...problem, path: `lanes[${index}].set`, expected: `${problem.path} to be ${problem.expected}` };
}

interface LaneReading {
  readonly settings: Settings;
  readonly problems: readonly Problem[];
}

/** One lane over the shared settings. Problems that the shared settings have themselves are not repeated. */
export function readLane(
  base: Settings,
  lane: Lane,
  index: number,
  supported: SupportTable = SUPPORTED,
): LaneReading {
  const paths = Object.keys(lane.set);
  const unknown = paths
    .filter((path) => !isSettable(path))
    .map((path) => unknownPath(path, index, ownValue(lane.set, path)));
  let merged: PlainObject = { task: base.task, model: base.model, training: base.training };
  for (const path of inOrder(paths.filter(isSettable))) {
    merged = withValue(merged, path.split('.'), ownValue(lane.set, path));
  }
  const { settings, problems } = readSettings(merged, supported);
  const together = problems.length > 0 ? [] : [...combinationProblems(settings), ...sizeProblems(settings)];
  const known = new Set([...combinationProblems(base), ...sizeProblems(base)].map((problem) => problem.path));
  const own = [...problems, ...together.filter((problem) => !known.has(problem.path))];
  return { settings, problems: [...unknown, ...own.map((problem) => blame(problem, lane, index))] };
}

/** Settings of every lane, in order. A parsed experiment always resolves; one put together by hand may be refused. */
export function resolveLanes(experiment: Experiment): LanesResult {
  const folders = laneFolders(experiment.lanes.map((lane) => lane.label));
  const readings = experiment.lanes.map((lane, index) => readLane(experiment, lane, index));
  const problems = readings.flatMap((reading) => reading.problems);
  if (problems.length > 0) return { kind: 'refused', problems };
  const lanes = readings.map((reading, index) => ({
    label: experiment.lanes[index]?.label ?? '',
    folder: folders[index] ?? '',
    settings: reading.settings,
  }));
  return { kind: 'ok', lanes };
}
