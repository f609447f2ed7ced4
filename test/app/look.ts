// The window at a size and in a theme, to be looked at.
import path from 'node:path';
import { expect, vi } from 'vitest';
import { ROOT, type OpenApp } from './open-app';

/** Where pictures of the window are kept. */
export const SCREENSHOTS = path.join(ROOT, 'test-results', 'app');

/** Brings the window to a size and a theme, and waits until the page has both. */
export async function look(
  { app, page }: OpenApp,
  width: number,
  height: number,
  theme: 'light' | 'dark',
): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow, nativeTheme }, to) => {
      nativeTheme.themeSource = to.theme;
      BrowserWindow.getAllWindows()[0]?.setContentSize(to.width, to.height);
    },
    { width, height, theme },
  );
  await vi.waitFor(async () => {
    expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height]);
    expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(
      theme === 'dark',
    );
  });
}
