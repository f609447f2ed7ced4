// How the app ends: in order, with the run recorded and no process left behind. How it starts a second time: not at all.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { writeSafetensors } from '../../src-core/export/safetensors';
import { ENDLESS, chooseSpeed, press, setField, untilReady, untilSteps } from './lab';
import { ELECTRON, ROOT, environment, newUserData, openApp, type OpenApp } from './open-app';
import { currentFolder, readTrace } from './recorded-run';
import { isAlive, trainerPid, trainerPids } from './trainer-process';

/** The time a run has to be recorded, and a little. */
const LONGEST_QUIT_MS = 20_000;

interface OpenTraining extends OpenApp {
  readonly folder: string;
  /** The process that trains, and all that are there for it. */
  readonly trainer: number;
  readonly trainers: readonly number[];
}

async function openTraining(): Promise<OpenTraining> {
  const open = await openApp();
  const { app, page } = open;
  await untilReady(page);
  await setField(page, 'training.steps', ENDLESS);
  await chooseSpeed(page, 'full');
  await press(page, 'run');
  await untilSteps(page, 20);
  const trainers = await trainerPids(app);
  return { ...open, folder: await currentFolder(page), trainer: await trainerPid(app), trainers };
}

/** Starts the app as a shell would. @returns its exit code and what it printed to stderr */
async function startFromShell(
  args: readonly string[],
): Promise<{ readonly code: unknown; readonly stderr: string }> {
  const child = spawn(ELECTRON, [ROOT, '--no-sandbox', ...args], {
    env: environment({}),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const [code] = (await once(child, 'close')) as [unknown];
  return { code, stderr };
}

describe('the app', () => {
  it('quits while it trains: the run is recorded as interrupted, no process stays', async () => {
    const { close, folder, trainers } = await openTraining();
    expect(await close()).toBe(0);
    for (const trainer of trainers) await untilGone(trainer);
    const loss = (await readTrace(folder)).get('loss') ?? [];
    expect(loss.length).toBeGreaterThanOrEqual(20);
    expect(await readFile(path.join(folder, 'manifest.json'), 'utf8')).toContain('"interrupted"');
  });

  it('quits though the trainer does not answer, and takes it along', async () => {
    const { close, trainer } = await openTraining();
    process.kill(trainer, 'SIGSTOP');
    const asked = performance.now();
    expect(await close()).toBe(0);
    expect(performance.now() - asked).toBeLessThan(LONGEST_QUIT_MS);
    await untilGone(trainer);
  });

  it('remembers no place of its window on a disk that takes no more, and ends all the same', async () => {
    const { app, userData, close } = await openApp();
    let stderr = '';
    app.process().stderr?.on('data', (data: Buffer) => (stderr += data.toString()));
    // No file can take the place of a folder that holds something.
    await mkdir(path.join(userData, 'window.json', 'in-the-way'), { recursive: true });
    expect(await close()).toBe(0);
    expect(stderr).toContain('The place of the window is not remembered: ');
  });

  it('ends with its last window', async () => {
    const { app, trainer } = await openTraining();
    const exited = once(app.process(), 'exit');
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    expect(await exited).toEqual([0, null]);
    await untilGone(trainer);
  });

  it('takes the trainer along when it is killed', async () => {
    const { app, folder, trainers } = await openTraining();
    app.process().kill('SIGKILL');
    for (const trainer of trainers) await untilGone(trainer);
    expect((await readTrace(folder)).get('loss')?.length).toBeGreaterThanOrEqual(20);
  });

  it('is one per user: a second start brings the window to the front', async () => {
    const { app, userData } = await openApp();
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
    const second = await startFromShell([`--user-data-dir=${userData}`]);
    expect(second.code).toBe(0);
    expect(second.stderr).not.toContain('is open already');
    await vi.waitFor(async () => {
      const windows = await app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((window) => window.isMinimized()),
      );
      expect(windows).toEqual([false]);
    });
  });

  it('says that weights given to a second start are not used', async () => {
    const { userData } = await openApp();
    const weights = path.join(userData, 'initial.safetensors');
    await writeFile(
      weights,
      writeSafetensors([{ name: 'out.bias', shape: [1], values: new Float32Array(1) }]),
    );
    const { code, stderr } = await startFromShell([`--user-data-dir=${userData}`, '--weights', weights]);
    expect(stderr).toContain(
      `Unroll is open already, with the initial weights it was started with: close it before it is started with those of ${weights}.\n`,
    );
    expect(code).toBe(2);
  });

  it.each([
    ['no-such.safetensors', 'no-such.safetensors: expected a .safetensors or .npz file, got no such file.'],
    ['package.json', 'package.json holds no weights. '],
  ])('names initial weights that it cannot use: %s', async (file, message) => {
    const userData = await newUserData();
    const { code, stderr } = await startFromShell([
      `--user-data-dir=${userData}`,
      '--weights',
      path.join(ROOT, file),
    ]);
    expect(stderr).toContain(message);
    expect(stderr).toContain(file);
    expect(stderr).not.toContain('    at ');
    expect(code).toBe(2);
  });

  it('opens where it was', async () => {
    const first = await openApp();
    const bounds = { x: 40, y: 60, width: 1100, height: 700 };
    const setBounds = (value: typeof bounds): Promise<void> =>
      first.app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), value);
    await setBounds(bounds);
    await vi.waitFor(async () => expect(await boundsOf(first)).toEqual(bounds));
    await first.close();
    const second = await openApp({ userData: first.userData });
    expect(await boundsOf(second)).toEqual(bounds);
  });
});

/** A process that has said its last word needs a moment to let go of what it loaded. */
function untilGone(pid: number): Promise<void> {
  return vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 20_000, interval: 100 });
}

function boundsOf({ app }: OpenApp): Promise<unknown> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
}
