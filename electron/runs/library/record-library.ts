// All recorded experiments: a folder of folders. There is no index beside them that could disagree with what is on the disk.
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type {
  DamagedRecord,
  RecordedExperiment,
  RecordedList,
  RecordNotes,
} from '../../../src-core/contract/recorded-list';
import { lockOwner } from '../folder-lock';
import { folderBytes } from './folder-bytes';
import { UNFINISHED_PREFIX } from './import-record';
import { readRecord } from './read-record';
import { writeNotes } from './record-notes';

/** Where deleted experiments wait: of the same disk, so that moving one is a stroke. Its name keeps it out of the list. */
const DELETED_NAME = '.deleted';

export class RecordLibrary {
  /** @param folder absolute path; it need not exist. Of what was not copied to its end nothing is left from now on. */
  constructor(readonly folder: string) {
    removeUnfinished(folder);
  }

  async list(): Promise<RecordedList> {
    const experiments: RecordedExperiment[] = [];
    const damaged: DamagedRecord[] = [];
    for (const id of foldersIn(this.folder)) {
      const reading = await readRecord(this.folder, id);
      if (reading.kind === 'record') experiments.push(reading.record);
      else damaged.push({ id, why: reading.why, bytes: await folderBytes(path.join(this.folder, id)) });
    }
    const bin = path.join(this.folder, DELETED_NAME);
    return {
      experiments: experiments.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1)),
      damaged,
      deleted: { count: foldersIn(bin).length, bytes: await folderBytes(bin) },
    };
  }

  /** Absolute path of an experiment's folder. @throws Error where there is none of that name */
  dirOf(id: string): string {
    if (!foldersIn(this.folder).includes(id))
      throw new Error(`${JSON.stringify(id)} is none of the recorded experiments: look at the list again.`);
    return path.join(this.folder, id);
  }

  /** @throws Error where there is none of that name, or the disk takes no more; the earlier notes are then intact */
  annotate(id: string, notes: RecordNotes): void {
    writeNotes(this.dirOf(id), notes);
  }

  /** Moves an experiment out of the list; {@link restore} brings it back. @throws Error where it is being written */
  remove(id: string): void {
    const dir = this.dirOf(id);
    const owner = lockOwner(dir);
    if (owner !== null)
      throw new Error(
        `${dir} is being written by process ${owner.pid}: stop its training before it is deleted.`,
      );
    const bin = path.join(this.folder, DELETED_NAME);
    mkdirSync(bin, { recursive: true });
    renameSync(dir, path.join(bin, id));
  }

  /** Brings a deleted experiment back. @throws Error where it is gone for good, or another has its name */
  restore(id: string): void {
    const bin = path.join(this.folder, DELETED_NAME);
    if (!foldersIn(bin).includes(id))
      throw new Error(`${JSON.stringify(id)} is not among the deleted experiments: it is gone for good.`);
    if (foldersIn(this.folder).includes(id))
      throw new Error(
        `${JSON.stringify(id)} is there again: move that folder away before this one is restored.`,
      );
    renameSync(path.join(bin, id), path.join(this.folder, id));
  }

  /** Removes for good what was deleted. */
  emptyBin(): void {
    rmSync(path.join(this.folder, DELETED_NAME), { recursive: true, force: true });
  }
}

/** Names of the folders in a folder that are not hidden; none where it does not exist. */
function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Copies that a crash left behind; where one cannot be removed, the next start tries again. */
function removeUnfinished(folder: string): void {
  try {
    for (const name of readdirSync(folder))
      if (name.startsWith(UNFINISHED_PREFIX))
        rmSync(path.join(folder, name), { recursive: true, force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      process.stderr.write(`Unfinished copies in ${folder} cannot be removed: ${String(error)}\n`);
  }
}
