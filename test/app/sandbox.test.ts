// As a normal user the operating system's own sandbox is on: the page's process can make next to no system call.
import { chmod, chown, copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseSpeed, press, setField, untilReady, untilState } from './lab';
import { ELECTRON, newUserData, openApp } from './open-app';

/** The user that owns nothing, on every Unix. */
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;

/** A program that starts Electron as nobody, with a home and a key to the display of its own. */
async function electronAsNobody(home: string): Promise<string> {
  const key = path.join(home, 'display-key');
  const display = process.env['XAUTHORITY'];
  if (display !== undefined) await copyFile(display, key);
  const program = path.join(home, 'electron-as-nobody');
  const lines = [
    '#!/bin/sh',
    `export HOME='${home}' XAUTHORITY='${key}' XDG_RUNTIME_DIR='${home}'`,
    `exec setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups -- '${ELECTRON}' "$@"`,
  ];
  await writeFile(program, `${lines.join('\n')}\n`);
  await chmod(program, 0o755);
  for (const owned of display === undefined ? [home] : [home, key]) await chown(owned, NOBODY, NOBODY);
  return program;
}

describe.runIf(process.platform === 'linux')('as a normal user', () => {
  it('the page lives in the sandbox of the system, and training works', async () => {
    const userData = await newUserData();
    const { app, page } = await openApp({
      userData,
      sandbox: true,
      ...(isRoot ? { executable: await electronAsNobody(userData) } : {}),
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
