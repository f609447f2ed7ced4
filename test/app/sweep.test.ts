// A sweep as a person goes about it: stated in the form, trained, read off the grid by pointer and keys, looked into.
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { resolveLanes } from '../../src-core/experiment/lanes';
import { parseExperiment } from '../../src-core/experiment/parse-experiment';
import { chooseSpeed, press, readFigure, setField, untilReady, untilState } from './lab';
import { look, SCREENSHOTS } from './look';
import { openApp } from './open-app';
import { currentFolder, readTrace } from './recorded-run';

const cell = (page: Page, point: number) => page.getByTestId(`sweep-cell-${point}`);
const reading = (page: Page): Promise<string> => page.getByTestId('sweep-reading').innerText();

/** Mean loss of the last ten steps of a seed at a point, from the file that was recorded. */
async function figureOf(page: Page, point: number, seed: number): Promise<number> {
  const folder = await currentFolder(page);
  const file: unknown = JSON.parse(await readFile(path.join(folder, 'experiment.unroll.json'), 'utf8'));
  const parsed = parseExperiment(file);
  if (parsed.kind === 'refused') throw new Error('Expected the experiment that was recorded.');
  const resolved = resolveLanes(parsed.experiment);
  const lane = resolved.kind === 'ok' ? resolved.lanes[point] : undefined;
  const loss = (await readTrace(folder, path.join(lane?.folder ?? '', `seed-${seed}`))).get('loss') ?? [];
  return loss.slice(-10).reduce((sum, value) => sum + value, 0) / 10;
}

describe('a sweep', () => {
  it('of the gallery is a grid whose cells hold what was recorded, and whose points open below', async () => {
    const open = await openApp();
    const { page } = open;
    await untilReady(page);
    await page.getByTestId('presets').click();
    await page.getByTestId('preset-lr-clip-sweep').click();
    await setField(page, 'seeds', '1-3');
    await chooseSpeed(page, 'full');
    await press(page, 'run');
    await untilState(page, '3 of 27 runs diverged');
    // Learning rate 1 without clipping: named, not blank.
    expect(await cell(page, 6).innerText()).toBe('diverged\n3 of 3');
    const figures = await Promise.all([1, 2, 3].map((seed) => figureOf(page, 4, seed)));
    const median = figures.sort((a, b) => a - b)[1] ?? NaN;
    await vi.waitFor(async () =>
      expect(readFigure(await cell(page, 4).locator('b').innerText())).toBeCloseTo(median, 4),
    );
    expect(await reading(page)).toBe('Below: Learning rate 0.01, Clip gradients off');
    await page.getByTestId('sweep-fit-4').click();
    expect(await page.locator('main .card .card-head h2').allInnerTexts()).toEqual(
      expect.arrayContaining(['Sweep', 'RNN', 'Loss']),
    );
    await page.getByTestId('shown-seed').selectOption('2');
    const shown = readFigure(await page.getByTestId('figure-loss').innerText());
    const folder = await currentFolder(page);
    const run = path.join('rnn-optimizer-learningrate-0-1-clip-norm-limit-1', 'seed-2');
    expect(shown).toBeCloseTo((await readTrace(folder, run)).get('loss')?.at(-1) ?? NaN, 4);
    await mkdir(SCREENSHOTS, { recursive: true });
    await look(open, 1280, 800, 'light');
    // A long name of what diverged is no reason to scroll sideways.
    const beyond = await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth);
    expect(beyond).toBe(0);
    await page.screenshot({ path: path.join(SCREENSHOTS, 'sweep.png') });
  });

  it('is stated in the form, with problems at the value, and taken back', async () => {
    const { page } = await openApp();
    await untilReady(page);
    await page.getByTestId('add-sweep').click();
    await page.getByTestId('sweep-values-0').fill('0.01, much');
    const problem = page.getByTestId('sweep-editor').locator('.problem');
    expect(await problem.innerText()).toBe('Expected a number from 0 to 1\u202f000\u202f000, got "much".');
    expect(await page.getByTestId('sweep-values-0').getAttribute('aria-invalid')).toBe('true');
    await page.getByTestId('sweep-values-0').fill('0.01, 0.1');
    await page.getByTestId('add-sweep').click();
    await page.getByTestId('sweep-path-1').selectOption('model.cell');
    await page.getByTestId('sweep-editor').getByLabel('GRU').uncheck();
    expect(await page.getByTestId('sweep-size').innerText()).toBe(
      '4 runs: 1 lane × 2 values × 2 values × 1 seed',
    );
    // The form says that these values are the sweep's.
    expect(await page.locator('[data-path="model.cell"]').innerText()).toBe('rnn, lstm');
    await setField(page, 'training.steps', 20);
    await chooseSpeed(page, 'full');
    await press(page, 'run');
    await untilState(page, 'Done: 4 runs of 4');
    // By keys alone: over the grid, and into the point.
    await cell(page, 0).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    // The grid is drawn anew four times a second: its last figures may still be on their way.
    await vi.waitFor(async () =>
      expect(await reading(page)).toMatch(/^Learning rate 0\.1, Cell LSTM: 0\.\d+$/),
    );
    await page.keyboard.press('Enter');
    expect(await cell(page, 3).getAttribute('aria-selected')).toBe('true');
    expect(await page.locator('main .card .about').first().innerText()).toMatch(/^LSTM, 32/);
    await page.getByTestId('sweep-result').selectOption('diverged');
    expect(await cell(page, 3).innerText()).toMatch(/^0.%$/);
    await page.getByTestId('sweep-table').click();
    expect(await page.getByTestId('sweep').getByRole('row').nth(4).getByRole('cell').allInnerTexts()).toEqual(
      expect.arrayContaining(['0.1', 'LSTM', '1']),
    );
    await page.getByTestId('sweep-remove-1').click();
    await page.getByTestId('sweep-remove-0').click();
    expect(await page.getByTestId('sweep-size').count()).toBe(0);
    await page.keyboard.press('Control+z');
    expect(await page.getByTestId('sweep-values-0').inputValue()).toBe('0.01, 0.1');
  });
});
