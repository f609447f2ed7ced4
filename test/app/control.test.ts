// Run, Pause, Step, Stop and the two speeds, as a person uses them.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  chooseSpeed,
  lossOnScreen,
  press,
  setField,
  stateOf,
  stepsTaken,
  untilReady,
  untilState,
  untilSteps,
  grouped,
} from './lab';
import { openApp } from './open-app';
import { currentFolder, readTrace } from './recorded-run';

describe('a run in the window', () => {
  it('pauses, takes single steps, goes on and stops, with everything recorded', async () => {
    const { page } = await openApp();
    await untilReady(page);
    await setField(page, 'training.steps', 100_000);
    await chooseSpeed(page, 'full');
    await press(page, 'run');
    await untilSteps(page, 20);

    await press(page, 'pause');
    await untilState(page, 'Paused before step');
    const paused = await stepsTaken(page);
    expect(pausedAt(await stateOf(page))).toBe(paused);
    for (const more of [1, 2, 3]) {
      await press(page, 'step');
      // Each press takes exactly one step: none was taken in between.
      await untilState(page, new RegExp(`Paused before step ${grouped(paused + more)}$`));
    }
    expect(await stepsTaken(page)).toBe(paused + 3);

    await press(page, 'pause');
    await untilState(page, 'Running');
    await untilSteps(page, paused + 30);
    await press(page, 'stop');
    const ended = await untilState(page, 'Stopped after');
    expect(ended).toContain('What was recorded is kept');

    const steps = await stepsTaken(page);
    const loss = (await readTrace(await currentFolder(page))).get('loss') ?? [];
    expect(loss).toHaveLength(steps);
    expect(await lossOnScreen(page)).toBeCloseTo(loss.at(-1) ?? NaN, 4);
  });

  it('keeps the pace of the article, and changes speed on the way', async () => {
    const { page } = await openApp();
    await untilReady(page);
    await setField(page, 'training.steps', 400);
    await press(page, 'run');
    const paced = await stepsPerSecond(page, 5, 60);
    process.stdout.write(`article pace: ${paced.toFixed(1)} steps/s\n`);
    expect(paced).toBeGreaterThanOrEqual(15);
    expect(paced).toBeLessThanOrEqual(22);

    await chooseSpeed(page, 'full');
    await untilState(page, 'Done');
    expect(await stepsTaken(page)).toBe(400);
  });

  it('trains again, in a folder of its own each time, with the same numbers', async () => {
    const { page } = await openApp();
    await untilReady(page);
    await chooseSpeed(page, 'full');
    const traces: (readonly number[])[] = [];
    const folders = new Set<string>();
    for (const round of [1, 2]) {
      await press(page, 'run');
      await untilState(page, 'Done');
      folders.add(await currentFolder(page));
      expect(folders.size).toBe(round);
      traces.push((await readTrace(await currentFolder(page))).get('loss') ?? []);
      // The next start is another state: "Done" must not be read twice.
      await untilReady(page);
      await setField(page, 'training.steps', 100);
    }
    expect(traces[0]).toHaveLength(100);
    expect(traces[1]).toEqual(traces[0]);
  });

  it('says at the field what is wrong with it, and does not run', async () => {
    const { page } = await openApp();
    await untilReady(page);
    await setField(page, 'training.steps', -5);
    await page.locator('[data-testid="run"]:disabled').waitFor();
    expect(await stateOf(page)).toBe('Cannot run yet');
    expect(await page.locator('[data-path="training.steps"]').getAttribute('aria-invalid')).toBe('true');
  });
});

/** Measured on the screen over `steps` steps, from step `from` on. */
async function stepsPerSecond(page: Page, from: number, steps: number): Promise<number> {
  await untilSteps(page, from);
  const [start, first] = [performance.now(), await stepsTaken(page)];
  await untilSteps(page, from + steps);
  return (((await stepsTaken(page)) - first) * 1000) / (performance.now() - start);
}

const pausedAt = (state: string): number => Number(state.replace(/\D/g, ''));
