// Files that are whole or absent: written beside their place, then renamed into it; and how they get onto the disk.
import { closeSync, fsyncSync, openSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';

/** Ending of files that are being written; one left behind belongs to a process that was killed. */
export const UNFINISHED_SUFFIX = '.unroll-unfinished';

/** Flushes a folder's entries, so that a rename in it outlives a power cut. Windows has no such call and needs none. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Flushes files of a folder, those that are there, and its entries, while other work goes on.
 * @throws the system's error
 */
export async function flushFiles(folder: string, names: readonly string[]): Promise<void> {
  await Promise.all(names.map((name) => flushPath(path.join(folder, name), 'r+')));
  if (process.platform !== 'win32') await flushPath(folder, 'r');
}

async function flushPath(file: string, flags: 'r' | 'r+'): Promise<void> {
  try {
    const handle = await open(file, flags);
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** `flush`: on the disk before this returns; otherwise only safe from the end of this process, not from that of the machine. */
export interface AtomicOptions {
  readonly flush: boolean;
}

/** Writes or replaces a file in one stroke. @throws the system's error; the old file is then intact and nothing is left behind */
export function writeFileAtomically(
  file: string,
  data: string | Uint8Array,
  { flush }: AtomicOptions = { flush: true },
): void {
  const unfinished = `${file}${UNFINISHED_SUFFIX}`;
  try {
    const descriptor = openSync(unfinished, 'w');
    try {
      writeFileSync(descriptor, data);
      if (flush) fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(unfinished, file);
  } catch (error) {
    try {
      unlinkSync(unfinished);
    } catch {
      // It was never made, or cannot be removed either: the first error is the one that tells why.
    }
    throw error;
  }
  if (flush) flushFolder(path.dirname(file));
}
