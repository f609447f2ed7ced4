// Raw Electron IPC is a lint error everywhere but in the two wrappers.
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const eslint = new ESLint();

/** Rules that fire on a text as if it were in that file. */
async function rulesOn(file: string, text: string): Promise<readonly (string | null)[]> {
  const [result] = await eslint.lintText(text, { filePath: file });
  return (result?.messages ?? [])
    .filter(({ message }) => message.startsWith('Raw Electron IPC'))
    .map(({ ruleId }) => ruleId);
}

describe('raw Electron IPC', () => {
  it.each([
    ["import { ipcMain } from 'electron';\nipcMain.on('x', () => undefined);\n"],
    ["import { ipcMain as channel } from 'electron';\nchannel.on('x', () => undefined);\n"],
    ["import { ipcRenderer } from 'electron/renderer';\nipcRenderer.send('x');\n"],
    ["import * as electron from 'electron';\nelectron.ipcMain.on('x', () => undefined);\n"],
    ["import electron from 'electron';\nelectron.ipcMain.on('x', () => undefined);\n"],
    ["export { ipcMain } from 'electron';\n"],
    ["export * from 'electron';\n"],
    ["const { ipcMain } = require('electron');\nipcMain.on('x', () => undefined);\n"],
    ["const { ipcMain } = await import('electron');\nipcMain.on('x', () => undefined);\n"],
  ])('is refused: %s', async (text) => {
    for (const file of ['electron/main/menu.ts', 'electron/preload/receive-series.ts', 'renderer/main.ts']) {
      expect(await rulesOn(file, text), file).toEqual(['no-restricted-syntax']);
    }
  });

  it('is allowed in the two wrappers', async () => {
    expect(await rulesOn('electron/main/ipc.ts', "import { ipcMain } from 'electron';\n")).toEqual([]);
    expect(await rulesOn('electron/preload/bridge.ts', "import { ipcRenderer } from 'electron';\n")).toEqual(
      [],
    );
  });

  it('leaves the rest of electron alone', async () => {
    expect(await rulesOn('electron/main/menu.ts', "import { app } from 'electron';\napp.quit();\n")).toEqual(
      [],
    );
  });
});
