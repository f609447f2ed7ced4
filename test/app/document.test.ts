// Experiment files in the window: opened in every way there is, saved, asked about before anything is lost, and there again.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { articleExperiment } from '../../src-core/experiment/article';
import { experimentText } from '../../src-core/experiment/experiment-text';
import { asked, chooseFile, press, suggested } from './dialogs';
import { ENDLESS, chooseSpeed, press as pressButton, setField, untilReady, untilSteps } from './lab';
import { ELECTRON, ROOT, environment, newUserData, openApp } from './open-app';

const click = (app: ElectronApplication, id: string): Promise<void> =>
  app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id);

const enabled = (app: ElectronApplication, id: string): Promise<boolean | undefined> =>
  app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.enabled, id);

const titleOf = (app: ElectronApplication): Promise<string | undefined> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());

const untilTitle = (app: ElectronApplication, title: string): Promise<void> =>
  vi.waitFor(async () => expect(await titleOf(app)).toBe(title), { timeout: 10_000 });

const stepsIn = (page: Page): Promise<string> => page.locator('[data-path="training.steps"]').inputValue();

async function experimentFile(folder: string, name: string, steps: number): Promise<string> {
  const file = path.join(folder, `${name}.unroll.json`);
  const article = articleExperiment();
  await writeFile(file, experimentText({ ...article, name, training: { ...article.training, steps } }));
  return file;
}

const stepsOf = async (file: string): Promise<number> => {
  const { training } = JSON.parse(await readFile(file, 'utf8')) as { training: { steps: number } };
  return training.steps;
};

describe('an experiment file', () => {
  it('is opened as an argument, saved under its name and under another, and is recent from then on', async () => {
    const userData = await newUserData();
    const file = await experimentFile(userData, 'first 实验', 41);
    const { app, page } = await openApp({ userData, args: [file] });
    await untilReady(page);
    await untilTitle(app, 'first 实验.unroll.json · Unroll');
    expect(await stepsIn(page)).toBe('41');
    expect(await enabled(app, 'save')).toBe(false);

    await setField(page, 'training.steps', 42);
    await untilTitle(app, '● first 实验.unroll.json · Unroll');
    expect(await enabled(app, 'save')).toBe(true);
    await click(app, 'save');
    await untilTitle(app, 'first 实验.unroll.json · Unroll');
    expect(await stepsOf(file)).toBe(42);

    // The name a person typed lacks the suffix.
    await chooseFile(app, path.join(userData, 'second'));
    await setField(page, 'training.steps', 43);
    await click(app, 'save-as');
    await untilTitle(app, 'second.unroll.json · Unroll');
    expect(await suggested(app)).toEqual([file]);
    expect([await stepsOf(file), await stepsOf(path.join(userData, 'second.unroll.json'))]).toEqual([42, 43]);

    const recent = (): Promise<string[]> =>
      app.evaluate(({ Menu }) =>
        ['recent-0', 'recent-1', 'recent-2'].flatMap(
          (id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.label ?? [],
        ),
      );
    expect((await recent()).map((label) => path.basename(label))).toEqual([
      'second.unroll.json',
      'first 实验.unroll.json',
    ]);
    await click(app, 'recent-1');
    await untilTitle(app, 'first 实验.unroll.json · Unroll');
    await vi.waitFor(async () => expect(await stepsIn(page)).toBe('42'));
    // A file that is gone is not offered.
    await rm(path.join(userData, 'second.unroll.json'));
    await click(app, 'new');
    await untilTitle(app, `${articleExperiment().name} · Unroll`);
    expect((await recent()).map((label) => path.basename(label))).toEqual(['first 实验.unroll.json']);
    expect(await asked(app)).toEqual([]);
  });

  it('is asked about before its changes are lost', async () => {
    const userData = await newUserData();
    const [first, second] = [
      await experimentFile(userData, 'first', 41),
      await experimentFile(userData, 'second', 51),
    ];
    const { app, page } = await openApp({ userData, args: [first] });
    await untilReady(page);
    await setField(page, 'training.steps', 45);
    await untilTitle(app, '● first.unroll.json · Unroll');
    await chooseFile(app, second);

    await press(app, 'Cancel');
    await click(app, 'open');
    await vi.waitFor(async () => expect(await asked(app)).toHaveLength(1));
    expect((await asked(app))[0]?.message).toBe('Save the changes to first.unroll.json?');
    expect(await stepsIn(page)).toBe('45');

    await press(app, 'Save');
    await click(app, 'open');
    await untilTitle(app, 'second.unroll.json · Unroll');
    await vi.waitFor(async () => expect(await stepsIn(page)).toBe('51'));
    expect(await stepsOf(first)).toBe(45);

    await setField(page, 'training.steps', 55);
    await untilTitle(app, '● second.unroll.json · Unroll');
    await press(app, 'Don’t Save');
    await click(app, 'new');
    await untilTitle(app, `${articleExperiment().name} · Unroll`);
    expect(await stepsOf(second)).toBe(51);
  });

  it('that cannot be used is refused with what is wrong with it, and nothing changes', async () => {
    const { app, page, userData } = await openApp();
    await untilReady(page);
    const wrong = path.join(userData, 'wrong.unroll.json');
    await writeFile(
      wrong,
      JSON.stringify({ format: 'unroll-experiment', version: 1, training: { steps: -1 } }),
    );
    const title = await titleOf(app);
    await chooseFile(app, wrong);
    await click(app, 'open');
    await vi.waitFor(async () => expect(await asked(app)).toHaveLength(1));
    await chooseFile(app, path.join(userData, 'missing.unroll.json'));
    await click(app, 'open');
    await vi.waitFor(async () => expect(await asked(app)).toHaveLength(2));
    const [refused, missing] = await asked(app);
    expect(refused?.message).toBe('wrong.unroll.json cannot be opened.');
    expect(refused?.detail).toContain('training.steps');
    expect(missing?.message).toBe('missing.unroll.json cannot be opened.');
    expect(missing?.detail).toContain('It is not there any more.');
    expect(await titleOf(app)).toBe(title);
  });

  it('is not saved while the form states none, and not lost on a disk that takes nothing', async () => {
    const userData = await newUserData();
    const file = await experimentFile(userData, 'kept', 41);
    const { app, page } = await openApp({ userData, args: [file] });
    await untilReady(page);
    await setField(page, 'training.steps', 'many');
    await untilTitle(app, '● kept.unroll.json · Unroll');
    await click(app, 'save');
    await vi.waitFor(async () => expect(await asked(app)).toHaveLength(1));
    expect((await asked(app))[0]?.message).toBe('What stands in the form is no experiment yet.');
    await setField(page, 'training.steps', 44);
    // No file can take the place of a folder.
    await chooseFile(app, path.join(userData, 'no such folder', 'x.unroll.json'));
    await vi.waitFor(async () => {
      await click(app, 'save-as');
      const [, second] = await asked(app);
      expect(second?.message).toBe('x.unroll.json cannot be saved.');
    });
    expect(await stepsOf(file)).toBe(41);
    expect(await titleOf(app)).toBe('● kept.unroll.json · Unroll');
  });

  it('is there again after the app ended, and so is what was not saved where it was killed', async () => {
    const userData = await newUserData();
    const file = await experimentFile(userData, 'again', 41);
    const first = await openApp({ userData, args: [file] });
    await untilReady(first.page);
    await setField(first.page, 'training.steps', 47);
    await untilTitle(first.app, '● again.unroll.json · Unroll');
    const gone = once(first.app.process(), 'exit');
    first.app.process().kill('SIGKILL');
    await gone;

    const second = await openApp({ userData });
    await untilReady(second.page);
    expect(await stepsIn(second.page)).toBe('47');
    await untilTitle(second.app, '● again.unroll.json · Unroll');
    // Asked, and let go.
    expect(await second.close()).toBe(0);
    const third = await openApp({ userData });
    await untilReady(third.page);
    expect(await stepsIn(third.page)).toBe('41');
    await untilTitle(third.app, 'again.unroll.json · Unroll');
  });

  it('is opened by a second start in the first window, and by a drop on it', async () => {
    const userData = await newUserData();
    const [file, dropped] = [
      await experimentFile(userData, 'second start', 61),
      await experimentFile(userData, 'dropped', 62),
    ];
    const { app, page } = await openApp({ userData });
    await untilReady(page);
    const second = spawn(
      ELECTRON,
      [ROOT, '--no-sandbox', `--user-data-dir=${userData}`, path.basename(file)],
      {
        cwd: userData,
        env: environment({ INIT_CWD: userData }),
        stdio: 'ignore',
      },
    );
    expect(await once(second, 'exit')).toEqual([0, null]);
    await untilTitle(app, 'second start.unroll.json · Unroll');
    await vi.waitFor(async () => expect(await stepsIn(page)).toBe('61'));

    const devtools = await page.context().newCDPSession(page);
    const data = { items: [], files: [dropped], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await devtools.send('Input.dispatchDragEvent', { type, x: 500, y: 400, data });
    }
    await untilTitle(app, 'dropped.unroll.json · Unroll');
    await vi.waitFor(async () => expect(await stepsIn(page)).toBe('62'));
    expect(page.url()).toBe('app://unroll/index.html');
  });

  it('stays while it trains; who quits then is asked, and can go on', async () => {
    const { app, page, userData, close } = await openApp();
    await untilReady(page);
    await setField(page, 'training.steps', ENDLESS);
    await chooseSpeed(page, 'full');
    await pressButton(page, 'run');
    await untilSteps(page, 5);
    expect([await enabled(app, 'new'), await enabled(app, 'open')]).toEqual([false, false]);
    const other = await experimentFile(userData, 'other', 41);
    await press(app, 'Keep Training');
    const second = spawn(ELECTRON, [ROOT, '--no-sandbox', `--user-data-dir=${userData}`, other], {
      env: environment({}),
      stdio: 'ignore',
    });
    await once(second, 'exit');
    await vi.waitFor(async () => expect((await asked(app))[0]?.message).toBe('Training is going on.'));

    await app.evaluate(({ app: electron }) => electron.quit());
    await vi.waitFor(async () => expect(await asked(app)).toHaveLength(2));
    expect((await asked(app))[1]?.message).toBe('Training is going on. Quit all the same?');
    await untilSteps(page, 50);

    await press(app, 'Quit', 'Don’t Save');
    expect(await close()).toBe(0);
  });

  it('costs no question when the system ends the app', async () => {
    const { app, page } = await openApp();
    await untilReady(page);
    await setField(page, 'training.steps', 77);
    const gone = once(app.process(), 'exit');
    await press(app, 'Cancel');
    app.process().kill('SIGTERM');
    expect(await gone).toEqual([0, null]);
  });
});

describe('the Help menu', () => {
  it('opens the log, and says why where nothing can', async () => {
    const { app, page, userData } = await openApp();
    await untilReady(page);
    // Whatever program the system would open it with.
    const opensWith = (problem: string): Promise<void> =>
      app.evaluate(({ shell }, answer) => {
        shell.openPath = (file) => {
          (globalThis as { opened?: string }).opened = file;
          return Promise.resolve(answer);
        };
      }, problem);
    await opensWith('');
    await click(app, 'open-log');
    const opened = (): Promise<string | undefined> =>
      app.evaluate(() => (globalThis as { opened?: string }).opened);
    await vi.waitFor(async () => expect(await opened()).toBe(path.join(userData, 'logs', 'unroll.log')));
    expect(await readFile((await opened()) ?? '', 'utf8')).toContain(' starts: Electron ');
    expect(await asked(app)).toEqual([]);

    await opensWith('No application is registered');
    await click(app, 'open-log');
    await vi.waitFor(async () => expect(await asked(app)).toHaveLength(1));
    expect((await asked(app))[0]?.detail).toContain('No application is registered');
  });

  it('puts a report together to be copied, with versions and the end of the log', async () => {
    const { app, page, userData } = await openApp();
    await untilReady(page);
    await press(app, 'Copy');
    await click(app, 'report');
    await vi.waitFor(async () => expect(await asked(app)).toHaveLength(1));
    const text = await vi.waitFor(async () => {
      const copied = await app.evaluate(({ clipboard }) => clipboard.readText());
      expect(copied).toContain('**Log**');
      return copied;
    });
    const version = await app.evaluate(({ app: electron }) => electron.getVersion());
    expect(text).toContain(`- Unroll ${version}\n- Electron `);
    expect(text).toMatch(/- Engine: (xla|graph|eager) on (tensorflow|wasm|cpu)/);
    expect(text).toContain(' starts: Electron ');
    const log = await readFile(path.join(userData, 'logs', 'unroll.log'), 'utf8');
    expect(log).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z Unroll /);
  });
});
