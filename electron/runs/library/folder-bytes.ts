// How much of the disk a folder takes.
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';

/** Bytes of all files below a folder; links are not followed, what vanishes meanwhile does not count. */
export async function folderBytes(folder: string): Promise<number> {
  let names: readonly string[];
  try {
    names = await readdir(folder, { recursive: true });
  } catch {
    return 0;
  }
  let bytes = 0;
  for (const name of names) {
    const stats = await lstat(path.join(folder, name)).catch(() => null);
    if (stats?.isFile() === true) bytes += stats.size;
  }
  return bytes;
}
