// The window of a test build, which differs from a release in the one fuse that Playwright comes in by: installed, driven as
// a normal user with the sandbox on.
import { readFileSync, statSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFuses } from '../../../build/package/fuses.mjs';
import { version } from '../../../package.json';
import { programAsUser } from '../../app/as-user';
import { answerDialogs, chooseFile } from '../../app/dialogs';
import { badgeOf, chooseSpeed, press, untilReady, untilState } from '../../app/lab';
import { environment } from '../../app/open-app';
import { APP, install, purge } from './installed';
import { aboutProcess, normalUser, untilNothingRuns, type NormalUser } from './normal-user';
import { packed } from './packed';
import { recorded, untilTrained } from './session';
import { twoLanes } from './use-command-line';

describe.sequential('the window of an installed test build', () => {
  let user: NormalUser;
  let app: ElectronApplication;
  let page: Page;
  beforeAll(async () => {
    const deb = packed('test', 'deb');
    purge();
    user = await normalUser();
    install(deb);
    app = await _electron.launch({
      executablePath: await programAsUser({ uid: user.uid, home: user.home, command: APP }),
      chromiumSandbox: true,
      args: [twoLanes(user.folder('documents'))],
      cwd: user.home,
      env: environment({}),
    });
    page = await app.firstWindow();
  });
  afterAll(async () => {
    purge();
    await user.remove();
  });

  test('leaves a debugger in, and nobody else', async () => {
    expect(await readFuses(APP)).toMatchObject({
      RunAsNode: 'off',
      EnableNodeOptionsEnvironmentVariable: 'off',
      EnableNodeCliInspectArguments: 'on',
      OnlyLoadAppFromAsar: 'on',
    });
  });

  test('is the app of this version, out of its archive, in the sandbox of the system', async () => {
    const facts = await app.evaluate(({ app: electron, BrowserWindow }) => ({
      version: electron.getVersion(),
      packaged: electron.isPackaged,
      path: electron.getAppPath(),
      page: BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
    }));
    expect(facts).toMatchObject({
      version,
      packaged: true,
      path: path.join(path.dirname(APP), 'resources', 'app.asar'),
    });
    const status = aboutProcess(facts.page, 'status');
    expect(status).toMatch(/^Seccomp:\s+2$/m);
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
    expect(status).not.toMatch(/^Uid:\s+0\b/m);
  });

  test('trains RNN and LSTM on compiled programs', async () => {
    await untilReady(page);
    await chooseSpeed(page, 'full');
    await press(page, 'run');
    await untilState(page, 'Done');
    expect(await badgeOf(page)).toMatch(/^xla/);
    await untilTrained(user);
    const library = user.processes().map((pid) => aboutProcess(pid, 'maps'));
    expect(library.some((maps) => maps.includes(`${path.dirname(APP)}/resources/node_modules/`))).toBe(true);
  });

  test('exports a chart and a model to files of the user', async () => {
    const folder = user.folder('exports');
    await answerDialogs(app);
    await page.getByTestId('export-loss').click();
    const dialog = page.locator('dialog[open]');
    const save = async (thing: string, format: string, name: string): Promise<Buffer> => {
      const file = path.join(folder, name);
      await dialog.getByTestId('export-what').selectOption(thing);
      await dialog.getByTestId(`format-${format}`).check({ force: true });
      await chooseFile(app, file);
      await dialog.getByTestId('export-save').click();
      await dialog.getByTestId('export-outcome').filter({ hasText: file }).waitFor({ timeout: 60_000 });
      expect(statSync(file).uid).toBe(user.uid);
      return readFileSync(file);
    };
    const chart = await save('loss', 'png', 'loss.png');
    expect(chart.subarray(1, 4).toString()).toBe('PNG');
    const model = await save('model lstm/seed-1', 'safetensors', 'lstm.safetensors');
    expect(model.includes('rnn.weight_hh_l0')).toBe(true);
    await dialog.getByTestId('export-close').click();

    // The installed command line makes the same of what the window recorded.
    const again = path.join(folder, 'again.safetensors');
    const what = ['--run', 'lstm/seed-1', '--format', 'safetensors', '--out', again];
    const { code, stderr } = user.run('unroll', ['export', recorded(user), ...what]);
    expect(code, stderr).toBe(0);
    expect(readFileSync(again).equals(model)).toBe(true);
  });

  test('shows a bundle that a second start brings, and trains it again to the bit', async () => {
    const bundle = path.join(user.folder('bundles'), 'theirs 数据.unroll');
    const made = user.run('unroll', ['export', recorded(user), '--format', 'bundle', '--out', bundle]);
    expect(made.code, made.stderr).toBe(0);
    const second = await user.start([APP, bundle]).ended;
    expect(second.code, second.stderr).toBe(0);
    const opened = page.getByTestId('opened-strip').filter({ hasText: path.basename(bundle) });
    await opened.waitFor({ timeout: 60_000 });
    await page.getByTestId('opened-verify').click();
    const verdict = page.locator('dialog[open]').getByTestId('verify-verdict');
    await verdict.waitFor({ timeout: 120_000 });
    expect(await verdict.innerText()).toBe('2 of 2 runs came out again.');
    await page.keyboard.press('Escape');
  });

  test('ends with all its processes', async () => {
    const gone = once(app.process(), 'exit');
    await app.close();
    expect(await gone).toEqual([0, null]);
    await untilNothingRuns(user);
  });
});
