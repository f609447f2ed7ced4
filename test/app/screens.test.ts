// The window at both sizes and in both themes, before, during and after a run: nothing is cut off, nothing overlaps its
// frame, and a picture of each is kept in test-results/.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { chooseSpeed, press, untilReady, untilState } from './lab';
import { look, SCREENSHOTS } from './look';
import { openApp, type OpenApp } from './open-app';

const SIZES = [
  [1280, 800],
  [1920, 1080],
] as const;
const THEMES = ['light', 'dark'] as const;

/** Text that does not fit its element, and elements that stick out of the window. */
function misfits({ page }: OpenApp): Promise<readonly string[]> {
  return page.evaluate(() => {
    const shown = [...document.querySelectorAll<HTMLElement>('#app *')].filter(
      (element) => element.checkVisibility() && element.closest('.spoken, [popover], dialog') === null,
    );
    const name = (element: Element): string =>
      `${element.tagName}.${element.className}: ${element.textContent?.slice(0, 40)}`;
    const outside = shown.filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 1 && (left < -1 || right > innerWidth + 1);
    });
    const scrolls =
      document.documentElement.scrollWidth > innerWidth ||
      document.documentElement.scrollHeight > innerHeight;
    return [...outside.map(name), ...(scrolls ? ['the page scrolls'] : [])];
  });
}

describe('the window', () => {
  it('is whole at both sizes and in both themes', async () => {
    const open = await openApp();
    const { page } = open;
    await mkdir(SCREENSHOTS, { recursive: true });
    await untilReady(page);
    const each = async (moment: string): Promise<void> => {
      for (const [width, height] of SIZES) {
        for (const theme of THEMES) {
          await look(open, width, height, theme);
          // Charts follow a new size in the frame after it.
          await vi.waitFor(
            async () =>
              expect(await misfits(open), `${moment} at ${width} × ${height}, ${theme}`).toEqual([]),
            5000,
          );
          await page.screenshot({ path: path.join(SCREENSHOTS, `${moment}-${width}-${theme}.png`) });
        }
      }
    };
    await each('before');
    await chooseSpeed(page, 'full');
    await press(page, 'run');
    await untilState(page, 'Done');
    await each('after');
  });
});
