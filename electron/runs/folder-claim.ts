// May this folder be written? What is in it decides, and how it was asked for.
import { lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Manifest, ProcessIdentity } from '../../src-core/export/manifest';
import { parseManifest } from '../../src-core/export/parse-manifest';
import { LOCK_NAME, lockFolder, lockOwner } from './folder-lock';
import { MANIFEST_NAME } from './file-names';
import { type FolderContent, firstFileInTheWay, removeExperiment } from './run-files';
import { reasonOf } from '../../src-core/export/storage-failure';

/**
 * How an experiment's folder is opened. `new`: one in use is refused; `overwrite`: one in use is emptied of what an
 * experiment writes; `continue`: the runs already in it are kept.
 */
export type OpenMode = 'new' | 'overwrite' | 'continue';

export interface Refusal {
  readonly kind: 'refused';
  /** `in-use`: something is in it or at work on it; `storage`: it cannot be written. */
  readonly reason: 'in-use' | 'storage';
  /** One sentence: which folder, why, what to do. */
  readonly message: string;
}

/** A folder that is this process's until released. `previous`: the manifest to go on from, with the mode `continue`. */
export interface Claim {
  readonly kind: 'claimed';
  readonly previous: Manifest | null;
  readonly release: () => void;
}

function inUse(message: string): Refusal {
  return { kind: 'refused', reason: 'in-use', message };
}

function beingWritten(folder: string, owner: ProcessIdentity): Refusal {
  return inUse(`${folder} is being written by process ${owner.pid}: wait for it, or choose another folder.`);
}

function readManifest(dir: string): Manifest | string | null {
  const file = path.join(dir, MANIFEST_NAME);
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return null;
  const result = parseManifest(readFileSync(file, 'utf8'));
  return result.kind === 'ok' ? result.manifest : result.why;
}

function isEmpty(dir: string): boolean {
  return readdirSync(dir).every((name) => name.startsWith(LOCK_NAME));
}

/** Makes room for a new experiment by removing an earlier one. Null: there is room. */
function overwrite(dir: string, content: FolderContent): Refusal | null {
  const manifest = readManifest(dir);
  if (typeof manifest === 'string')
    return inUse(`${dir} cannot be overwritten: ${manifest} Choose another folder.`);
  if (manifest !== null) {
    removeExperiment(dir, {
      runs: manifest.runs.map((run) => run.folder),
      data: manifest.data?.map(({ file }) => file) ?? [],
    });
  }
  const inTheWay = firstFileInTheWay(dir, content);
  if (inTheWay === null) return null;
  return inUse(`${dir} holds ${inTheWay}, which Unroll did not write: move it, or choose another folder.`);
}

/** A trainer process outlives a commander that was killed by as long as it takes to record its run. */
function stillTraining(dir: string): Refusal | null {
  const manifest = readManifest(dir);
  if (manifest === null || typeof manifest === 'string') return null;
  for (const { folder } of manifest.runs) {
    const owner = lockOwner(path.join(dir, folder));
    if (owner !== null) return beingWritten(path.join(dir, folder), owner);
  }
  return null;
}

function makeRoom(dir: string, mode: OpenMode, content: FolderContent): Refusal | null {
  switch (mode) {
    case 'new':
      if (isEmpty(dir)) return null;
      return inUse(`${dir} is not empty: choose another folder, or ask to overwrite it.`);
    case 'overwrite':
      return isEmpty(dir) ? null : overwrite(dir, content);
    case 'continue': {
      const manifest = readManifest(dir);
      return typeof manifest === 'string' ? inUse(`${dir} cannot be continued: ${manifest}`) : null;
    }
  }
}

function claim(dir: string, mode: OpenMode, content: FolderContent): Claim | Refusal {
  if (lstatSync(dir, { throwIfNoEntry: false })?.isFile() === true) {
    return inUse(`${dir} is a file: choose a folder.`);
  }
  mkdirSync(dir, { recursive: true });
  const lock = lockFolder(dir);
  if (lock.kind === 'taken') {
    return beingWritten(dir, lock.owner);
  }
  try {
    const refusal = stillTraining(dir) ?? makeRoom(dir, mode, content);
    if (refusal !== null) {
      lock.release();
      return refusal;
    }
    const manifest = mode === 'continue' ? readManifest(dir) : null;
    return {
      kind: 'claimed',
      previous: typeof manifest === 'string' ? null : manifest,
      release: lock.release,
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Claims a folder for an experiment that puts this into it. Never throws: a failing disk is a refusal. */
export function claimFolder(dir: string, mode: OpenMode, content: FolderContent): Claim | Refusal {
  try {
    return claim(dir, mode, content);
  } catch (error) {
    return {
      kind: 'refused',
      reason: 'storage',
      message: `${dir} could not be used as a run folder: ${reasonOf(error)}.`,
    };
  }
}
