// The window of a test build, which differs from a release in the one fuse that Playwright comes in by: installed, driven as
// a normal user with the sandbox on.
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFuses } from '../../../build/package/fuses.mjs';
import { version } from '../../../package.json';
import { programAsUser } from '../../app/as-user';
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

  test('what it recorded is exported by the installed command line', () => {
    const model = path.join(user.folder('exports'), 'rnn.safetensors');
    const args = ['export', recorded(user), '--run', 'rnn/seed-1', '--format', 'safetensors', '--out', model];
    const { code, stderr } = user.run('unroll', args);
    expect(code, stderr).toBe(0);
    expect(readFileSync(model).includes('rnn.weight_hh_l0')).toBe(true);
  });

  test('ends with all its processes', async () => {
    const gone = once(app.process(), 'exit');
    await app.close();
    expect(await gone).toEqual([0, null]);
    await untilNothingRuns(user);
  });
});
