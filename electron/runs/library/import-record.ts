// Takes an experiment that lies elsewhere among the recorded ones: a copy of what an experiment's folder has, and of nothing else.
import { copyFileSync, lstatSync, mkdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Manifest } from '../../../src-core/export/manifest';
import { reasonOf } from '../../../src-core/export/storage-failure';
import { recordedFiles } from '../recorded-files';

/** A name in front of which keeps a folder out of the list while it is copied. */
export const UNFINISHED_PREFIX = '.importing-';

/**
 * @param dir absolute path of the experiment's folder @param manifest its own
 * @param target absolute path of a folder that does not exist, among those of the library
 * @returns why it could not be copied, as one sentence; null: it is there, whole
 */
export function importRecord(dir: string, manifest: Manifest, target: string): string | null {
  if (manifest.status === 'running')
    return `${dir} was not closed: it is being trained, or was interrupted by force. Wait for its end, or continue it first.`;
  const unfinished = path.join(path.dirname(target), `${UNFINISHED_PREFIX}${path.basename(target)}`);
  try {
    const files = recordedFiles(dir, manifest);
    const foreign = files.find((file) => !isOwnFile(dir, file));
    if (foreign !== undefined)
      return `${path.join(dir, foreign)} is a link, or no regular file: only files of the record itself are taken over.`;
    for (const file of files) {
      const copy = path.join(unfinished, ...file.split('/'));
      mkdirSync(path.dirname(copy), { recursive: true });
      copyFileSync(path.join(dir, file), copy);
    }
    renameSync(unfinished, target);
    return null;
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    return `${target} could not be written: ${reasonOf(error)}.`;
  }
}

/** A regular file in the folder itself: a link, of it or of a folder above it, may lead anywhere. */
function isOwnFile(dir: string, file: string): boolean {
  const whole = path.join(dir, ...file.split('/'));
  return (
    lstatSync(whole).isFile() && realpathSync(whole) === path.join(realpathSync(dir), ...file.split('/'))
  );
}
