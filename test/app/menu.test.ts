// The application menu, the keys, and what the rest of the desktop sees of a run.
import type { ElectronApplication } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { ENDLESS, chooseSpeed, setField, stepsTaken, untilReady, untilState, untilSteps } from './lab';
import { openApp } from './open-app';

function click(app: ElectronApplication, id: string): Promise<void> {
  return app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id);
}

/** Items of the Run menu that can be chosen now. */
function offered(app: ElectronApplication): Promise<readonly string[]> {
  return app.evaluate(({ Menu }) =>
    ['run', 'pause', 'step', 'stop'].flatMap((id) => {
      const item = Menu.getApplicationMenu()?.getMenuItemById(id);
      return item?.enabled === true ? [item.label] : [];
    }),
  );
}

interface Item {
  readonly label: string;
  readonly key: string;
  readonly enabled: boolean;
}

/** Every item at every depth that can be seen, in the order of the menu. */
function items(app: ElectronApplication): Promise<readonly Item[]> {
  return app.evaluate(({ Menu }) => {
    const below = (menu: Electron.Menu | null | undefined): Item[] =>
      (menu?.items ?? [])
        .filter(({ type, visible }) => type !== 'separator' && visible)
        .flatMap(({ label, accelerator, enabled, submenu }) => [
          { label, key: String(accelerator ?? ''), enabled },
          ...below(submenu),
        ]);
    return below(Menu.getApplicationMenu());
  });
}

const keysOf = (all: readonly Item[]): readonly string[] =>
  all.flatMap(({ key }) => (key === '' ? [] : [key]));

describe('the menu', () => {
  it('has the same items, keys and states in both languages, and a key for one thing only', async () => {
    const { app, page } = await openApp();
    await untilReady(page);
    const english = await items(app);
    await click(app, 'language-zh-CN');
    await vi.waitFor(async () => expect((await items(app))[0]?.label).toBe('文件(&F)'));
    const chinese = await items(app);
    const withoutLabels = (all: readonly Item[]): unknown =>
      all.map(({ key, enabled }) => ({ key, enabled }));
    expect(withoutLabels(chinese)).toEqual(withoutLabels(english));
    // A letter that Alt reaches it by, in each language one for each menu.
    for (const all of [english, chinese]) {
      const letters = all.flatMap(({ label }) => /&(\w)/.exec(label)?.[1]?.toUpperCase() ?? []);
      expect(letters.length).toBeGreaterThanOrEqual(6);
      expect(new Set(letters).size).toBe(letters.length);
      expect(new Set(keysOf(all)).size).toBe(keysOf(all).length);
    }
    const keys = ['CmdOrCtrl+N', 'CmdOrCtrl+O', 'CmdOrCtrl+S', 'CmdOrCtrl+Shift+S', 'CmdOrCtrl+Q'];
    expect(keysOf(english)).toEqual(expect.arrayContaining([...keys, 'F5', 'F8', 'F9', 'Shift+F5']));
    // What cannot be done now cannot be chosen: nothing trains, and nothing was open before.
    const resting = english.filter(({ enabled }) => !enabled).map(({ label }) => label);
    expect(resting).toEqual(expect.arrayContaining(['Open Recent', 'Pause', 'Step', 'Stop']));
  });

  it('does what the buttons do, and offers what can be done', async () => {
    const { app, page } = await openApp();
    await untilReady(page);
    await setField(page, 'training.steps', ENDLESS);
    await chooseSpeed(page, 'full');
    expect(await offered(app)).toEqual(['Run']);
    await click(app, 'run');
    await untilSteps(page, 5);
    expect(await offered(app)).toEqual(['Pause', 'Step', 'Stop']);
    await click(app, 'pause');
    await untilState(page, 'Paused before step');
    await vi.waitFor(async () => expect(await offered(app)).toEqual(['Resume', 'Step', 'Stop']));
    const paused = await stepsTaken(page);
    await click(app, 'step');
    await untilSteps(page, paused + 1);
    await click(app, 'pause');
    await untilState(page, 'Running');
    await click(app, 'stop');
    await untilState(page, 'Stopped after');
    await vi.waitFor(async () => expect(await offered(app)).toEqual(['Run']));
  });

  it('has a key for each, and a key acts once', async () => {
    const { page } = await openApp();
    await untilReady(page);
    await setField(page, 'training.steps', ENDLESS);
    await chooseSpeed(page, 'full');
    await page.keyboard.press('F5');
    await untilSteps(page, 5);
    await page.keyboard.press('F8');
    await untilState(page, 'Paused before step');
    const paused = await stepsTaken(page);
    await page.keyboard.press('F9');
    await untilSteps(page, paused + 1);
    await untilState(page, 'Paused before step');
    expect(await stepsTaken(page)).toBe(paused + 1);
    await page.keyboard.press('Shift+F5');
    await untilState(page, 'Stopped after');
    expect(await stepsTaken(page)).toBe(paused + 1);
  });

  it('tells versions, and the truth about the runtime, in the about box', async () => {
    const { app } = await openApp();
    const box = await app.evaluate(async ({ app: electron, dialog, Menu }) => {
      const shown = new Promise<Electron.MessageBoxOptions>((resolve) => {
        // The system's own dialog would wait for a person.
        dialog.showMessageBox = ((_window: unknown, options: Electron.MessageBoxOptions) => {
          resolve(options);
          return Promise.resolve({ response: 0, checkboxChecked: false });
        }) as typeof dialog.showMessageBox;
      });
      Menu.getApplicationMenu()?.getMenuItemById('about')?.click();
      const { message, detail = '' } = await shown;
      return { message, detail, version: electron.getVersion(), electron: process.versions.electron ?? '' };
    });
    expect(box.message).toBe(`Unroll ${box.version}`);
    expect(box.detail).toContain(`Electron ${box.electron}, Chromium `);
    expect(box.detail).toMatch(
      /^This Electron came out in 20\d\d-\d\d, (\d+ months ago|a month ago|this month)\.$/m,
    );
    expect(box.detail.includes('out of support')).toBe(Number.parseInt(box.electron, 10) < 43);
  });

  it('loads nothing anew by a key in a build that is not for development', async () => {
    const { app, page } = await openApp();
    await untilReady(page);
    const roles = await app.evaluate(({ Menu }) =>
      (Menu.getApplicationMenu()?.items ?? []).flatMap(
        ({ submenu }) => submenu?.items.map(({ role }) => role) ?? [],
      ),
    );
    expect(roles).not.toContain('reload');
    expect(roles).not.toContain('toggledevtools');
    expect(roles).toContain('zoomin');
  });
});
