// The window is light or dark as the system is: when it opens, and when the system changes while it is open.
import type { ElectronApplication, Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { untilReady } from './lab';
import { openApp } from './open-app';

interface Look {
  readonly window: string;
  readonly page: string;
}

/** The background of the window, which is seen before the page, and the page's own. */
async function look(app: ElectronApplication, page: Page): Promise<Look> {
  const window = await app.evaluate(({ BrowserWindow }) =>
    (BrowserWindow.getAllWindows()[0]?.getBackgroundColor() ?? '').toLowerCase(),
  );
  const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const parts = [...colour.matchAll(/\d+/g)].map(([part]) => Number(part).toString(16).padStart(2, '0'));
  return { window, page: `#${parts.join('')}` };
}

const LIGHT: Look = { window: '#f6f6f3', page: '#f6f6f3' };
const DARK: Look = { window: '#14161a', page: '#14161a' };

describe('the theme', () => {
  it.runIf(process.platform === 'linux').each([
    ['light', 'Adwaita', LIGHT],
    ['dark', 'Adwaita:dark', DARK],
  ])('is %s where the desktop is', async (_name, theme, expected) => {
    const { app, page } = await openApp({ env: { GTK_THEME: theme } });
    await untilReady(page);
    expect(await look(app, page)).toEqual(expected);
  });

  it('follows while the window is open', async () => {
    const { app, page } = await openApp();
    await untilReady(page);
    const change = (to: 'light' | 'dark'): Promise<void> =>
      app.evaluate(({ nativeTheme }, source) => {
        nativeTheme.themeSource = source;
      }, to);
    for (const [theme, expected] of [
      ['dark', DARK],
      ['light', LIGHT],
      ['dark', DARK],
    ] as const) {
      await change(theme);
      await vi.waitFor(async () => expect(await look(app, page)).toEqual(expected));
    }
  });
});
