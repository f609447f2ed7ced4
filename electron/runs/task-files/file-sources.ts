// Where the csv files of an experiment are: beside its file, among the samples, or in the folder it was recorded in.
import { readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { isCsvName, isSamplePath, LARGEST_CSV } from '../../../src-core/experiment/csv-path';
import type { Manifest } from '../../../src-core/export/manifest';
import { reasonOf } from '../../../src-core/export/storage-failure';
import { SAMPLE_TEXTS } from '../../../src-core/task/samples/samples';
import type { CsvFlaw } from './csv-table';
import { type FileSource, sha256Of } from './task-files';

/** @param folder absolute path of the folder of the experiment's file; null where it has none yet */
export function besideExperiment(folder: string | null): FileSource {
  return (name) => {
    if (isSamplePath(name)) return new TextEncoder().encode(SAMPLE_TEXTS[name]);
    if (folder === null) {
      const expected =
        'an experiment that is saved, for its csv file is read beside it: save it into the folder of the csv file';
      return { expected, got: 'one without a file' };
    }
    return isCsvName(name) ? bytesIn(folder, name) : { expected: 'the plain name of a csv file', got: name };
  };
}

/** The copies that a recorded experiment has, as long as they are what was trained on. @param dir absolute path */
export function recordedIn(dir: string, manifest: Manifest): FileSource {
  return (name) => {
    const recorded = manifest.data?.find((one) => one.path === name);
    if (recorded === undefined)
      return { expected: `a copy of it in ${dir}`, got: 'none that its manifest names' };
    const bytes = bytesIn(dir, recorded.file);
    if (!(bytes instanceof Uint8Array) || sha256Of(bytes) === recorded.sha256) return bytes;
    const file = path.join(dir, recorded.file);
    return {
      expected: `${file} as it was trained on (sha256 ${recorded.sha256.slice(0, 12)}…)`,
      got: 'a file that was changed since',
    };
  };
}

/** The bytes of a csv file in a folder, or why there are none: too large, no file, a link out of it. */
export function bytesIn(folder: string, name: string): Uint8Array | CsvFlaw {
  const file = path.join(folder, name);
  const expected = `a csv file ${file} of at most ${LARGEST_CSV / 2 ** 20} MiB`;
  try {
    const found = statSync(file);
    if (!found.isFile()) return { expected, got: found.isDirectory() ? 'a folder' : 'no regular file' };
    if (found.size > LARGEST_CSV) return { expected, got: `${found.size} bytes` };
    // A link in a folder that came from elsewhere is not to be followed out of it.
    if (path.dirname(realpathSync(file)) !== realpathSync(folder))
      return { expected, got: 'a link to another folder' };
    return readFileSync(file);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { expected, got: isMissing ? 'no such file' : reasonOf(error) };
  }
}
