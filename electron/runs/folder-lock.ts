// One writer per folder: of an experiment's, and of each run's while it trains. The lock is a file that names its owner, so that one left by a killed process can be told.
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ProcessIdentity } from '../../src-core/export/manifest';
import { identityOf, isAlive } from './process-identity';

export const LOCK_NAME = '.unroll.lock';

export type LockResult =
  | { readonly kind: 'locked'; readonly release: () => void }
  | { readonly kind: 'taken'; readonly owner: ProcessIdentity };

function readOwner(text: string): ProcessIdentity | null {
  try {
    const { pid, startTime } = JSON.parse(text) as Partial<ProcessIdentity>;
    return typeof pid === 'number'
      ? { pid, startTime: typeof startTime === 'string' ? startTime : null }
      : null;
  } catch {
    // Not a lock of ours, or a torn one: no living owner wrote it, for locks appear whole.
    return null;
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Puts the lock in place with its content, or finds one there: a link is made whole or not at all. */
function place(own: string, lock: string): boolean {
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
  }
  // A file system without links (FAT): a file made only if absent.
  try {
    writeFileSync(lock, readFileSync(own), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a dead owner's lock away. A lock that changed meanwhile is someone's who was quicker: it is put back. */
function clearStale(lock: string, stale: string, aside: string): void {
  try {
    renameSync(lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (readIfThere(aside) !== stale) place(aside, lock);
  unlinkSync(aside);
}

function release(lock: string, content: string): void {
  if (readIfThere(lock) === content) unlinkSync(lock);
}

/** The living process that has the folder's lock; null where none has. */
export function lockOwner(folder: string): ProcessIdentity | null {
  const found = readIfThere(path.join(folder, LOCK_NAME));
  const owner = found === null ? null : readOwner(found);
  return owner !== null && isAlive(owner) ? owner : null;
}

/**
 * Takes the lock of a folder, from a dead owner if need be.
 * @throws the system's error where the folder cannot be written
 */
export function lockFolder(folder: string, self: ProcessIdentity = identityOf()): LockResult {
  const lock = path.join(folder, LOCK_NAME);
  const content = JSON.stringify(self);
  const own = `${lock}.${self.pid}`;
  writeFileSync(own, content);
  try {
    while (!place(own, lock)) {
      const found = readIfThere(lock);
      const owner = found === null ? null : readOwner(found);
      if (owner !== null && isAlive(owner)) return { kind: 'taken', owner };
      if (found !== null) clearStale(lock, found, `${own}.stale`);
    }
  } finally {
    unlinkSync(own);
  }
  return { kind: 'locked', release: () => release(lock, content) };
}
