// From an experiment to what each of its lanes trains: the shared settings with the lane's own values put in, once for every
// point of the sweep, the hidden sizes that depend on other lanes resolved.
import type { Experiment, Lane, Settings, StatedSettings, Sweep } from './experiment';
import { countProblems, timeProblems } from './experiment-size';
import { laneFolders } from './lane-folders';
import { matchLanes, type Matched, type StatedLane } from './match-parameters';
import { ownValue } from './plain-object';
import type { Problem } from './problem';
import { blame, isSettable, type Overrides, readLane, unknownPath } from './read-lane';
import { sizeProblems } from './rules';
import { countParameters } from './size-estimate';
import { SUPPORTED, type SupportTable } from './supported';
import { type GridPoint, gridPoints, labelAt, overridesAt, type SweepAxis, sweepAxes } from './sweep';

export interface ResolvedLane {
  /** The label stated, with the values of the sweep where there is one. */
  readonly label: string;
  /** Name of the lane's folder in the run folder. */
  readonly folder: string;
  readonly settings: Settings;
  /** Label of the lane as it is stated. */
  readonly stated: string;
  /** Index of the value of every path of the sweep. */
  readonly point: GridPoint;
  /** Label of the stated lane whose parameters this one was to match; null where the hidden size is stated. */
  readonly matches: string | null;
  /** Trained numbers. */
  readonly parameterCount: number;
}

export type LanesResult =
  | { readonly kind: 'ok'; readonly lanes: readonly ResolvedLane[] }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** Longest label with the values of a sweep: a folder is named after it, in at most 255 bytes. */
const LONGEST_SWEPT_LABEL = 120;

/** What lanes are made of: a whole experiment, or one that is being read. */
export interface LaneRequest extends StatedSettings {
  readonly lanes: readonly Lane[];
  readonly seeds: readonly number[];
  readonly sweep?: Sweep | undefined;
}

type Unnamed = Omit<ResolvedLane, 'folder'>;

interface LaneReading extends StatedLane {
  readonly overrides: Overrides;
  readonly problems: readonly Problem[];
}

function readAt(
  request: LaneRequest,
  index: number,
  axes: readonly SweepAxis[],
  point: GridPoint,
  supported: SupportTable,
): LaneReading {
  const { label, set } = request.lanes[index] ?? { label: '', set: {} };
  const own = Object.keys(set).map((path) => ({
    path,
    value: ownValue(set, path),
    at: `lanes[${index}].set[${JSON.stringify(path)}]`,
  }));
  const list = [...own.filter(({ path }) => isSettable(path)), ...overridesAt(axes, point)];
  const overrides = { list, at: own.length === 0 && axes.length > 0 ? 'sweep' : `lanes[${index}].set` };
  const { settings, problems } = readLane(request, overrides, supported);
  const unknown = own.filter(({ path }) => !isSettable(path)).map(unknownPath);
  return { label, settings, overrides, problems: [...unknown, ...problems] };
}

/** Problems of a lane whose every value is good by itself. */
function problemsOf({ overrides, problems }: LaneReading, matched: Matched, known: ReadonlySet<string>) {
  if (problems.length > 0) return problems;
  if (matched.kind === 'refused') {
    const { problem } = matched;
    // What all lanes share is wrong where it stands.
    const isOwn = overrides.list.some(({ path }) => problem.path.startsWith(path));
    return [isOwn ? blame(problem, overrides) : problem];
  }
  return sizeProblems(matched.settings)
    .filter(({ path }) => !known.has(path))
    .map((problem) => blame(problem, overrides));
}

function lanesAt(
  request: LaneRequest,
  axes: readonly SweepAxis[],
  point: GridPoint,
  known: ReadonlySet<string>,
  supported: SupportTable,
): { readonly lanes: readonly Unnamed[]; readonly problems: readonly Problem[] } {
  const readings = request.lanes.map((_, index) => readAt(request, index, axes, point, supported));
  const matched = matchLanes(readings);
  const lanes = readings.flatMap(({ label: stated }, index): Unnamed[] => {
    const match = matched[index];
    if (match?.kind !== 'ok') return [];
    const { settings, matches } = match;
    const parameterCount = countParameters(settings);
    return [{ label: labelAt(stated, axes, point), stated, point, settings, matches, parameterCount }];
  });
  const problems = readings.flatMap((reading, index) => {
    const match = matched[index];
    return match === undefined ? [] : problemsOf(reading, match, known);
  });
  return { lanes, problems };
}

/** Sizes that the shared settings are wrong with by themselves are said of them, once. */
function sharedSizeProblems({ task, model, training }: LaneRequest): readonly Problem[] {
  const { hiddenSize } = model;
  return typeof hiddenSize === 'number'
    ? sizeProblems({ task, training, model: { ...model, hiddenSize } })
    : [];
}

function labelProblems(lanes: readonly Unnamed[], axes: readonly SweepAxis[]): readonly Problem[] {
  const long = axes.length === 0 ? undefined : lanes.find(({ label }) => label.length > LONGEST_SWEPT_LABEL);
  if (long === undefined) return [];
  const expected = `labels of at most ${LONGEST_SWEPT_LABEL} characters, the values of the sweep included`;
  return [{ path: 'lanes', expected, got: `${long.label.length} characters (${long.label.slice(0, 60)}…)` }];
}

/** A problem that every lane has, once. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** Every stated lane at every point of the sweep, lane by lane, with all that is wrong with them. */
export function readLanes(request: LaneRequest, supported: SupportTable = SUPPORTED): LanesResult {
  const axes = sweepAxes(request.sweep);
  const tooMany = countProblems(request, axes);
  if (tooMany.length > 0) return { kind: 'refused', problems: tooMany };
  const shared = sharedSizeProblems(request);
  const known = new Set(shared.map(({ path }) => path));
  const read = gridPoints(axes).map((point) => lanesAt(request, axes, point, known, supported));
  const unnamed = request.lanes.flatMap((_, index) =>
    read.flatMap(({ lanes }) => lanes.slice(index, index + 1)),
  );
  const own = distinct([
    ...shared,
    ...read.flatMap(({ problems }) => problems),
    ...labelProblems(unnamed, axes),
  ]);
  const problems = own.length > 0 ? own : timeProblems(unnamed, request.seeds.length);
  if (problems.length > 0) return { kind: 'refused', problems };
  const folders = laneFolders(unnamed.map(({ label }) => label));
  return { kind: 'ok', lanes: unnamed.map((lane, index) => ({ ...lane, folder: folders[index] ?? '' })) };
}

/** Settings of every lane, in order. A parsed experiment always resolves; one put together by hand may be refused. */
export function resolveLanes(experiment: Experiment): LanesResult {
  return readLanes(experiment);
}
