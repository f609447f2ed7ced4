// New, Open, Save, Save As, and the end: what each does to the open experiment, and what is asked before it does.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import type { OpenedRecord, OpenReply, StartedExperiment } from '../../src-core/contract/ipc';
import type { Experiment } from '../../src-core/experiment/experiment';
import type { DocumentDialogs } from './document-dialogs';
import { openedRecord, type ReadyRecord } from './opened-path';
import { readExperimentFile, suggestedFileName, withSuffix } from './experiment-file';
import type { OpenDocument } from './open-document';
import type { RecentFiles } from './recent-files';

export interface DeskOptions {
  readonly document: OpenDocument;
  readonly recent: RecentFiles;
  readonly dialogs: DocumentDialogs;
  readonly isTraining: () => boolean;
  /** Another experiment is open. */
  readonly onOpened: (experiment: Experiment) => void;
  /** Looks whether something recorded can be opened. */
  readonly readyRecord: (opened: OpenedRecord) => Promise<ReadyRecord>;
  /** Has the trainer take up something recorded. @param dir where it lies now */
  readonly openRecord: (dir: string, opened: OpenedRecord) => Promise<OpenReply>;
  /** Something recorded is open. */
  readonly onEntered: (started: StartedExperiment) => void;
  /** The open experiment is saved as it stands in the form. */
  readonly onSaved: (experiment: Experiment) => void;
  readonly log: (text: string) => void;
}

export class DocumentDesk {
  /** What is done now: a second request waits for the answers to the first. */
  private turn: Promise<unknown> = Promise.resolve();
  /** Removes what was unpacked for the record that was entered last. */
  private discardEntered: () => void = () => undefined;

  constructor(private readonly options: DeskOptions) {}

  startNew(): Promise<void> {
    return this.inTurn(async () => {
      if (!(await this.mayReplace())) return;
      this.options.document.startNew();
      this.options.onOpened(this.options.document.saved);
    });
  }

  open(): Promise<void> {
    return this.inTurn(async () => {
      const file = await this.options.dialogs.fileToOpen();
      if (file !== null) await this.replaceBy(file);
    });
  }

  /** A recorded experiment by its folder, to be looked at. */
  openFolder(): Promise<void> {
    return this.inTurn(async () => {
      const folder = await this.options.dialogs.folderToOpen();
      if (folder !== null) await this.replaceBy(folder);
    });
  }

  /** @param file absolute path of an experiment file, a bundle, or an experiment's folder */
  openFile(file: string): Promise<void> {
    return this.inTurn(() => this.replaceBy(file));
  }

  save(): Promise<void> {
    return this.inTurn(async () => void (await this.write(this.options.document.file)));
  }

  saveAs(): Promise<void> {
    return this.inTurn(async () => void (await this.write(null)));
  }

  /** Makes a recorded experiment the open one, after what has to be asked. @param enter has the trainer take it up */
  enterRecord(enter: () => Promise<OpenReply>): Promise<OpenReply> {
    return this.inTurn(async () => {
      const { document, isTraining } = this.options;
      if (!isTraining() && !(await this.mayLose())) return { kind: 'kept' };
      const reply = await enter();
      if (reply.kind === 'opened') {
        document.take(null, reply.started.experiment, reply.started.folder);
        this.leaveEntered(() => undefined);
      }
      return reply;
    });
  }

  /** Asks before the app ends. @returns whether it may */
  mayLeave(): Promise<boolean> {
    return this.inTurn(async () => {
      const { isTraining, dialogs } = this.options;
      if (isTraining() && !(await dialogs.quitWhileTraining())) return false;
      const may = await this.mayLose();
      if (may) this.options.document.discard();
      return may;
    });
  }

  private async replaceBy(file: string): Promise<void> {
    const { document, dialogs, onOpened } = this.options;
    const opened = openedRecord(file);
    if (opened !== null) return this.replaceByRecord(opened);
    const read = readExperimentFile(file);
    if (read.kind !== 'ok') return dialogs.cannotOpen(file, read);
    if (!(await this.mayReplace())) return;
    document.take(file, read.experiment);
    this.noteRecent(file);
    onOpened(document.saved);
  }

  private async replaceByRecord(opened: OpenedRecord): Promise<void> {
    const { document, dialogs, readyRecord, openRecord, onEntered } = this.options;
    const ready = await readyRecord(opened);
    if (ready.kind === 'refused') return dialogs.cannotOpenRecord(opened.path, ready.why);
    const reply: OpenReply = (await this.mayReplace())
      ? await openRecord(ready.dir, opened)
      : { kind: 'kept' };
    if (reply.kind !== 'opened') ready.discard();
    if (reply.kind === 'refused') return dialogs.cannotOpenRecord(opened.path, reply.why);
    if (reply.kind === 'kept') return;
    this.leaveEntered(ready.discard);
    document.take(null, reply.started.experiment, reply.started.folder);
    this.noteRecent(opened.path);
    onEntered(reply.started);
  }

  /** Another record is shown than the last: what was unpacked for that one goes. @param discard removes what was for this one */
  private leaveEntered(discard: () => void): void {
    this.discardEntered();
    this.discardEntered = discard;
  }

  private async mayReplace(): Promise<boolean> {
    if (!this.options.isTraining()) return this.mayLose();
    await this.options.dialogs.notWhileTraining();
    return false;
  }

  /** Whether what is not saved is saved now, or may be lost. */
  private async mayLose(): Promise<boolean> {
    const { document, dialogs } = this.options;
    if (!document.dirty) return true;
    const name = document.file === null ? document.saved.name : path.basename(document.file);
    const answer = await dialogs.unsaved(name);
    return answer === 'save' ? this.write(document.file) : answer === 'discard';
  }

  /** @param known null: a person is asked for the file @returns whether it was saved */
  private async write(known: string | null): Promise<boolean> {
    const { document, dialogs, onSaved, log } = this.options;
    if (document.present === null) {
      await dialogs.nothingToSave();
      return false;
    }
    const file = known ?? (await this.chosenFile(document.file ?? this.newFile(document.present)));
    if (file === null) return false;
    try {
      document.save(file);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      log(`${file} cannot be saved: ${why}`);
      await dialogs.cannotSave(file, why);
      return false;
    }
    this.noteRecent(file);
    onSaved(document.saved);
    return true;
  }

  private newFile(present: Experiment): string {
    return path.join(app.getPath('documents'), suggestedFileName(present));
  }

  /** The dialog asks before it names a file that exists; one that exists under its full name is asked for again. */
  private async chosenFile(suggested: string): Promise<string | null> {
    const chosen = await this.options.dialogs.fileToSave(suggested);
    if (chosen === null) return null;
    const file = withSuffix(chosen);
    return file !== chosen && existsSync(file) ? this.chosenFile(file) : file;
  }

  private noteRecent(file: string): void {
    // Windows and macOS keep lists of their own.
    if (process.platform !== 'linux') app.addRecentDocument(file);
    try {
      this.options.recent.add(file);
    } catch (error) {
      this.options.log(`The recent files are not remembered: ${String(error)}`);
    }
  }

  private inTurn<T>(deed: () => Promise<T>): Promise<T> {
    const done = this.turn.then(deed);
    this.turn = done.catch(() => undefined);
    return done;
  }
}
