// Which files a recorded experiment consists of.
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Manifest } from '../../src-core/export/manifest';
import { EXPERIMENT_NAME, MANIFEST_NAME, RUN_FILES } from './file-names';

/** Those of them that are there, below `dir` and with `/`, in a fixed order. @param manifest of the folder */
export function recordedFiles(dir: string, { runs, data = [] }: Manifest): readonly string[] {
  const ofRuns = runs.flatMap(({ folder }) => Object.values(RUN_FILES).map((name) => `${folder}/${name}`));
  return [EXPERIMENT_NAME, MANIFEST_NAME, ...data.map(({ file }) => file), ...ofRuns].filter((file) =>
    existsSync(path.join(dir, file)),
  );
}
