// What goes wrong in training is a named state on the screen, and the next Run works.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import {
  ENDLESS,
  badgeOf,
  chooseSpeed,
  press,
  setField,
  stepsTaken,
  untilReady,
  untilState,
  untilSteps,
} from './lab';
import { openApp, type OpenApp, type OpenOptions } from './open-app';
import { currentFolder, readTrace } from './recorded-run';
import { trainerPid } from './trainer-process';

async function openReady(options: OpenOptions = {}): Promise<OpenApp> {
  const open = await openApp(options);
  await untilReady(open.page);
  await chooseSpeed(open.page, 'full');
  return open;
}

/** Opens the app with a fault in its first trainer process; those that replace it have none. */
async function openFaulty(fault: string): Promise<OpenApp> {
  const open = await openReady({ env: { UNROLL_FAULT: fault } });
  await open.app.evaluate(() => void delete process.env['UNROLL_FAULT']);
  return open;
}

async function expectNextRunWorks({ page }: OpenApp): Promise<void> {
  await untilReady(page);
  await setField(page, 'training.steps', 30);
  await press(page, 'run');
  await untilState(page, 'Done');
  expect(await stepsTaken(page)).toBe(30);
}

describe('when training goes wrong', () => {
  it('survives a native crash of the trainer process mid run', async () => {
    const open = await openReady();
    const { app, page } = open;
    await setField(page, 'training.steps', ENDLESS);
    await press(page, 'run');
    await untilSteps(page, 20);
    const lost = await trainerPid(app);
    process.kill(lost, 'SIGSEGV');

    const ended = await untilState(page, /Failed after [\d\s]+ steps/);
    expect(ended).toContain('The trainer process was ended by SIGSEGV');
    // The engine of the run that is shown stays on the badge once its successor is ready.
    await untilReady(page);
    expect(await badgeOf(page)).toMatch(/^(xla|graph|eager) · (tensorflow|wasm|cpu)/);
    // What was trained before is kept.
    const loss = (await readTrace(await currentFolder(page))).get('loss') ?? [];
    expect(loss.length).toBeGreaterThanOrEqual(20);
    await expectNextRunWorks(open);
    expect(await trainerPid(app)).not.toBe(lost);
  });

  it('survives a crash while nothing trains', async () => {
    const open = await openReady();
    process.kill(await trainerPid(open.app), 'SIGKILL');
    await expectNextRunWorks(open);
  });

  it('names an exception in the worker thread', async () => {
    const open = await openFaulty('throw@40');
    await press(open.page, 'run');
    const ended = await untilState(open.page, 'Failed after 40 steps');
    expect(ended).toContain('UNROLL_FAULT asked for an exception before step 40.');
    const manifest = path.join(await currentFolder(open.page), 'manifest.json');
    // The page hears of it from the trainer itself, main a moment before it or after it.
    await vi.waitFor(async () => expect(await readFile(manifest, 'utf8')).toContain('worker-threw'));
    await expectNextRunWorks(open);
  });

  it('names a worker thread that hangs, and ends it when Stop is pressed', async () => {
    const open = await openFaulty('hang@40');
    await press(open.page, 'run');
    await untilSteps(open.page, 40);
    const pressed = Date.now();
    await press(open.page, 'stop');
    const ended = await untilState(open.page, /Failed after 40 steps/);
    expect(ended).toContain('no sign of life');
    expect(Date.now() - pressed).toBeLessThan(6000);
    await expectNextRunWorks(open);
  });

  it('names a worker thread that hangs by itself', async () => {
    const open = await openFaulty('hang@40');
    await press(open.page, 'run');
    const ended = await untilState(open.page, /Failed after 40 steps/);
    expect(ended).toContain('no sign of life');
    await expectNextRunWorks(open);
  });

  it('names a worker thread that ends', async () => {
    const open = await openFaulty('exit@40');
    await press(open.page, 'run');
    await untilState(open.page, /Failed after 40 steps/);
    await expectNextRunWorks(open);
  });
});
