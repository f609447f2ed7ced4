// What a machine can tell of access: axe finds nothing serious on any view, in either theme and language; and the window can
// be worked by keys alone.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { chooseSpeed, press, setField, untilReady, untilState } from './lab';
import { openApp, type OpenApp } from './open-app';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Finding {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string }[];
}

async function useTheme({ app, page }: OpenApp, theme: 'light' | 'dark'): Promise<void> {
  await app.evaluate(({ nativeTheme }, source) => {
    nativeTheme.themeSource = source;
  }, theme);
  await vi.waitFor(async () =>
    expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(
      theme === 'dark',
    ),
  );
}

/** Serious and critical findings on what is on screen now, each with the elements it is about. */
async function findings(page: Page): Promise<readonly string[]> {
  // By the debugger, which the page's policy does not bind.
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(options: object): Promise<{ violations: Finding[] }> };
    };
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      nodes: nodes.map(({ html }) => ({ html })),
    }));
  });
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

describe('access', () => {
  it.each(['light', 'dark'] as const)('has nothing serious against it in the %s theme', async (theme) => {
    const open = await openApp();
    const { page } = open;
    await untilReady(page);
    await useTheme(open, theme);
    const look = async (view: string): Promise<void> => expect(await findings(page), view).toEqual([]);
    await look('before a run');
    await page.getByTestId('compare').click();
    await look('the menu of twins');
    await page.getByRole('menuitem', { name: 'LSTM' }).click();
    await page.getByTestId('differences').click();
    await look('the differences');
    await page.keyboard.press('Escape');
    await page.getByTestId('presets').click();
    await look('the presets');
    await page.keyboard.press('Escape');
    await page.getByTestId('language').click();
    await look('the languages');
    await page.keyboard.press('Escape');
    await setField(page, 'model.hiddenSize', 'x');
    await look('a problem');
    await setField(page, 'model.hiddenSize', 32);
    await chooseSpeed(page, 'full');
    await press(page, 'run');
    await untilState(page, 'Done');
    await look('after a run');
    await page.getByTestId('export-loss').click();
    await look('the export');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Table' }).first().click();
    await look('a table');
    await page.getByRole('button', { name: 'Keys', exact: true }).click();
    await look('the keys');
    await page.keyboard.press('Escape');
    await page.getByRole('navigation').getByRole('button', { name: 'Runs', exact: true }).click();
    await page.getByRole('region', { name: 'Recorded experiments' }).getByRole('checkbox').first().check();
    await page.getByTestId('verify-record').waitFor();
    await look('the records');
    await page.getByTestId('verify-record').click();
    await page.getByTestId('verify-results').waitFor();
    await look('a verification');
  });

  it('has nothing serious against it in a sweep, its grid and its table', async () => {
    const open = await openApp();
    const { page } = open;
    await untilReady(page);
    await page.getByTestId('presets').click();
    await page.getByTestId('preset-lr-clip-sweep').click();
    await setField(page, 'seeds', '1-2');
    await chooseSpeed(page, 'full');
    await press(page, 'run');
    await untilState(page, 'runs diverged');
    for (const theme of ['light', 'dark'] as const) {
      await useTheme(open, theme);
      expect(await findings(page), `the grid, ${theme}`).toEqual([]);
    }
    await page.getByTestId('sweep-table').click();
    expect(await findings(page), 'the table').toEqual([]);
  });

  it('has nothing serious against it in Chinese', async () => {
    const { page } = await openApp({ env: { LANGUAGE: 'zh_CN:zh' } });
    await untilReady(page);
    expect(await findings(page)).toEqual([]);
  });

  it('moves nothing by itself where less motion is asked for', async () => {
    const { page } = await openApp();
    await untilReady(page);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await chooseSpeed(page, 'full');
    await press(page, 'run');
    await untilState(page, 'Done');
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) => {
        const { transitionProperty, transitionDuration, animationName } = getComputedStyle(element);
        const isStill =
          (transitionProperty === 'none' || transitionDuration === '0s') && animationName === 'none';
        return isStill ? [] : [`${element.tagName}.${element.className}`];
      }),
    );
    expect(moving).toEqual([]);
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  });

  it('lets keys alone state, train and undo an experiment', async () => {
    const { page } = await openApp();
    await untilReady(page);
    await page.getByTestId('compare').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'LSTM' }).waitFor();
    await vi.waitFor(async () =>
      expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('LSTM'),
    );
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.getByTestId('lane-label-1').inputValue()).toBe('GRU');
    // The focus is where it was, and can be seen.
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      return element === null
        ? null
        : { id: element.getAttribute('data-testid'), outline: getComputedStyle(element).outlineStyle };
    });
    expect(focus).toEqual({ id: 'compare', outline: 'solid' });
    await page.keyboard.press('Control+z');
    expect(await page.getByTestId('lane-label-1').count()).toBe(0);
    await page.keyboard.press('F5');
    await untilState(page, /Running|Done/);
    await page.keyboard.press('Shift+F5');
    await untilState(page, /Stopped|Done/);
  });
});
