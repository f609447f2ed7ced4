// The window in Chinese: by the system's setting, by the switch, and after the next start; menus included.
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { chooseSpeed, press, setField, untilReady, untilState } from './lab';
import { ROOT, newUserData, openApp } from './open-app';

const CHINESE = { LANGUAGE: 'zh_CN:zh' };

/** Proper names, mathematics, and the path of the run's folder. */
const THE_SAME_IN_BOTH =
  /\b(RNN|LSTM|GRU|ReLU|Elman|PyTorch|Adam|AdamW|Nesterov|Dropout|NaN|tanh|sin|cos|xla|graph|eager|tensorflow|wasm|cpu|Ctrl|Pascanu)\b|\/.*/g;

function menuTitles(app: ElectronApplication): Promise<readonly string[]> {
  return app.evaluate(({ Menu }) => (Menu.getApplicationMenu()?.items ?? []).map(({ label }) => label));
}

/** Labels of every item at every depth. */
function menuLabels(app: ElectronApplication): Promise<readonly string[]> {
  return app.evaluate(({ Menu }) => {
    const labels = (menu: Electron.Menu | null | undefined): string[] =>
      (menu?.items ?? []).flatMap((item) => [
        ...(item.type === 'separator' ? [] : [item.label]),
        ...labels(item.submenu),
      ]);
    return labels(Menu.getApplicationMenu());
  });
}

describe('the language', () => {
  it('is that of the system, in the page and in the menu', async () => {
    const { app, page } = await openApp({ env: CHINESE });
    await untilReady(page);
    expect(await page.getByTestId('run').innerText()).toBe('运行');
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(await menuTitles(app)).toEqual([
      '文件(&F)',
      '编辑(&E)',
      '运行(&R)',
      '视图(&V)',
      '窗口(&W)',
      '帮助(&H)',
    ]);
    const english = (await menuLabels(app)).filter((label) => !/\p{Script=Han}/u.test(label));
    expect(english).toEqual(['English']);
  });

  it('follows the switch at once, with what is on screen, and is kept for the next start', async () => {
    const userData = await newUserData();
    const first = await openApp({ userData });
    await untilReady(first.page);
    await chooseSpeed(first.page, 'full');
    await press(first.page, 'run');
    await untilState(first.page, 'Done');
    await first.page.getByTestId('language').click();
    await first.page.getByTestId('language-zh-CN').check();
    expect(await untilState(first.page, '完成')).toMatch(/100 步，最终损失/);
    await vi.waitFor(async () => expect(await menuTitles(first.app)).toContain('运行(&R)'));
    await first.close();

    const second = await openApp({ userData });
    await untilReady(second.page);
    await untilState(second.page, '就绪');
    await setField(second.page, 'model.hiddenSize', 'x');
    await untilState(second.page, '尚不能运行');
    // In the menu each language stands under its own name.
    await second.app.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()?.getMenuItemById('language-en')?.click(),
    );
    await untilState(second.page, 'Cannot run yet');
    expect(JSON.parse(await readFile(path.join(userData, 'language.json'), 'utf8'))).toEqual({
      choice: 'en',
    });
  });

  it('leaves no word of the other language on screen, and every character has a shape', async () => {
    const { page } = await openApp({ env: CHINESE });
    await untilReady(page);
    await chooseSpeed(page, 'full');
    await press(page, 'run');
    await untilState(page, '完成');
    const words = await page.evaluate(() =>
      [...document.querySelectorAll('#app *')]
        .filter((element) => element.childElementCount === 0 && element.checkVisibility())
        .map((element) => element.textContent?.trim() ?? '')
        .filter((text) => text !== ''),
    );
    const english = words.filter((text) => /[A-Za-z]{3,}/.test(text.replace(THE_SAME_IN_BOTH, '')));
    expect(english).toEqual([]);
    // This machine may have no Chinese font: then the one that comes with the app was loaded.
    const drawn = await page.evaluate(async () => {
      await document.fonts.ready;
      const context = document.createElement('canvas').getContext('2d');
      if (context === null) throw new Error('no canvas');
      context.font = `13px ${getComputedStyle(document.body).fontFamily}`;
      const shape = (text: string): string => {
        context.clearRect(0, 0, 40, 40);
        context.fillText(text, 4, 20);
        return context.canvas.toDataURL();
      };
      // Missing characters all have the same shape.
      return new Set([...'损失梯度裁剪'].map(shape)).size;
    });
    expect(drawn).toBe(6);
    await mkdir(path.join(ROOT, 'test-results', 'app'), { recursive: true });
    await page.screenshot({ path: path.join(ROOT, 'test-results', 'app', 'chinese.png') });
  });
});
