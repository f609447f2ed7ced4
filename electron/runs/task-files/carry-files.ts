// The csv files of an experiment on their way to another folder.
import { lstatSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isSamplePath } from '../../../src-core/experiment/csv-path';
import type { Experiment } from '../../../src-core/experiment/experiment';
import { resolveLanes } from '../../../src-core/experiment/lanes';
import { bytesIn } from './file-sources';
import { sha256Of } from './task-files';

/** Names of the csv files that an experiment wants beside its file. */
export function filesBeside(experiment: Experiment): readonly string[] {
  const resolved = resolveLanes(experiment);
  const lanes = resolved.kind === 'ok' ? resolved.lanes : [];
  const paths = lanes.flatMap(({ settings: { task } }) => (task.kind === 'csv' ? [task.path] : []));
  return [...new Set(paths)].filter((name) => !isSamplePath(name));
}

/**
 * Puts the csv files of an experiment beside it where it is saved into another folder, those that are not there already.
 * Nothing is written where one of them cannot be.
 * @throws Error with a sentence where one cannot be read, or another of its name is there; the system's where one cannot be written
 */
export function carryFiles(experiment: Experiment, from: string, to: string): void {
  if (path.resolve(from) === path.resolve(to)) return;
  const copies = filesBeside(experiment).flatMap((name) => {
    // One that never was is told of when it is to be trained on.
    if (!isThere(path.join(from, name))) return [];
    const bytes = readable(from, name);
    const copy = path.join(to, name);
    if (!isThere(copy)) return [{ copy, bytes }];
    if (sha256Of(readable(to, name)) === sha256Of(bytes)) return [];
    throw new Error(
      `${copy} is there already and is another file than ${path.join(from, name)}: save into another folder, or rename that file first.`,
    );
  });
  for (const { copy, bytes } of copies) writeNew(copy, bytes);
}

function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

function readable(folder: string, name: string): Uint8Array {
  const bytes = bytesIn(folder, name);
  if (bytes instanceof Uint8Array) return bytes;
  throw new Error(`Expected ${bytes.expected}, got ${bytes.got}.`);
}

/** Whole, or not at all; what came there in between stays. */
function writeNew(file: string, bytes: Uint8Array): void {
  try {
    writeFileSync(file, bytes, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') rmSync(file, { force: true });
    throw error;
  }
}
