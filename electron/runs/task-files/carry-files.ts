import { constants, copyFileSync } from 'node:fs';
import path from 'node:path';
import { isSamplePath } from '../../../src-core/experiment/csv-path';
import type { Experiment } from '../../../src-core/experiment/experiment';
import { resolveLanes } from '../../../src-core/experiment/lanes';

/** Names of the csv files that an experiment wants beside its file. */
export function filesBeside(experiment: Experiment): readonly string[] {
  const resolved = resolveLanes(experiment);
  const lanes = resolved.kind === 'ok' ? resolved.lanes : [];
  const paths = lanes.flatMap(({ settings: { task } }) => (task.kind === 'csv' ? [task.path] : []));
  return [...new Set(paths)].filter((name) => !isSamplePath(name));
}

/**
 * Puts the csv files of an experiment beside it where it is saved into another folder, those that are not there already.
 * @throws the system's error where one cannot be copied
 */
export function carryFiles(experiment: Experiment, from: string, to: string): void {
  if (path.resolve(from) === path.resolve(to)) return;
  for (const name of filesBeside(experiment)) {
    try {
      copyFileSync(path.join(from, name), path.join(to, name), constants.COPYFILE_EXCL);
    } catch (error) {
      // One that is there stays as it is; one that never was is told of when it is to be trained on.
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST' && code !== 'ENOENT') throw error;
    }
  }
}
