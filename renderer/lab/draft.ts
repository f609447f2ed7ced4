// The experiment while a person works on it: entries as typed, lanes with what they set apart. Plain values; every edit makes
// a new draft, so that one can go back.
import type { Experiment, MatchParameters } from '../../src-core/experiment/experiment';
import type { FieldPath } from '../../src-core/experiment/field';
import { FIELD_PATHS } from '../../src-core/experiment/fields';
import { resolveLanes } from '../../src-core/experiment/lanes';
import { parseExperiment } from '../../src-core/experiment/parse-experiment';
import type { Problem } from '../../src-core/experiment/problem';
import {
  applies,
  fieldIn,
  formSettings,
  formValues,
  referenceText,
  sameEntry,
  SEEDS_PATH,
  typedValue,
  type FormValues,
} from './experiment-form';
import { seedsOf } from './seed-list';
import { axesOf, sweepOf, type DraftAxis } from './sweep-axis';

/** Entries that a lane sets apart from the others. */
export type LaneEntries = Readonly<Partial<Record<FieldPath, string | boolean>>>;

export interface DraftLane {
  /** Tells lanes apart while they are renamed and moved. */
  readonly id: number;
  readonly label: string;
  readonly set: LaneEntries;
}

export interface Draft {
  readonly name: string;
  /** What all lanes share. */
  readonly values: FormValues;
  readonly lanes: readonly DraftLane[];
  /** The grid that every lane is spread over; empty: there is none. */
  readonly sweep: readonly DraftAxis[];
}

export type DraftReading =
  | { readonly kind: 'ok'; readonly experiment: Experiment }
  | { readonly kind: 'refused'; readonly problems: readonly DraftProblem[] };

/** A problem at its place: a lane's own entry, its name, or an entry that all share (`lane` null). */
export interface DraftProblem extends Problem {
  readonly lane: number | null;
}

/** An experiment as a draft. @throws where its lanes cannot be resolved, which a parsed experiment's always can */
export function draftOf(experiment: Experiment): Draft {
  const { sweep, ...stated } = experiment;
  const values = formValues(stated);
  const resolved = resolveLanes(stated);
  if (resolved.kind === 'refused')
    throw new Error('Expected an experiment that was parsed, got one that cannot be.');
  const lanes = resolved.lanes.map(({ label, settings }, id) => {
    const own = { ...formValues({ ...stated, ...settings }), ...statedSize(stated, id) };
    const apart = FIELD_PATHS.filter((path) => applies(path, own) && !sameEntry(own[path], values[path]));
    return { id, label, set: Object.fromEntries(apart.map((path) => [path, own[path]])) };
  });
  return { name: experiment.name, values, lanes, sweep: axesOf(sweep) };
}

/** A hidden size that follows another lane's is kept as it is stated, not as it comes out. */
function statedSize(stated: Experiment, lane: number): Partial<FormValues> {
  const own = stated.lanes[lane]?.set['model.hiddenSize'] ?? stated.model.hiddenSize;
  return typeof own === 'object'
    ? { 'model.hiddenSize': referenceText((own as MatchParameters).matchParameters) }
    : {};
}

/** All entries of a lane: the shared ones with its own put in. */
export function laneValues(draft: Draft, lane: DraftLane): FormValues {
  return { ...draft.values, ...lane.set };
}

/**
 * What a lane sets, as the file has it: its own entries that apply, and those that apply to it alone, where they are not the
 * default that they would have anyway.
 */
function laneSet(draft: Draft, lane: DraftLane): Readonly<Record<string, unknown>> {
  const values = laneValues(draft, lane);
  const paths = FIELD_PATHS.filter((path) => {
    if (!applies(path, values)) return false;
    if (Object.hasOwn(lane.set, path)) return true;
    return !applies(path, draft.values) && typedValue(path, values) !== fieldIn(path, values).default;
  });
  return Object.fromEntries(paths.map((path) => [path, typedValue(path, values)]));
}

const LANE_PROBLEM = /^lanes\[(\d+)\](?:\.set\["([^"]+)"\](?:\.(.+))?|\.(label|set))?$/;

/** The problem at the entry of the form that it is about. */
function placed(problem: Problem): DraftProblem {
  const match = LANE_PROBLEM.exec(problem.path);
  if (match === null) {
    const isSeed = problem.path.startsWith('seeds');
    return { ...problem, path: isSeed ? SEEDS_PATH : problem.path, lane: null };
  }
  const [, lane, section, rest, own] = match;
  const path = section === undefined ? (own ?? '') : [section, rest].filter(Boolean).join('.');
  return { ...problem, path, lane: Number(lane) };
}

/** The experiment that the draft states, or all that is wrong with it. */
export function readDraft(draft: Draft): DraftReading {
  const sweep = sweepOf(draft.sweep);
  const parsed = parseExperiment({
    format: 'unroll-experiment',
    version: 1,
    name: draft.name,
    ...formSettings(draft.values),
    seeds: seedsOf(String(draft.values[SEEDS_PATH])),
    lanes: draft.lanes.map((lane) => ({ label: lane.label.trim(), set: laneSet(draft, lane) })),
    ...(sweep === undefined ? {} : { sweep }),
  });
  if (parsed.kind === 'ok') return parsed;
  return { kind: 'refused', problems: parsed.problems.map(placed) };
}
