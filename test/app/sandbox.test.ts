// As a normal user the operating system's own sandbox is on: the page's process can make next to no system call.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { programAsUser } from './as-user';
import { chooseSpeed, press, setField, untilReady, untilState } from './lab';
import { ELECTRON, newUserData, openApp } from './open-app';

/** The user that owns nothing, on every Unix. */
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;

describe.runIf(process.platform === 'linux')('as a normal user', () => {
  it('the page lives in the sandbox of the system, and training works', async () => {
    const userData = await newUserData();
    const { app, page } = await openApp({
      userData,
      sandbox: true,
      ...(isRoot
        ? { executable: await programAsUser({ uid: NOBODY, home: userData, command: ELECTRON }) }
        : {}),
    });
    const pid = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    );
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
    // 2: a filter of system calls is in force.
    expect(status).toMatch(/^Seccomp:\s+2$/m);
    expect(status).not.toMatch(/^Uid:\s+0\b/m);

    await untilReady(page);
    await setField(page, 'training.steps', 20);
    await chooseSpeed(page, 'full');
    await press(page, 'run');
    await untilState(page, 'Done');
  });
});
