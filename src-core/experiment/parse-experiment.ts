// An experiment file, read: what is absent takes its default, what is wrong is refused, all problems at once.
import { describeValue } from './describe-value';
import type { CellKind, Experiment, Lane } from './experiment';
import { readLanes } from './lanes';
import { nearestName } from './nearest-name';
import { isPlainObject, ownValue, type PlainObject } from './plain-object';
import type { Problem } from './problem';
import { readSettings } from './read-settings';
import { combinationProblems } from './rules';
import { SUPPORTED, type SupportTable } from './supported';
import { readSweep } from './sweep';

export type ParseResult =
  | { readonly kind: 'ok'; readonly experiment: Experiment }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

const NAMES = ['format', 'version', 'name', 'task', 'model', 'training', 'seeds', 'lanes', 'sweep'] as const;
const LANE_NAMES = ['label', 'set'] as const;
const DEFAULT_NAME = 'Untitled experiment';
const LONGEST_NAME = 200;
const LONGEST_LABEL = 60;
const LARGEST_SEED = 2 ** 32 - 1;

const DEFAULT_LABELS: Readonly<Record<CellKind, string>> = { rnn: 'RNN', lstm: 'LSTM', gru: 'GRU' };

function unknownNames(holder: PlainObject, names: readonly string[], prefix: string): readonly Problem[] {
  return Object.keys(holder)
    .filter((name) => !names.includes(name))
    .map((name) => {
      const nearest = nearestName(name, names);
      const expected =
        nearest === null ? `one of ${names.join(', ')}` : `a known field: did you mean ${nearest}?`;
      return { path: `${prefix}${name}`, expected, got: describeValue(ownValue(holder, name)) };
    });
}

/** Problems of the two fields that say what the file is. A later version is refused by that alone: the rest may mean anything. */
function headerProblems(file: PlainObject): readonly Problem[] {
  const format = ownValue(file, 'format');
  const version = ownValue(file, 'version');
  if (format !== 'unroll-experiment') {
    return [{ path: 'format', expected: '"unroll-experiment"', got: describeValue(format) }];
  }
  if (typeof version === 'number' && Number.isSafeInteger(version) && version > 1) {
    return [
      {
        path: 'version',
        expected: '1 (a later Unroll wrote this file: update to open it)',
        got: String(version),
      },
    ];
  }
  return version === 1 ? [] : [{ path: 'version', expected: '1', got: describeValue(version) }];
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= longest;
}

function readName(file: PlainObject, problems: Problem[]): string {
  if (!Object.hasOwn(file, 'name')) return DEFAULT_NAME;
  const name = ownValue(file, 'name');
  if (isText(name, LONGEST_NAME)) return name;
  problems.push({
    path: 'name',
    expected: `a text of 1 to ${LONGEST_NAME} characters`,
    got: describeValue(name),
  });
  return DEFAULT_NAME;
}

function readSeeds(file: PlainObject, problems: Problem[]): readonly number[] {
  if (!Object.hasOwn(file, 'seeds')) return [1];
  const seeds = ownValue(file, 'seeds');
  if (!Array.isArray(seeds) || seeds.length === 0) {
    problems.push({ path: 'seeds', expected: 'a list of one seed or more', got: describeValue(seeds) });
    return [1];
  }
  const seen = new Set<unknown>();
  return Array.from(seeds as readonly unknown[], (seed, index) => {
    const path = `seeds[${index}]`;
    const good = Number.isSafeInteger(seed) && (seed as number) >= 0 && (seed as number) <= LARGEST_SEED;
    if (!good) {
      const expected = `a whole number from 0 to ${LARGEST_SEED}`;
      problems.push({
        path,
        expected,
        got: describeValue(seed),
        rule: { kind: 'seed', largest: LARGEST_SEED },
      });
    } else if (seen.has(seed)) {
      const expected = 'a seed that is not in the list yet';
      problems.push({ path, expected, got: describeValue(seed), rule: { kind: 'seed-again' } });
    }
    seen.add(seed);
    return good ? (seed as number) : 1;
  });
}

function readLaneData(value: unknown, index: number, problems: Problem[]): Lane {
  const path = `lanes[${index}]`;
  if (!isPlainObject(value)) {
    problems.push({ path, expected: 'an object with label, set', got: describeValue(value) });
    return { label: path, set: {} };
  }
  problems.push(...unknownNames(value, LANE_NAMES, `${path}.`));
  const label = ownValue(value, 'label');
  const good = isText(label, LONGEST_LABEL);
  if (!good) {
    const expected = `a text of 1 to ${LONGEST_LABEL} characters`;
    problems.push({
      path: `${path}.label`,
      expected,
      got: describeValue(label),
      rule: { kind: 'label', longest: LONGEST_LABEL },
    });
  }
  const set = Object.hasOwn(value, 'set') ? ownValue(value, 'set') : {};
  if (!isPlainObject(set)) {
    problems.push({
      path: `${path}.set`,
      expected: 'an object of field paths and values',
      got: describeValue(set),
    });
  }
  return { label: good ? label : path, set: isPlainObject(set) ? set : {} };
}

/** The label of the one lane of a file that states none. */
function defaultLabel(file: PlainObject, cell: CellKind): string {
  const sweep = ownValue(file, 'sweep');
  return isPlainObject(sweep) && Object.hasOwn(sweep, 'model.cell') ? 'Network' : DEFAULT_LABELS[cell];
}

function readLaneList(file: PlainObject, cell: CellKind, problems: Problem[]): readonly Lane[] {
  if (!Object.hasOwn(file, 'lanes')) return [{ label: defaultLabel(file, cell), set: {} }];
  const lanes = ownValue(file, 'lanes');
  if (!Array.isArray(lanes) || lanes.length === 0) {
    problems.push({ path: 'lanes', expected: 'a list of one lane or more', got: describeValue(lanes) });
    return [];
  }
  const seen = new Set<string>();
  return Array.from(lanes as readonly unknown[], (value, index) => {
    const lane = readLaneData(value, index, problems);
    if (seen.has(lane.label)) {
      const expected = 'a label that no other lane has';
      problems.push({
        path: `lanes[${index}].label`,
        expected,
        got: describeValue(lane.label),
        rule: { kind: 'label-again' },
      });
    }
    seen.add(lane.label);
    return lane;
  });
}

/**
 * Reads an experiment from data of unknown origin (a parsed file, a message). Defaults fill what is absent; anything that is
 * there and wrong, unknown, or cannot be trained by this version is refused with its path, what was expected and what came.
 */
export function parseExperiment(value: unknown, supported: SupportTable = SUPPORTED): ParseResult {
  if (!isPlainObject(value)) {
    return { kind: 'refused', problems: [{ path: '', expected: 'an object', got: describeValue(value) }] };
  }
  const header = headerProblems(value);
  if (header.length > 0) return { kind: 'refused', problems: header };
  const problems: Problem[] = [...unknownNames(value, NAMES, '')];
  const name = readName(value, problems);
  const { settings, problems: ownProblems } = readSettings(value, supported);
  problems.push(...ownProblems);
  if (ownProblems.length === 0) problems.push(...combinationProblems(settings));
  const seeds = readSeeds(value, problems);
  const lanes = readLaneList(value, settings.model.cell, problems);
  const sweep = readSweep(value, lanes, problems);
  const resolved = readLanes({ ...settings, seeds, lanes, sweep }, supported);
  if (resolved.kind === 'refused') problems.push(...resolved.problems);
  if (problems.length > 0) return { kind: 'refused', problems };
  const experiment = { format: 'unroll-experiment', version: 1, name, ...settings, seeds, lanes } as const;
  return { kind: 'ok', experiment: sweep === undefined ? experiment : { ...experiment, sweep } };
}
