// The about box: versions, and the truth about the runtime where it is an old one.
import { app, dialog, type BrowserWindow } from 'electron';
import type { Translate } from '../../src-core/language/translate';
import { electronAge } from './electron-release';

/** The oldest major version of Electron that its makers still supported when this version of the app was made. */
const OLDEST_SUPPORTED_ELECTRON = 43;

interface Versions {
  readonly electron: string;
  readonly chrome: string;
  readonly node: string;
}

/** Text of the about box. */
export function aboutText(versions: Versions, t: Translate, now = new Date()): string {
  const lines = [t('about.what'), '', t('about.versions', { ...versions })];
  const age = electronAge(versions.electron, now);
  if (age !== null) lines.push(t('about.age', { ...age }));
  if (Number.parseInt(versions.electron, 10) < OLDEST_SUPPORTED_ELECTRON) {
    lines.push('', t('about.out-of-support', { app: app.getName() }));
  }
  return lines.join('\n');
}

export function showAbout(window: BrowserWindow, t: Translate): void {
  const { electron = '', chrome = '', node } = process.versions;
  void dialog.showMessageBox(window, {
    type: 'info',
    title: t('menu.about', { app: app.getName() }),
    message: `${app.getName()} ${app.getVersion()}`,
    detail: aboutText({ electron, chrome, node }, t),
    buttons: [t('dialog.close')],
  });
}
