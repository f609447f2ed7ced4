// The csv files of an experiment: read once, before anything is trained, wherever they are; then they go into its folder, and
// their columns to whoever trains.
import { createHash } from 'node:crypto';
import type { CsvTask, Experiment, Settings } from '../../../src-core/experiment/experiment';
import { isSamplePath } from '../../../src-core/experiment/csv-path';
import { type ResolvedLane, resolveLanes } from '../../../src-core/experiment/lanes';
import type { Problem } from '../../../src-core/experiment/problem';
import type { TaskData } from '../../../src-core/experiment/task-data';
import { csvShortage } from '../../../src-core/task/csv-series';
import { type CsvFlaw, type CsvReading, type CsvTable, readCsv } from './csv-table';

/** A file of the experiment, with the bytes that its numbers were read from. */
export interface TaskFile {
  /** As the experiment names it: `data.csv`, `sample:sunspots.csv`. */
  readonly path: string;
  /** Name of its copy in the experiment's folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Hexadecimal. */
  readonly sha256: string;
}

export interface TaskFiles {
  readonly list: readonly TaskFile[];
  /** What the task of a lane is made of; null where its sequences are drawn. @throws for a file that is none of these */
  readonly dataOf: (settings: Pick<Settings, 'task'>) => TaskData | null;
}

export type TaskFilesResult =
  | { readonly kind: 'read'; readonly files: TaskFiles }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** The bytes behind a path, or why there are none. */
export type FileSource = (path: string) => Uint8Array | CsvFlaw;

/** Those of an experiment whose sequences are drawn. */
export const NO_TASK_FILES: TaskFiles = {
  list: [],
  dataOf: ({ task }) => (task.kind === 'csv' ? neverRead(task) : null),
};

interface Loaded {
  readonly bytes: Uint8Array;
  readonly table: CsvReading;
}

/** Reads all files of an experiment and looks whether its lanes can be trained on them. All problems at once. */
export function readTaskFiles(experiment: Experiment, source: FileSource): TaskFilesResult {
  const resolved = resolveLanes(experiment);
  if (resolved.kind === 'refused') return resolved;
  const reader = new TaskFileReader(source);
  const problems = resolved.lanes.flatMap((lane) =>
    reader.problemsOf(lane.settings).map((problem) => atLane(problem, lane, experiment)),
  );
  if (problems.length === 0) return { kind: 'read', files: reader.files() };
  const distinct = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return { kind: 'refused', problems: [...distinct.values()] };
}

class TaskFileReader {
  private readonly loaded = new Map<string, Loaded | CsvFlaw>();
  /** By path and name of the column: lanes and seeds share what they read. */
  private readonly columns = new Map<string, Float64Array | CsvFlaw>();

  constructor(private readonly source: FileSource) {}

  problemsOf({ task, training }: Settings): readonly Problem[] {
    if (task.kind !== 'csv') return [];
    const loaded = this.load(task.path);
    if (!('bytes' in loaded)) return [{ path: 'task.path', ...loaded }];
    const { table } = loaded;
    if (table.kind === 'flawed') return [problemAt('task.path', table, task)];
    const flaws = (['input', 'target'] as const).flatMap((key) => {
      const column = this.columnOf(table, task.path, task[key]);
      return column instanceof Float64Array ? [] : [problemAt(`task.${key}`, column, task)];
    });
    if (flaws.length > 0) return flaws;
    const shortage = csvShortage({ task, training }, table.rows);
    return shortage === null ? [] : [problemAt('task.path', shortage, task)];
  }

  files(): TaskFiles {
    const loaded = [...this.loaded].flatMap(([path, one]) =>
      'bytes' in one ? [{ path, bytes: one.bytes }] : [],
    );
    const names = copyNames(loaded.map(({ path }) => path));
    const list = loaded.map(({ path, bytes }, index) => ({
      path,
      name: names[index] ?? path,
      bytes,
      sha256: sha256Of(bytes),
    }));
    return { list, dataOf: ({ task }) => (task.kind === 'csv' ? this.dataOf(task) : null) };
  }

  private dataOf(task: CsvTask): TaskData {
    const loaded = this.load(task.path);
    if (!('bytes' in loaded) || loaded.table.kind === 'flawed') return neverRead(task);
    const { table } = loaded;
    const [input, target] = [task.input, task.target].map((name) => this.columnOf(table, task.path, name));
    if (!(input instanceof Float64Array) || !(target instanceof Float64Array)) return neverRead(task);
    return { input, target };
  }

  private load(path: string): Loaded | CsvFlaw {
    const known = this.loaded.get(path) ?? this.read(path);
    this.loaded.set(path, known);
    return known;
  }

  private read(path: string): Loaded | CsvFlaw {
    const bytes = this.source(path);
    return bytes instanceof Uint8Array ? { bytes, table: readCsv(bytes) } : bytes;
  }

  private columnOf(table: CsvTable, path: string, name: string): Float64Array | CsvFlaw {
    const key = JSON.stringify([path, name]);
    const column = this.columns.get(key) ?? table.column(name);
    this.columns.set(key, column);
    return column;
  }
}

function neverRead(task: CsvTask): never {
  throw new Error(`Expected the columns of ${task.path} to be read before anything is trained.`);
}

function problemAt(path: string, { expected, got }: CsvFlaw, task: CsvTask): Problem {
  return { path, expected: `${expected} in ${task.path}`, got };
}

/** The problem where the lane states what it is about; what all lanes share is wrong where it stands. */
function atLane(problem: Problem, { stated }: ResolvedLane, { lanes, sweep }: Experiment): Problem {
  const index = lanes.findIndex(({ label }) => label === stated);
  const own = [problem.path, 'task'].find((path) => Object.hasOwn(lanes[index]?.set ?? {}, path));
  if (own !== undefined) {
    const rest = problem.path.slice(own.length);
    return { ...problem, path: `lanes[${index}].set[${JSON.stringify(own)}]${rest}` };
  }
  const swept = [problem.path, 'task'].find((path) => Object.hasOwn(sweep ?? {}, path));
  return swept === undefined ? problem : { ...problem, path: `sweep[${JSON.stringify(swept)}]` };
}

/** Names of copies that lie beside each other: a sample's without its word, and none like another, in whatever case. */
function copyNames(paths: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return paths.map((path) => {
    const plain = isSamplePath(path) ? path.slice('sample:'.length) : path;
    let name = plain;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1)
      name = plain.replace(/\.csv$/i, (ending) => `-${count}${ending}`);
    taken.add(name.toLowerCase());
    return name;
  });
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
