// Lanes, presets and the way back, as a person goes about them; and what is trained is what the command line would train.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { chooseSpeed, press, readFigure, setField, untilReady, untilState } from './lab';
import { ROOT, openApp } from './open-app';
import { currentFolder } from './recorded-run';

/** Names of the lanes as they stand in the list. */
const names = (page: Page): Promise<readonly string[]> =>
  page
    .locator('[data-testid^="lane-label-"]')
    .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));

const cards = (page: Page): Promise<readonly string[]> =>
  page.locator('main .card .card-head h2').allInnerTexts();

async function compareWith(page: Page, twin: string): Promise<void> {
  await page.getByTestId('compare').click();
  await page.getByRole('menuitem', { name: twin }).click();
}

async function digestOf(folder: string): Promise<unknown> {
  return (JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')) as { digest: unknown })
    .digest;
}

/** ‖∂L_T/∂h_0‖ of a run's last step, as the bridge tells it. */
function reachOf(page: Page, lane: string, seed: number): Promise<number> {
  return page.evaluate(
    async (wanted) => {
      const { unroll } = window;
      const runs = (await unroll?.describe())?.current?.runs ?? [];
      const run = runs.find((one) => one.lane === wanted.lane && one.seed === wanted.seed);
      if (unroll === undefined || run === undefined) throw new Error('There is no such run.');
      const question = { kind: 'step', step: 39, parts: [] } as const;
      const answer = await unroll.inspect({ runId: run.runId, question });
      return answer.kind === 'step' ? (answer.directions[0]?.reach['h']?.[0] ?? NaN) : NaN;
    },
    { lane, seed },
  );
}

/** Waits until the reach of the RNN on screen is this one. */
async function untilReach(page: Page, expected: number): Promise<void> {
  const reach = page.getByRole('slider', { name: 'How far back the last loss reaches: cursor' });
  await reach.focus();
  await page.keyboard.press('Home');
  await vi.waitFor(async () => {
    const text = (await reach.getAttribute('aria-valuetext')) ?? '';
    const [, shown = ''] = /t = 0: RNN h (\S+?),/.exec(text) ?? [];
    expect(readFigure(shown) / expected).toBeCloseTo(1, 3);
  }, 30_000);
}

describe('lanes', () => {
  it('are compared in one click, told apart, renamed, and taken back', async () => {
    const { page } = await openApp();
    await untilReady(page);
    await compareWith(page, 'LSTM');
    await compareWith(page, 'clipped');
    expect(await names(page)).toEqual(['RNN', 'RNN, clipped at norm 1', 'LSTM']);
    expect(await page.getByTestId('lane-chips-1').innerText()).toBe('Clip gradients: by norm 1');
    await page.getByTestId('differences').click();
    const table = page.getByTestId('difference-table');
    expect(await table.getByRole('rowheader').allInnerTexts()).toEqual([
      'Cell',
      'Nonlinearity',
      'Forget bias',
      'Clip gradients',
      'Clip limit',
    ]);
    await page.keyboard.press('Escape');
    // One lane's own setting, shown at the lane and at the field that all share.
    await page.getByTestId('scope').selectOption({ label: 'LSTM' });
    await setField(page, 'model.hiddenSize', 16);
    expect(await page.getByTestId('lane-chips-2').innerText()).toContain('Hidden size: 16');
    await page.getByTestId('lane-label-2').fill('small LSTM');
    await vi.waitFor(async () => expect(await cards(page)).toEqual(expect.arrayContaining(['small LSTM'])));
    for (const expected of ['LSTM', 'LSTM']) {
      await page.keyboard.press('Control+z');
      expect((await names(page))[2]).toBe(expected);
    }
    expect(await page.getByTestId('lane-chips-2').innerText()).toBe('Cell: LSTM');
    await page.keyboard.press('Control+Shift+z');
    expect(await page.getByTestId('lane-chips-2').innerText()).toContain('Hidden size: 16');
    await page.getByTestId('lane-menu-1').click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    expect(await names(page)).toEqual(['RNN', 'LSTM']);
    await page.getByTestId('scope').selectOption('');
    await page.getByTestId('lane-label-1').fill('RNN');
    await untilState(page, 'Cannot run yet');
    expect(await page.getByTestId('run').isDisabled()).toBe(true);
  });

  it('of a preset train over several seeds as the command line trains them, and each shows the seed chosen', async () => {
    const { page } = await openApp();
    await untilReady(page);
    await page.getByTestId('presets').click();
    await page.getByTestId('preset-rnn-lstm').click();
    expect(await names(page)).toEqual(['RNN', 'LSTM']);
    await page.getByTestId('seed-count').fill('2');
    await setField(page, 'training.steps', 40);
    await chooseSpeed(page, 'full');
    await press(page, 'run');
    await untilState(page, 'Done: 4 runs of 4');
    const loss = page.getByTestId('figure-loss').first();
    await page.getByTestId('shown-seed').first().selectOption('1');
    const first = await loss.innerText();
    await page.getByTestId('shown-seed').first().selectOption('2');
    expect(await loss.innerText()).not.toBe(first);

    // What is looked into is the run that the cards show: its reach is what the trainer tells of that seed.
    expect(await page.getByTestId('inspected-seed').inputValue()).toBe('2');
    await untilReach(page, await reachOf(page, 'RNN', 2));
    await page.getByTestId('inspected-seed').selectOption('1');
    expect(await loss.innerText()).toBe(first);
    await untilReach(page, await reachOf(page, 'RNN', 1));
    expect(await page.getByTestId('lane-status').allInnerTexts()).toEqual(['2 of 2 seeds', '2 of 2 seeds']);

    // What differs from the preset is marked, with a way back; the switch of the scale is one for all cards.
    expect(await page.getByTestId('reset-training.steps').count()).toBe(1);
    expect(await page.getByTestId('reset-training.batchSize').count()).toBe(0);
    const scales = () =>
      page.getByTestId('one-scale').evaluateAll((all) => all.map((one) => one.getAttribute('aria-pressed')));
    const [before] = await scales();
    await page.getByTestId('one-scale').last().click();
    expect(await scales()).toEqual(Array.from({ length: 2 }, () => String(before !== 'true')));

    const recorded = await currentFolder(page);
    const folder = await mkdtemp(path.join(os.tmpdir(), 'unroll-same-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const out = path.join(folder, 'out');
    await promisify(execFile)(process.execPath, [
      path.join(ROOT, 'dist', 'cli', 'cli.cjs'),
      'run',
      path.join(recorded, 'experiment.unroll.json'),
      '--out',
      out,
    ]);
    expect(await digestOf(out)).toEqual(await digestOf(recorded));
    expect(await digestOf(out)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('can be sixteen, and nothing is cut off', async () => {
    const { app, page } = await openApp();
    await untilReady(page);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800));
    for (let k = 1; k < 16; k += 1) await page.getByTestId('add-lane').click();
    expect(await page.getByTestId('add-lane').isDisabled()).toBe(true);
    expect(await names(page)).toHaveLength(16);
    const outside = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('main .card, main .card *')]
        .filter((element) => element.checkVisibility() && element.closest('.spoken') === null)
        .filter((element) => {
          const { right, width } = element.getBoundingClientRect();
          return width > 1 && right > innerWidth + 1;
        })
        .map((element) => element.className),
    );
    expect(outside).toEqual([]);
  });
});
