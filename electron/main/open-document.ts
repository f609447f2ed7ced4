// The experiment that is open: its file, what is saved of it, and what stands in the form now. What is not saved is kept
// beside the settings all the while, so that neither a crash nor a restart loses it.
import { existsSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import type { EditedExperiment } from '../../src-core/contract/ipc';
import { articleExperiment } from '../../src-core/experiment/article';
import type { Experiment } from '../../src-core/experiment/experiment';
import { parseExperiment } from '../../src-core/experiment/parse-experiment';
import { carryFiles } from '../runs/task-files/carry-files';
import { createEvent } from '../hosts/event';
import { readExperimentFile, writeExperimentFile } from './experiment-file';
import { readJson, writeJson } from './json-file';

const Remembered = v.object({
  file: v.nullable(v.pipe(v.string(), v.check(path.isAbsolute))),
  folder: v.optional(v.nullable(v.pipe(v.string(), v.check(path.isAbsolute))), null),
  saved: v.unknown(),
  draft: v.unknown(),
});

export class OpenDocument {
  private readonly changed = createEvent<null>();
  private path: string | null = null;
  private beside: string | null = null;
  private base: Experiment = articleExperiment();
  private edited: EditedExperiment = { experiment: null, dirty: false };
  /** The last experiment that stood in the form and is not saved. */
  private stated: Experiment | null = null;

  /** @param memory File that remembers it between starts. */
  constructor(private readonly memory: string) {
    this.recall();
  }

  /** Absolute path; null for one that was never saved. */
  get file(): string | null {
    return this.path;
  }

  /** Absolute path of the folder whose csv files it may name: that of its file, or of the record it is; null: it has none yet. */
  get folder(): string | null {
    return this.beside;
  }

  /** What is saved, or what a new one begins with. */
  get saved(): Experiment {
    return this.base;
  }

  /** What stands in the form and is not saved, or stood there before it became no experiment; null: there is no such thing. */
  get draft(): Experiment | null {
    return this.edited.dirty ? this.stated : null;
  }

  get dirty(): boolean {
    return this.edited.dirty;
  }

  /** What Save would write; null while the form states no experiment. */
  get present(): Experiment | null {
    return this.edited.dirty ? this.edited.experiment : this.base;
  }

  /** Name, file or dirtiness may be another now. */
  onChange(listener: () => void): () => void {
    return this.changed.on(listener);
  }

  /** Takes in what the form says. */
  edit(edited: EditedExperiment): void {
    this.edited = edited;
    this.stated = edited.dirty ? (edited.experiment ?? this.stated) : null;
    this.remember();
    this.changed.emit(null);
  }

  /** Begins anew with the article's experiment. */
  startNew(): void {
    this.take(null, articleExperiment());
  }

  /** From now on it is this experiment, as this file, or this record's folder, has it. What stood in the form is gone. */
  take(file: string | null, experiment: Experiment, record: string | null = null): void {
    this.path = file;
    this.beside = file === null ? record : path.dirname(file);
    this.base = experiment;
    this.discard();
  }

  /**
   * Writes what is present to a file, which is then its own, with its csv files beside it.
   * @throws Error with a sentence where it or they cannot be written, or nothing is stated; the file is then as it was
   */
  save(file: string): void {
    const { present } = this;
    if (present === null) throw new Error('What stands in the form is no experiment yet.');
    const { folder } = this;
    // The csv files first: an experiment is never saved beside other numbers than it was trained on.
    if (folder !== null) carryFiles(present, folder, path.dirname(file));
    writeExperimentFile(file, present);
    this.take(file, present);
  }

  /** Lets go of what is not saved. */
  discard(): void {
    this.edit({ experiment: null, dirty: false });
  }

  /** As it was when the app ended. A file that is gone since then leaves the experiment it held. */
  private recall(): void {
    const read = v.safeParse(Remembered, readJson(this.memory));
    if (!read.success) return;
    const saved = parseExperiment(read.output.saved);
    if (saved.kind === 'ok') this.base = saved.experiment;
    const { file, folder } = read.output;
    // A bundle's is unpacked where nothing outlives the app.
    this.beside = folder !== null && existsSync(folder) ? folder : null;
    const content = file === null ? null : readExperimentFile(file);
    if (content?.kind === 'ok') {
      this.path = file;
      this.beside = file === null ? null : path.dirname(file);
      this.base = content.experiment;
    }
    const draft = parseExperiment(read.output.draft);
    if (draft.kind !== 'ok') return;
    this.edited = { experiment: draft.experiment, dirty: true };
    this.stated = draft.experiment;
  }

  private remember(): void {
    try {
      writeJson(this.memory, { file: this.path, folder: this.beside, saved: this.base, draft: this.draft });
    } catch (error) {
      // A full disk costs the next start its draft, never this one its work.
      const why = error instanceof Error ? error.message : String(error);
      process.stderr.write(`The open experiment is not remembered: ${why}.\n`);
    }
  }
}
