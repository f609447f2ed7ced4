// The system's own dialogs, which would wait for a person: answered here by the label of a button, and written down.
import type { ElectronApplication } from 'playwright-core';

export interface Asked {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** What a test leaves in the main process. */
interface Script {
  asked: Asked[];
  /** Labels to press, by preference. */
  press: string[];
  /** Path that file dialogs return; null: cancelled. */
  file: string | null;
  suggested: string[];
}

type Scripted = typeof globalThis & { dialogScript?: Script };

/** Answers every dialog from now on: what is not saved is let go, and the app may end. */
export function answerDialogs(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ dialog }) => {
    const press = ['Don’t Save', '不保存', 'Quit', '退出'];
    const script: Script = { asked: [], press, file: null, suggested: [] };
    (globalThis as Scripted).dialogScript = script;
    const last = <T>(given: readonly unknown[]): T => given[given.length - 1] as T;
    dialog.showMessageBox = ((...given: unknown[]) => {
      const { message, detail = '', buttons = [] } = last<Electron.MessageBoxOptions>(given);
      script.asked.push({ message, detail, buttons: [...buttons] });
      const label = script.press.find((wanted) => buttons.includes(wanted));
      const response = label === undefined ? buttons.length - 1 : buttons.indexOf(label);
      return Promise.resolve({ response, checkboxChecked: false });
    }) as typeof dialog.showMessageBox;
    dialog.showOpenDialog = (() =>
      Promise.resolve({
        canceled: script.file === null,
        filePaths: script.file === null ? [] : [script.file],
      })) as typeof dialog.showOpenDialog;
    dialog.showSaveDialog = ((...given: unknown[]) => {
      script.suggested.push(last<Electron.SaveDialogOptions>(given).defaultPath ?? '');
      return Promise.resolve({ canceled: script.file === null, filePath: script.file ?? '' });
    }) as typeof dialog.showSaveDialog;
  });
}

/** From now on these buttons are pressed, by preference. */
export function press(app: ElectronApplication, ...labels: string[]): Promise<void> {
  return app.evaluate((_electron, wanted) => {
    const { dialogScript } = globalThis as Scripted;
    if (dialogScript !== undefined) dialogScript.press = wanted;
  }, labels);
}

/** From now on file dialogs return this path; null: they are cancelled. */
export function chooseFile(app: ElectronApplication, file: string | null): Promise<void> {
  return app.evaluate((_electron, path) => {
    const { dialogScript } = globalThis as Scripted;
    if (dialogScript !== undefined) dialogScript.file = path;
  }, file);
}

/** Dialogs that were shown so far. */
export function asked(app: ElectronApplication): Promise<readonly Asked[]> {
  return app.evaluate(() => (globalThis as Scripted).dialogScript?.asked ?? []);
}

/** Paths that file dialogs for saving began with. */
export function suggested(app: ElectronApplication): Promise<readonly string[]> {
  return app.evaluate(() => (globalThis as Scripted).dialogScript?.suggested ?? []);
}
