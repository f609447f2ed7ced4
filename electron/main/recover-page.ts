// A page whose process crashed is loaded again; training does not notice. One that crashes again at once is left alone,
// so that a broken page does not spin.
import { dialog, type BrowserWindow } from 'electron';
import { startPage } from './page-origin';

/** A page that lives shorter than this after it was recovered is not recovered again. */
const SHORTEST_LIFE_MS = 10_000;

export function recoverPage(window: BrowserWindow, onGone: () => void): void {
  let recoveredAt = -Infinity;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    onGone();
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    if (performance.now() - recoveredAt < SHORTEST_LIFE_MS) {
      void dialog.showMessageBox(window, {
        type: 'error',
        message: 'The window stopped working twice in a row.',
        detail: `Its process ended (${reason}). Training goes on and is recorded. Close the window, which ends training in order, and start the app again.`,
      });
      return;
    }
    recoveredAt = performance.now();
    void window.loadURL(startPage());
  });
}
