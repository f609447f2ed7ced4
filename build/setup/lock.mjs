// One set-up at a time in a clone. The lock is a file that names its owner and the tool the owner runs, so that
// whoever finds it after a crash can tell that it is stale, and end a tool that was left running.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { endGroup, identify, isAlive } from './process-identity.mjs';

const LOOK_AGAIN_MS = 300;

/**
 * @typedef {import('./process-identity.mjs').ProcessIdentity} ProcessIdentity
 * @typedef {{ owner: ProcessIdentity, tool?: ProcessIdentity }} Holder
 * @typedef {{ noteTool(pid: number | undefined): void, release(): void }} Lock
 */

/**
 * Takes the lock, waiting for its owner as long as that process lives.
 * @param {string} file
 * @param {{ onWait: (ownerPid: number) => void, signal: AbortSignal }} options
 *   `onWait` is called once, when another set-up holds the lock
 * @returns {Promise<Lock>}
 * @throws the signal's reason, when aborted
 */
export async function takeLock(file, { onWait, signal }) {
  mkdirSync(path.dirname(file), { recursive: true });
  const owner = identify(process.pid) ?? { pid: process.pid, startedAt: '' };
  let told = false;
  while (!tryLink(file, { owner })) {
    signal.throwIfAborted();
    const holder = readHolder(file);
    if (holder === undefined || !isAlive(holder.owner)) {
      removeStale(file, owner);
    } else {
      if (!told) onWait(holder.owner.pid);
      told = true;
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }
  return {
    noteTool(pid) {
      const tool = pid === undefined ? undefined : identify(pid);
      const own = `${file}.${process.pid}`;
      writeFileSync(own, JSON.stringify(tool === undefined ? { owner } : { owner, tool }));
      renameSync(own, file);
    },
    release: () => rmSync(file, { force: true }),
  };
}

/**
 * A link appears whole or not at all, unlike a file that is created and then written.
 * @param {string} file
 * @param {Holder} holder
 * @returns {boolean} false when the file is there already
 */
function tryLink(file, holder) {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, JSON.stringify(holder));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * Removes a lock whose owner is gone. Only one process at a time may judge and remove, else the second would
 * remove the lock the first has just taken.
 * @param {string} file
 * @param {ProcessIdentity} judge
 */
function removeStale(file, judge) {
  const guard = `${file}.judge`;
  if (!tryLink(guard, { owner: judge })) {
    const other = readHolder(guard);
    if (other === undefined || !isAlive(other.owner)) rmSync(guard, { force: true });
    return;
  }
  try {
    const holder = readHolder(file);
    if (holder !== undefined && isAlive(holder.owner)) return;
    if (holder?.tool !== undefined && isAlive(holder.tool)) endGroup(holder.tool.pid, 'SIGKILL');
    rmSync(file, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}

/**
 * @param {string} file
 * @returns {Holder | undefined} undefined when the file is gone or no lock of ours
 */
function readHolder(file) {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8'));
    return typeof holder?.owner?.pid === 'number' ? holder : undefined;
  } catch {
    return undefined; // gone in the meantime, or not ours: stale either way
  }
}
