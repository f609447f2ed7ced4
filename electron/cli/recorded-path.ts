// What a command is given as a recorded experiment: its folder, or a bundle of one.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openBundle } from '../runs/open-bundle';
import { UsageError } from './usage-error';

/**
 * Calls `use` with the folder; that of a bundle is unpacked for as long as it takes.
 * @param given absolute path
 * @throws UsageError where it is a file and no bundle
 */
export async function withRecorded<T>(given: string, use: (dir: string) => Promise<T>): Promise<T> {
  if (statSync(given, { throwIfNoEntry: false })?.isFile() !== true) return use(given);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'unroll-bundle-'));
  try {
    const opened = await openBundle(given, folder);
    if (opened.kind === 'refused') throw new UsageError([opened.why]);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
