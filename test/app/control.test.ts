// Run, Pause, Step, Stop and the two speeds, as a person uses them.
import type { Page } from 'playwright-core';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { RunAction } from '../../src-core/contract/ipc';
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
import { trainerPids } from './trainer-process';

/** Hosts that the window keeps ready, where there are cores for them. */
const HOSTS = Math.min(2, os.availableParallelism());

interface LaneState {
  readonly steps: number;
  readonly inOrder: boolean;
  readonly pausedAt: number | null;
  readonly ended: string | null;
}

declare global {
  interface Window {
    lanes?: LaneState[];
  }
}

/** In the page: starts two lanes and keeps book of what comes of them. @returns the id of a run */
async function startTwoLanes(): Promise<string> {
  const bridge = window.unroll;
  if (bridge === undefined) throw new Error('There is no bridge.');
  const { experiment } = await bridge.describe();
  const reply = await bridge.start({
    experiment: {
      ...experiment,
      training: { ...experiment.training, steps: 100_000_000 },
      lanes: [
        { label: 'RNN', set: {} },
        { label: 'GRU', set: { 'model.cell': 'gru' } },
      ],
    },
    pace: { kind: 'full' },
  });
  if (reply.kind === 'refused') throw new Error('The experiment was refused.');
  const none = { steps: 0, inOrder: true, pausedAt: null, ended: null };
  const lanes: LaneState[] = reply.runs.map(() => none);
  window.lanes = lanes;
  bridge.onRunEvent((event) => {
    const index = reply.runs.findIndex(({ runId }) => runId === event.runId);
    const lane = lanes[index] ?? none;
    if (event.kind === 'chunk') {
      const inOrder = lane.inOrder && event.firstStep === lane.steps;
      lanes[index] = { ...lane, inOrder, steps: event.firstStep + event.count };
    }
    if (event.kind === 'run-paused') lanes[index] = { ...lane, pausedAt: event.step };
    if (event.kind === 'run-resumed') lanes[index] = { ...lane, pausedAt: null };
    if (event.kind === 'run-ended') lanes[index] = { ...lane, ended: event.status };
  });
  return reply.runs[0]?.runId ?? '';
}

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

  it('pauses, steps and stops all lanes of an experiment at once, each with its own trainer', async () => {
    const { app, page } = await openApp();
    await untilReady(page);
    await vi.waitFor(async () => expect(await trainerPids(app)).toHaveLength(HOSTS), { timeout: 60_000 });
    const started = await page.evaluate(startTwoLanes);
    const states = () => page.evaluate(() => window.lanes?.map((lane) => ({ ...lane })) ?? []);
    const until = (fits: (lane: LaneState) => boolean) =>
      vi.waitFor(async () => expect((await states()).map(fits)).toEqual([true, true]), { timeout: 60_000 });
    const control = (action: RunAction) =>
      page.evaluate(async ([runId, what]) => void (await window.unroll?.control({ runId, action: what })), [
        started,
        action,
      ] as const);

    // With one core the second lane waits for the first: pressing on would test nothing.
    if (HOSTS < 2) return;
    await until(({ steps }) => steps > 20);
    await control({ kind: 'pause' });
    await until(({ pausedAt }) => pausedAt !== null);
    const paused = (await states()).map(({ pausedAt }) => pausedAt ?? NaN);
    await control({ kind: 'step' });
    await vi.waitFor(async () =>
      expect((await states()).map(({ pausedAt }) => pausedAt)).toEqual(paused.map((step) => step + 1)),
    );
    await control({ kind: 'resume' });
    await until(({ pausedAt, steps }) => pausedAt === null && steps > 40);
    await control({ kind: 'stop' });
    await until(({ ended }) => ended === 'stopped');
    // Every step of both came over their ports, once and in order.
    expect((await states()).every(({ inOrder }) => inOrder)).toBe(true);
    for (const [index, lane] of ['rnn', 'gru'].entries()) {
      const trace = await readTrace(await currentFolder(page), path.join(lane, 'seed-1'));
      expect(trace.get('loss')).toHaveLength((await states())[index]?.steps ?? 0);
    }
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
