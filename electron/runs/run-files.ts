// The removal of what an experiment wrote, and of just that.
import { lstatSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { EXPERIMENT_NAME, MANIFEST_NAME, RUN_FILES } from './file-names';
import { UNFINISHED_SUFFIX } from './atomic-file';
import { LOCK_NAME } from './folder-lock';

const RUN_FILE_NAMES = Object.values(RUN_FILES);

function withUnfinished(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => [name, `${name}${UNFINISHED_SUFFIX}`]);
}

function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

/** A folder that is really one: a link to one elsewhere is not ours to empty. */
function isOwnFolder(folder: string): boolean {
  return lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}

function removeFiles(folder: string, names: readonly string[]): void {
  for (const name of withUnfinished(names)) {
    const file = path.join(folder, name);
    if (isThere(file)) unlinkSync(file);
  }
}

function removeIfEmpty(folder: string): void {
  if (isOwnFolder(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}

/** Removes the files of an earlier run from its folder. @param folder absolute path */
export function clearRun(folder: string): void {
  if (isOwnFolder(path.dirname(folder)) && isOwnFolder(folder)) removeFiles(folder, RUN_FILE_NAMES);
}

/** Removes the files of one run, and its folders where nothing else is in them. @param run `rnn/seed-1` */
export function removeRun(dir: string, run: string): void {
  const lane = path.join(dir, path.dirname(run));
  const seed = path.join(dir, run);
  if (!isOwnFolder(lane) || !isOwnFolder(seed)) return;
  clearRun(seed);
  // One left by a process that was killed: those of the living were asked for before.
  removeFiles(seed, [LOCK_NAME]);
  removeIfEmpty(seed);
  removeIfEmpty(lane);
}

/** What an experiment has in its folder besides its own file and manifest. */
export interface FolderContent {
  /** Folders of its runs: `rnn/seed-1`. */
  readonly runs: readonly string[];
  /** Names of its csv files. */
  readonly data: readonly string[];
}

/** Removes what an experiment wrote and nothing else; the manifest last, so that an interrupted removal can be repeated. */
export function removeExperiment(dir: string, { runs, data }: FolderContent): void {
  for (const run of runs) removeRun(dir, run);
  removeFiles(dir, [...data, EXPERIMENT_NAME]);
  removeFiles(dir, [MANIFEST_NAME]);
}

/** The first of the files an experiment would write that is there already, as a path below `dir`; null where none is. */
export function firstFileInTheWay(dir: string, { runs, data }: FolderContent): string | null {
  const files = [
    EXPERIMENT_NAME,
    MANIFEST_NAME,
    ...data,
    ...runs.flatMap((run) => RUN_FILE_NAMES.map((name) => path.join(run, name))),
  ];
  return files.find((file) => isThere(path.join(dir, file))) ?? null;
}
