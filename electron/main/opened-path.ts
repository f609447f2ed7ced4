// What a path is that a person opens: an experiment file, or something recorded.
import { statSync } from 'node:fs';
import { openBundle } from '../runs/open-bundle';
import { readRecorded } from '../runs/recorded-experiment';
import type { OpenedRecord } from '../../src-core/contract/ipc';
import type { Scratch } from './scratch';

export const BUNDLE_SUFFIX = '.unroll';

/** A bundle by its ending, or an experiment's folder; null: it is to be read as an experiment file. @param path absolute */
export function openedRecord(path: string): OpenedRecord | null {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return { kind: 'folder', path };
  return path.toLowerCase().endsWith(BUNDLE_SUFFIX) ? { kind: 'bundle', path } : null;
}

export type ReadyRecord =
  /** `dir`: absolute path of the experiment's folder; of a bundle, where it was unpacked. */
  | { readonly kind: 'ready'; readonly dir: string }
  /** One sentence. */
  | { readonly kind: 'refused'; readonly why: string };

/** Makes sure that it holds a recorded experiment. Never throws for the sake of what a person gave. */
export async function readyRecord({ kind, path }: OpenedRecord, scratch: Scratch): Promise<ReadyRecord> {
  if (kind === 'folder') {
    const recorded = readRecorded(path);
    return recorded.kind === 'refused'
      ? { kind: 'refused', why: recorded.problems.join(' ') }
      : { kind: 'ready', dir: path };
  }
  if (statSync(path, { throwIfNoEntry: false }) === undefined)
    return { kind: 'refused', why: `${path} is not there: expected a bundle.` };
  const dir = scratch.make('bundle');
  const opened = await openBundle(path, dir);
  return opened.kind === 'refused' ? opened : { kind: 'ready', dir };
}
