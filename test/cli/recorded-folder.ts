// A recorded experiment to take things out of: trained by the command line itself.
import path from 'node:path';
import { expect } from 'vitest';
import { temporaryFolder } from '../trainer/temporary-folder';
import { experimentFile, unroll } from './unroll';

/** Trains the experiment in a folder of its own. @returns the folder of the record */
export async function recordedFolder(fields: object, ...more: readonly string[]): Promise<string> {
  const folder = temporaryFolder();
  const out = path.join(folder, 'out');
  const ended = await unroll(['run', experimentFile(folder, fields), '--out', out, ...more]);
  expect(ended.code, ended.stderr).toBe(0);
  return out;
}
