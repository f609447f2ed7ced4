// A window that is loaded anew, or whose process crashed, shows the run again from its first step, while training goes on.
import type { ElectronApplication, Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import type { RunEvent } from '../../src-core/contract/run-event';
import type {} from '../../renderer/bridge';
import {
  ENDLESS,
  chooseSpeed,
  press,
  setField,
  stateOf,
  stepsTaken,
  untilReady,
  untilState,
  untilSteps,
  grouped,
} from './lab';
import { openApp, type OpenApp } from './open-app';
import { currentFolder, readTrace } from './recorded-run';
import { trainerPid } from './trainer-process';

interface Received {
  readonly kinds: readonly string[];
  /** Steps before which the run was tested. */
  readonly evaluations: readonly number[];
  /** First step and length of every chunk, in the order of arrival. */
  readonly chunks: readonly (readonly [firstStep: number, count: number])[];
  readonly loss: readonly number[];
}

declare global {
  interface Window {
    /** Run events since the page was loaded, as a listener of the page's own got them. */
    received: RunEvent[];
  }
}

/**
 * Has every page from now on collect its run events. The first listener of a page is the window's own; this one comes right
 * behind it, before any event can have arrived.
 */
async function collectEvents(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.received = [];
    const observer = new MutationObserver(() => {
      if (document.querySelector('[data-testid="run"]') === null) return;
      observer.disconnect();
      window.unroll?.onRunEvent((event) => window.received.push(event));
    });
    observer.observe(document, { childList: true, subtree: true });
  });
}

function receivedBy(page: Page): Promise<Received> {
  return page.evaluate(() => {
    const chunks = window.received.flatMap((event) => (event.kind === 'chunk' ? [event] : []));
    return {
      kinds: window.received
        .map(({ kind }) => kind)
        .filter((kind) => kind !== 'chunk' && kind !== 'evaluated'),
      evaluations: window.received.flatMap((event) => (event.kind === 'evaluated' ? [event.step] : [])),
      chunks: chunks.map(({ firstStep, count }) => [firstStep, count] as const),
      loss: chunks.flatMap(({ loss }) => [...loss]),
    };
  });
}

/** Every step once, in order, equal to what was recorded. */
async function expectComplete(page: Page, ends: readonly string[]): Promise<void> {
  const { kinds, evaluations, chunks, loss } = await receivedBy(page);
  expect(kinds).toEqual(['run-started', ...ends]);
  expect(evaluations[0]).toBe(0);
  expect(new Set(evaluations).size).toBe(evaluations.length);
  let next = 0;
  for (const [firstStep, count] of chunks) {
    expect(firstStep).toBe(next);
    next += count;
  }
  const recorded = (await readTrace(await currentFolder(page))).get('loss') ?? [];
  expect(loss.map((value) => Math.fround(value))).toEqual(recorded.map((value) => Math.fround(value)));
  expect(await stepsTaken(page)).toBe(recorded.length);
}

/** At the pace of the article: every step of it is compared. */
async function startLongRun(): Promise<OpenApp> {
  const open = await openApp();
  const { page } = open;
  await untilReady(page);
  await collectEvents(page);
  await setField(page, 'training.steps', ENDLESS);
  await press(page, 'run');
  await untilSteps(page, 30);
  return open;
}

describe('a window that is loaded anew', () => {
  it('shows the run that trains from its first step, and goes on with it', async () => {
    const { page } = await startLongRun();
    for (const more of [20, 40]) {
      const before = await stepsTaken(page);
      await page.reload();
      await untilState(page, 'Running');
      await untilSteps(page, before + more);
      expect(await page.getByTestId('pace-article').isChecked()).toBe(true);
    }
    await chooseSpeed(page, 'full');
    await untilSteps(page, 100_000);
    await page.reload();
    await untilState(page, 'Running');
    await untilSteps(page, 100_001);
    expect(await page.getByTestId('pace-full').isChecked()).toBe(true);
    expect(await page.locator('[data-path="training.steps"]').inputValue()).toBe(String(ENDLESS));
    await press(page, 'stop');
    await untilState(page, 'Stopped after');
    await expectComplete(page, ['run-ended']);
  });

  it('shows a paused run as paused', async () => {
    const { page } = await startLongRun();
    await press(page, 'pause');
    await untilState(page, 'Paused before step');
    const state = await stateOf(page);
    await page.reload();
    await untilState(page, state);
    await press(page, 'stop');
    await untilState(page, 'Stopped after');
    await expectComplete(page, ['run-paused', 'run-ended']);
  });

  it('shows a run whose trainer process is gone', async () => {
    const { app, page } = await startLongRun();
    process.kill(await trainerPid(app), 'SIGKILL');
    await untilState(page, 'Failed after');
    const state = await stateOf(page);
    // Once the next process has settled, events come from there; those of the lost one are still told.
    await untilReady(page);
    await page.reload();
    await untilState(page, state);
    await expectComplete(page, ['run-ended']);
  });

  it('comes back by itself when its process crashes, and training does not notice', async () => {
    const { app, page } = await startLongRun();
    const trainer = await trainerPid(app);
    const before = await stepsTaken(page);
    const reasons = await app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const gone: string[] = [];
      contents?.on('render-process-gone', (_event, { reason }) => gone.push(reason));
      const loaded = new Promise((resolve) => contents?.once('did-finish-load', () => resolve(null)));
      contents?.forcefullyCrashRenderer();
      await loaded;
      return gone;
    });
    expect(reasons).toEqual(['crashed']);
    await vi.waitFor(async () => expect(await inPage(app, progress)).toBeGreaterThan(before + 20), {
      timeout: 60_000,
      interval: 200,
    });
    expect(await trainerPid(app)).toBe(trainer);
    await inPage(app, `document.querySelector('[data-testid="stop"]').click()`);
    await vi.waitFor(
      async () =>
        expect(await inPage(app, state)).toBe(
          `Stopped after ${grouped(Number(await inPage(app, progress)))} steps`,
        ),
      { timeout: 60_000, interval: 200 },
    );
  });
});

const progress = `Number(document.querySelector('[data-testid="progress"]')?.getAttribute('aria-valuenow'))`;
const state = `document.querySelector('[data-testid="run-state"]')?.textContent`;

/** Evaluates in the page by way of main: Playwright lets go of a page that has crashed once. */
function inPage(app: ElectronApplication, expression: string): Promise<unknown> {
  return app.evaluate(
    ({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code),
    expression,
  );
}
