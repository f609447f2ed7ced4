// The charts over the steps, as a person uses them: several lanes and seeds, zoom, smoothing, and what the lanes come to.
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { articleExperiment } from '../../src-core/experiment/article';
import type { Experiment } from '../../src-core/experiment/experiment';
import { readSafetensors } from '../../src-core/export/safetensors';
import { readFigure, untilReady, untilState } from './lab';
import { ROOT, openApp, type OpenApp } from './open-app';
import { currentFolder, readTrace } from './recorded-run';

const SCREENSHOTS = path.join(ROOT, 'test-results', 'app');

/** RNN against LSTM over five seeds, both clipped. */
function twoLanes(): Experiment {
  const article = articleExperiment();
  return {
    ...article,
    seeds: [1, 2, 3, 4, 5],
    training: { ...article.training, clip: { kind: 'norm', limit: 0.5 } },
    lanes: [
      { label: 'RNN', set: {} },
      { label: 'LSTM', set: { 'model.cell': 'lstm' } },
    ],
  };
}

/** Starts an experiment by the bridge; the page shows it once it is loaded anew. */
async function startBy(page: Page, experiment: Experiment): Promise<void> {
  const reply = await page.evaluate(
    (stated) => window.unroll?.start({ experiment: stated, pace: { kind: 'full' } }),
    experiment,
  );
  expect(reply?.kind).toBe('started');
  await page.reload();
}

async function photograph({ app, page }: OpenApp, name: string): Promise<void> {
  await mkdir(SCREENSHOTS, { recursive: true });
  for (const [width, height] of [
    [1280, 800],
    [1920, 1080],
  ] as const) {
    for (const theme of ['light', 'dark'] as const) {
      await app.evaluate(
        ({ BrowserWindow, nativeTheme }, to) => {
          nativeTheme.themeSource = to.theme;
          BrowserWindow.getAllWindows()[0]?.setContentSize(to.width, to.height);
        },
        { width, height, theme },
      );
      await vi.waitFor(async () =>
        expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height]),
      );
      await page.screenshot({ path: path.join(SCREENSHOTS, `${name}-${width}-${theme}.png`) });
    }
  }
}

const cursorOf = (page: Page, title: string) => page.getByRole('slider', { name: `${title}: cursor` });

describe('the charts of two lanes over five seeds', () => {
  it('show the median, compare the lanes in words, zoom together and smooth', async () => {
    const open = await openApp();
    const { page } = open;
    await untilReady(page);
    await startBy(page, twoLanes());
    await untilState(page, 'Done');
    await photograph(open, 'charts');

    // The sentence is that of the recorded numbers, by the rule of the command line: no winner of five seeds.
    const folder = await currentFolder(page);
    const figures = async (lane: string): Promise<number[]> =>
      Promise.all(
        [1, 2, 3, 4, 5].map(async (seed) => {
          const losses = (await readTrace(folder, path.join(lane, `seed-${seed}`))).get('loss') ?? [];
          return losses.slice(-10).reduce((sum, loss) => sum + loss, 0) / 10;
        }),
      );
    const [rnn, lstm] = [await figures('rnn'), await figures('lstm')];
    const wins = lstm.filter((loss, seed) => loss < (rnn[seed] ?? NaN)).length;
    const median = (losses: number[]): number => losses.toSorted((a, b) => a - b)[2] ?? NaN;
    const sentence = await page.getByText(/^No winner between LSTM and RNN: /).innerText();
    expect(sentence).toContain(`LSTM ends below RNN in ${wins} of 5 seeds (two-sided sign test, p = `);
    const [, ratio = ''] = /ratio of medians (\S+)\. It takes at least 6 seeds/.exec(sentence) ?? [];
    expect(Number(ratio)).toBe(Number((median(lstm) / median(rnn)).toPrecision(2)));

    // The cursor reads the median at a step; a click away from the last step the sentence follows it.
    const loss = cursorOf(page, 'Loss');
    await loss.focus();
    await page.keyboard.press('Home');
    expect(await loss.getAttribute('aria-valuetext')).toMatch(/^step 0: RNN 0\.\d+, LSTM 0\.\d+$/);
    await page.getByText(/^Up to step 0: /).waitFor();

    // One zoom for all charts, by keys; what is in view is said.
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    expect(await page.getByTestId('steps-in-view').innerText()).toBe('steps 0 to 51');
    await page.keyboard.press('End');
    expect(await page.getByTestId('steps-in-view').innerText()).toBe('steps 49 to 100');
    await page.getByTestId('reset-zoom').click();
    await page.getByText('Drag over a chart to zoom in').waitFor();

    // Over time in place of steps: each lane by its own clock, all at the moment of the cursor.
    await page.getByTestId('by-time').click();
    await loss.focus();
    await page.keyboard.press('End');
    const moment = (await loss.getAttribute('aria-valuetext')) ?? '';
    const steps = [...moment.matchAll(/at step (\d+)/g)].map(([, step]) => Number(step));
    expect(moment).toMatch(/^[\d.]+ (ms|s): /);
    // The slower lane is at its last step; whatever the faster one has reached by then is its last as well.
    expect(steps).toEqual([99, 99]);
    await page.keyboard.press('PageDown');
    await vi.waitFor(async () =>
      expect(await loss.getAttribute('aria-valuetext')).toMatch(/LSTM \S+ at step \d+$/),
    );
    await photograph(open, 'charts-time');
    await page.getByRole('button', { name: 'Steps', exact: true }).click();

    // By dragging over a stretch.
    const box = await loss.boundingBox();
    if (box === null) throw new Error('The loss has no chart.');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 80, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    const [, from, to] =
      /steps (\d+) to (\d+)/.exec(await page.getByTestId('steps-in-view').innerText()) ?? [];
    expect(Number(to) - Number(from)).toBeGreaterThan(5);
    await page.getByTestId('smoothing').fill('4');
    await page.mouse.move(0, 0);
    await photograph(open, 'charts-zoomed');
  });
});

describe('a look into the network', () => {
  it('shows reach, units and histograms of the step under the cursor, and norms, saturation and recurrent weights over the steps', async () => {
    const open = await openApp();
    const { page } = open;
    await untilReady(page);
    await startBy(page, { ...twoLanes(), seeds: [1] });
    await untilState(page, 'Done');
    const step = page.getByTestId('inspected-step');
    await step.filter({ hasText: 'step 99' }).waitFor();

    // What is on the screen is what the bridge tells of that step.
    const reach = page.getByRole('slider', { name: 'How far back the last loss reaches: cursor' });
    await reach.focus();
    await page.keyboard.press('Home');
    // The first question about a lane compiles a program.
    await vi.waitFor(
      async () => expect(await reach.getAttribute('aria-valuetext')).toContain('LSTM c '),
      30_000,
    );
    await photograph(open, 'reach');
    const [, shown = ''] =
      /t = 0: RNN h (\S+?),/.exec((await reach.getAttribute('aria-valuetext')) ?? '') ?? [];
    const told = await page.evaluate(async () => {
      const runId = (await window.unroll?.describe())?.current?.runs[0]?.runId ?? '';
      const answer = await window.unroll?.inspect({ runId, question: { kind: 'step', step: 99, parts: [] } });
      return answer?.kind === 'step' ? answer.directions[0]?.reach['h']?.[0] : undefined;
    });
    expect(readFigure(shown) / (told ?? NaN)).toBeCloseTo(1, 3);

    // The step under the cursor of any chart is looked into.
    await cursorOf(page, 'Loss').focus();
    await page.keyboard.press('Home');
    await step.filter({ hasText: 'step 0' }).waitFor();

    await page.getByTestId('tab-units').click();
    const units = page.getByRole('slider', { name: 'LSTM h: cursor over units' });
    await units.focus();
    await page.keyboard.press('ArrowRight');
    expect(await units.getAttribute('aria-valuetext')).toMatch(/^unit 0, t = 1: /);
    await page.getByTestId('quantity').selectOption('f');
    const forget = page.getByRole('slider', { name: 'LSTM f: cursor over units' });
    await forget.waitFor();
    await photograph(open, 'units');
    // In numbers: the first unit at the first time step reads the same.
    await forget.focus();
    await page.keyboard.press('ArrowLeft');
    const cell = await forget.getAttribute('aria-valuetext');
    await page.getByTestId('inspected-table').click();
    const table = page.getByRole('table', { name: 'f of every unit, by time step' });
    const [t0, unit0, value = ''] = (await table.getByRole('row').nth(1).innerText()).split(/\s+/);
    expect([t0, unit0]).toEqual(['0', '0']);
    expect(readFigure(value) / readFigure(/: (\S+)$/.exec(cell ?? '')?.[1] ?? '')).toBeCloseTo(1, 3);
    await photograph(open, 'units-table');
    await page.getByTestId('inspected-table').click();

    // Norms of a parameter: that of the gradient as trace.csv has it, that of the weights as they can be computed.
    await page.getByTestId('tab-norms').click();
    const norms = page.getByRole('slider', { name: 'rnn.weight_hh_l0: cursor over the steps' });
    await norms.focus();
    await page.keyboard.press('Home');
    const folder = await currentFolder(page);
    const trace = await readTrace(folder, path.join('rnn', 'seed-1'));
    const initial = readSafetensors(
      await readFile(path.join(folder, 'rnn', 'seed-1', 'initial.safetensors')),
    );
    if (initial.kind !== 'ok') throw new Error('The initial weights cannot be read.');
    const weight = initial.tensors.find(({ name }) => name === 'rnn.weight_hh_l0')?.values ?? [];
    await vi.waitFor(async () => {
      const text = (await norms.getAttribute('aria-valuetext')) ?? '';
      const [, w = '', g = ''] = /^step 0: RNN ‖W‖ (\S+?), RNN ‖∂L\/∂W‖ (\S+?), LSTM/.exec(text) ?? [];
      expect(readFigure(w) / Math.hypot(...weight)).toBeCloseTo(1, 3);
      expect(readFigure(g) / (trace.get('grad_norm_rnn.weight_hh_l0')?.[0] ?? NaN)).toBeCloseTo(1, 3);
    }, 20_000);
    await photograph(open, 'norms');

    await page.getByTestId('tab-saturation').click();
    const gate = page.getByRole('slider', { name: 'o saturated: cursor over the steps' });
    await gate.focus();
    await page.keyboard.press('End');
    expect(await gate.getAttribute('aria-valuetext')).toMatch(/^step 99: LSTM 0/);
    await photograph(open, 'saturation');

    await page.getByTestId('tab-spectrum').click();
    const weights = page.getByRole('slider', { name: 'Recurrent weights: cursor' });
    await vi.waitFor(async () => expect(await weights.getAttribute('aria-valuemax')).toBe('98'), 20_000);
    await weights.focus();
    await page.keyboard.press('Home');
    await vi.waitFor(async () =>
      expect(await weights.getAttribute('aria-valuetext')).toMatch(
        /^step 0: RNN ρ 0\.\d+, RNN σ₁ 1\.\d+, LSTM ρ 0\.\d+, LSTM σ₁ 1\.\d+$/,
      ),
    );
    // Of a gate: only the LSTM has it, and what is behind it is a sigmoid, whose slope is 1/4 at most.
    await page.getByTestId('gate').selectOption('f');
    await weights.focus();
    await page.keyboard.press('Home');
    await vi.waitFor(async () =>
      expect(await weights.getAttribute('aria-valuetext')).toMatch(/^step 0: LSTM ρ \S+, LSTM σ₁ \S+$/),
    );
    await photograph(open, 'spectrum');

    await page.getByTestId('tab-histograms').click();
    const bars = page.getByRole('slider', { name: 'RNN, rnn.weight_hh_l0, weights: 1\u202f024 values' });
    await bars.focus();
    await page.keyboard.press('Home');
    const reading = /^(\S+) to (\S+): (\d+) values?$/;
    const [, from = ''] = reading.exec((await bars.getAttribute('aria-valuetext')) ?? '') ?? [];
    const [, low = ''] = / from (\S+) to /.exec((await bars.getAttribute('aria-label')) ?? '') ?? [];
    expect(from).toBe(low);
    // Of all histograms one stands in the way of the tab key: the one that was read last.
    await page.keyboard.press('ArrowDown');
    const focused = page.locator('.histogram:focus');
    expect(await focused.getAttribute('aria-label')).toMatch(/^RNN, rnn\.weight_hh_l0, gradients/);
    expect(await page.locator('.histogram[tabindex="0"]').count()).toBe(1);
    await photograph(open, 'histograms');
    await page.getByTestId('inspected-table').click();
    const bins = page.getByRole('table', { name: 'RNN: histograms, by bin' });
    expect(await bins.getByRole('row').nth(1).innerText()).toMatch(/^rnn\.weight_ih_l0\s+weights\s/);
    await photograph(open, 'histograms-table');
  });
});
