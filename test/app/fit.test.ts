// The fit on a lane's card: any step can be looked at, recorded or not, and what the network was tested on stands beside it.
import { describe, expect, it, vi } from 'vitest';
import type { Page } from 'playwright-core';
import { articleExperiment } from '../../src-core/experiment/article';
import { readFigure, untilReady, untilState } from './lab';
import { openApp } from './open-app';
import { currentFolder, readTrace } from './recorded-run';

/** Text of a cell of the fit's table, from 0. */
const cell = (page: Page, row: number, column: number): Promise<string> =>
  page
    .getByRole('table', { name: /^RNN: target and prediction/ })
    .locator('.body .row')
    .nth(row)
    .getByRole('cell')
    .nth(column)
    .innerText();

/** What the bridge tells of the window of a step of the first run. */
function windowOf(page: Page, step: number): Promise<readonly number[]> {
  return page.evaluate(async (asked) => {
    const { unroll } = window;
    const runId = (await unroll?.describe())?.current?.runs[0]?.runId;
    if (unroll === undefined || runId === undefined) throw new Error('No run was started.');
    const question = { kind: 'step', step: asked, parts: ['window'] } as const;
    const answer = await unroll.inspect({ runId, question });
    return answer.kind === 'step' ? [...(answer.window?.prediction ?? [])] : [];
  }, step);
}

describe('the fit of a long run', () => {
  it('shows any step, plays every step, and stands beside hold-out and free run', async () => {
    const { page } = await openApp();
    await untilReady(page);
    const article = articleExperiment();
    const experiment = {
      ...article,
      task: { ...article.task, target: 'next' },
      training: { ...article.training, steps: 1500 },
    } as typeof article;
    await page.evaluate(
      (stated) => window.unroll?.start({ experiment: stated, pace: { kind: 'full' } }),
      experiment,
    );
    await page.reload();
    await untilState(page, 'Done');
    const folder = await currentFolder(page);
    const trace = await readTrace(folder);

    // Step 1 is not recorded, one in two is: its cells are empty.
    const flow = trace.get('flow_l0_t0');
    expect([flow?.[0], flow?.[1]]).toEqual([expect.toSatisfy((value: number) => value > 0), 0]);
    const slider = page.getByRole('slider', { name: 'Step', exact: true });
    await slider.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.getByTestId('fit-table').click();
    await page
      .getByRole('table', { name: 'RNN: target and prediction at step 1', exact: true })
      .waitFor({ timeout: 30_000 });
    const prediction = await windowOf(page, 1);
    expect(prediction).toHaveLength(10);
    for (const t of [0, 9]) expect(readFigure(await cell(page, t, 2))).toBeCloseTo(prediction[t] ?? NaN, 5);
    const loss = readFigure(await page.getByTestId('figure-loss').innerText());
    expect(loss / (trace.get('loss')?.[1] ?? NaN)).toBeCloseTo(1, 3);

    // Hold-out and free run are there, told apart, with the losses of the first evaluation.
    expect(await page.getByRole('columnheader').allInnerTexts()).toEqual(
      expect.arrayContaining(['hold-out: prediction', 'free run: prediction']),
    );
    await page.getByTestId('fit-table').click();
    const spoken = (await page.getByRole('img', { name: /^RNN: target/ }).getAttribute('aria-label')) ?? '';
    expect(spoken).toMatch(/step 1, .*hold-out: loss \d.*free run: loss \d/);

    // Played step by step: the one after the one shown, not the next that is recorded.
    await page.getByTestId('each-step').click();
    await page.getByTestId('play').click();
    await vi.waitFor(async () => expect(Number(await slider.inputValue())).toBeGreaterThan(5), 20_000);
    await page.getByTestId('play').click();
    expect(await page.getByTestId('play').getAttribute('aria-pressed')).toBe('false');
  });
});
