// A page whose process crashed is loaded again; training does not notice. One that crashes again at once is left alone,
// so that a broken page does not spin.
import { dialog, type BrowserWindow } from 'electron';
import type { Translate } from '../../src-core/language/translate';
import { startPage } from './page-origin';

/** A page that lives shorter than this after it was recovered is not recovered again. */
const SHORTEST_LIFE_MS = 10_000;

/** @param texts The texts of the language then shown. */
export function recoverPage(window: BrowserWindow, onGone: () => void, texts: () => Translate): void {
  let recoveredAt = -Infinity;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    onGone();
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    if (performance.now() - recoveredAt < SHORTEST_LIFE_MS) {
      const t = texts();
      void dialog.showMessageBox(window, {
        type: 'error',
        message: t('dialog.window-broken'),
        detail: t('dialog.window-broken-text', { reason }),
      });
      return;
    }
    recoveredAt = performance.now();
    void window.loadURL(startPage());
  });
}
