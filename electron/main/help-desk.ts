// What the Help menu opens: the log, and the text of a problem report.
import { app, clipboard, dialog, type BrowserWindow } from 'electron';
import type { HostState } from '../../src-core/contract/ipc';
import type { Translate } from '../../src-core/language/translate';
import type { LogFile } from './log-file';
import { openInSystem } from './open-in-system';
import { problemReport } from './problem-report';

/** Lines of the log that are copied, and those that a dialog has room for. */
const COPIED_LINES = 200;
const SHOWN_LINES = 8;

export async function openLog(window: BrowserWindow, log: LogFile, t: Translate): Promise<void> {
  try {
    await openInSystem(log.file);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const buttons = [t('dialog.close')];
    await dialog.showMessageBox(window, { type: 'error', message: t('report.no-log'), detail, buttons });
  }
}

/** Shows what a report should tell; a person may copy it, with more of the log, and decides where it goes. */
export async function reportProblem(
  window: BrowserWindow,
  log: LogFile,
  engine: HostState,
  t: Translate,
): Promise<void> {
  const text = (lines: number): string =>
    problemReport({
      app: app.getName(),
      version: app.getVersion(),
      versions: process.versions,
      engine: engineText(engine),
      language: app.getLocale(),
      log: log.tail(lines),
    });
  const { response } = await dialog.showMessageBox(window, {
    type: 'info',
    title: t('report.title'),
    message: t('report.message'),
    detail: text(SHOWN_LINES),
    buttons: [t('report.copy'), t('dialog.close')],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0) clipboard.writeText(text(COPIED_LINES));
}

function engineText(state: HostState): string {
  if (state.kind === 'ready') return `${state.report.engine} on ${state.report.backend}`;
  return state.kind === 'lost' ? `none: ${state.failure.message}` : 'starting';
}
