// What a path is that a person opens: an experiment file, or something recorded.
import { statSync } from 'node:fs';
import { reasonOf } from '../../src-core/export/storage-failure';
import { openBundle } from '../runs/open-bundle';
import { readRecorded } from '../runs/recorded-experiment';
import type { OpenedRecord } from '../../src-core/contract/ipc';
import type { Scratch } from './scratch';

export const BUNDLE_SUFFIX = '.unroll';

/** A bundle by its ending, or an experiment's folder; null: it is to be read as an experiment file. @param path absolute */
export function openedRecord(path: string): OpenedRecord | null {
  if (isFolder(path)) return { kind: 'folder', path };
  return path.toLowerCase().endsWith(BUNDLE_SUFFIX) ? { kind: 'bundle', path } : null;
}

export type ReadyRecord =
  /**
   * `dir`: absolute path of the experiment's folder; of a bundle, where it was unpacked.
   * `discard` removes what was unpacked, once nobody looks at it any more; a folder that a person has stays.
   */
  | { readonly kind: 'ready'; readonly dir: string; readonly discard: () => void }
  /** One sentence. */
  | { readonly kind: 'refused'; readonly why: string };

/** Makes sure that it holds a recorded experiment. Never throws for the sake of what a person gave. */
export async function readyRecord({ kind, path }: OpenedRecord, scratch: Scratch): Promise<ReadyRecord> {
  try {
    return kind === 'folder' ? readyFolder(path) : await readyBundle(path, scratch);
  } catch (error) {
    return { kind: 'refused', why: `${path} cannot be opened: ${reasonOf(error)}.` };
  }
}

function readyFolder(path: string): ReadyRecord {
  const recorded = readRecorded(path);
  return recorded.kind === 'refused'
    ? { kind: 'refused', why: recorded.problems.join(' ') }
    : { kind: 'ready', dir: path, discard: () => undefined };
}

/** @throws the system's error where the bundle is out of reach, or there is no room for it */
async function readyBundle(path: string, scratch: Scratch): Promise<ReadyRecord> {
  if (statSync(path, { throwIfNoEntry: false }) === undefined)
    return { kind: 'refused', why: `${path} is not there: expected a bundle.` };
  const dir = scratch.make('bundle');
  const discard = (): void => scratch.remove(dir);
  const opened = await openBundle(path, dir);
  if (opened.kind === 'opened') return { kind: 'ready', dir, discard };
  discard();
  return opened;
}

/** What is out of reach is told of by whoever reads it. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
