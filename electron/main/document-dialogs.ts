// What is asked and told of experiment files and exports, in the system's own dialogs.
import path from 'node:path';
import {
  dialog,
  type BrowserWindow,
  type MessageBoxOptions,
  type OpenDialogOptions,
  type SaveDialogOptions,
} from 'electron';
import type { LanguageState } from '../../src-core/contract/ipc';
import { problemLine, saidIn } from '../../src-core/language/said-text';
import type { Translate } from '../../src-core/language/translate';
import type { ReadExperiment } from './experiment-file';

export type UnsavedAnswer = 'save' | 'discard' | 'cancel';

/** Problems told of one file; more help nobody. */
const MOST_PROBLEMS = 8;

export class DocumentDialogs {
  constructor(
    private readonly window: () => BrowserWindow | null,
    private readonly texts: () => Translate,
    private readonly language: () => LanguageState['language'],
  ) {}

  /** @returns absolute path, or null where none was chosen */
  fileToOpen(): Promise<string | null> {
    const t = this.texts();
    const [experiments, ...others] = this.filters();
    const all = { name: t('document.openable'), extensions: [...(experiments?.extensions ?? []), 'unroll'] };
    return this.open({ properties: ['openFile'], filters: [all, ...others] });
  }

  /** @returns absolute path, or null where none was chosen */
  weightsToOpen(): Promise<string | null> {
    const t = this.texts();
    const filters = [
      { name: t('weights.files'), extensions: ['safetensors', 'npz'] },
      { name: t('document.all-files'), extensions: ['*'] },
    ];
    return this.open({ title: t('weights.choose-title'), properties: ['openFile'], filters });
  }

  /** @returns absolute path of a folder, or null where none was chosen */
  folderToOpen(): Promise<string | null> {
    return this.open({ title: this.texts()('document.choose-folder'), properties: ['openDirectory'] });
  }

  /** @returns absolute path, or null where none was chosen */
  async fileToSave(suggested: string): Promise<string | null> {
    return this.save({ defaultPath: suggested, filters: this.filters() });
  }

  /** Where an export goes. @param suffix of the file; null: it is a folder @returns absolute path, or null */
  async pathToExport(suggested: string, suffix: string | null): Promise<string | null> {
    const t = this.texts();
    const type = suffix?.slice(1);
    const filters =
      type === undefined
        ? []
        : [{ name: t('export.file-type', { type: type.toUpperCase() }), extensions: [type] }];
    return this.save({
      title: t('export.title'),
      defaultPath: suggested,
      filters,
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    });
  }

  async unsaved(name: string): Promise<UnsavedAnswer> {
    const t = this.texts();
    const response = await this.ask({
      type: 'warning',
      message: t('document.unsaved', { name }),
      detail: t('document.unsaved-text'),
      buttons: [t('document.save'), t('document.dont-save'), t('document.cancel')],
      defaultId: 0,
      cancelId: 2,
    });
    return (['save', 'discard', 'cancel'] as const)[response] ?? 'cancel';
  }

  /** @returns whether the app is to end though it trains */
  async quitWhileTraining(): Promise<boolean> {
    const t = this.texts();
    const response = await this.ask({
      type: 'question',
      message: t('document.quit-training'),
      detail: t('document.quit-training-text'),
      buttons: [t('document.quit'), t('document.keep-training')],
      defaultId: 1,
      cancelId: 1,
    });
    return response === 0;
  }

  async cannotOpen(file: string, read: Exclude<ReadExperiment, { kind: 'ok' }>): Promise<void> {
    const t = this.texts();
    const why =
      read.kind === 'unreadable'
        ? [this.said(read.why)]
        : read.problems.slice(0, MOST_PROBLEMS).map((problem) => problemLine(problem, this.language()));
    const detail = [t('document.expected'), '', ...why].join('\n');
    await this.tell(t('document.cannot-open', { file: path.basename(file) }), detail);
  }

  async cannotOpenRecord(file: string, why: string): Promise<void> {
    const t = this.texts();
    await this.tell(t('document.cannot-open', { file: path.basename(file) }), this.said(why));
  }

  async cannotSave(file: string, why: string): Promise<void> {
    const t = this.texts();
    await this.tell(t('document.cannot-save', { file: path.basename(file) }), this.said(why));
  }

  async nothingToSave(): Promise<void> {
    const t = this.texts();
    await this.tell(t('document.nothing-to-save'), t('document.nothing-to-save-text'));
  }

  async notWhileTraining(): Promise<void> {
    const t = this.texts();
    await this.tell(t('document.training'), t('document.training-text'));
  }

  private async open(options: OpenDialogOptions): Promise<string | null> {
    const window = this.window();
    const { filePaths } = await (window === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options));
    return filePaths[0] ?? null;
  }

  private async save(options: SaveDialogOptions): Promise<string | null> {
    const window = this.window();
    const { filePath, canceled } = await (window === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(window, options));
    return canceled || filePath === undefined || filePath === '' ? null : filePath;
  }

  /** A sentence of the core as the reader has it. */
  private said(why: string): string {
    return saidIn(why, this.language());
  }

  private async tell(message: string, detail: string): Promise<void> {
    const buttons = [this.texts()('dialog.close')];
    await this.ask({ type: 'error', message, detail, buttons });
  }

  /** @returns index of the button */
  private async ask(options: MessageBoxOptions): Promise<number> {
    const window = this.window();
    const whole = { noLink: true, ...options };
    const { response } = await (window === null
      ? dialog.showMessageBox(whole)
      : dialog.showMessageBox(window, whole));
    return response;
  }

  private filters(): { name: string; extensions: string[] }[] {
    const t = this.texts();
    return [
      { name: t('document.experiments'), extensions: ['unroll.json', 'json'] },
      { name: t('document.all-files'), extensions: ['*'] },
    ];
  }
}
