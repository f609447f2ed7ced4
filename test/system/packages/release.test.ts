// The .deb of a release: installed with dpkg, used as a normal user with the sandbox on, closed to whoever wants in, removed
// without leftovers.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEPENDS } from '../../../build/package/debian-depends.mjs';
import { readFuses } from '../../../build/package/fuses.mjs';
import { ELECTRON } from '../../app/open-app';
import { APP, FOLDER, elfFiles, install, linkedAgainst, purge, statusOf, systemFiles } from './installed';
import { normalUser, untilNothingRuns, type NormalUser } from './normal-user';
import { packed } from './packed';
import { trainInWindow, untilPage, untilStarts, watched } from './session';
import { useCommandLine } from './use-command-line';

describe.sequential('the .deb of a release', () => {
  let user: NormalUser;
  let before: ReadonlySet<string>;
  beforeAll(async () => {
    const deb = packed('release', 'deb');
    purge();
    before = systemFiles();
    user = await normalUser();
    install(deb);
  });
  afterAll(async () => {
    purge();
    await user.remove();
  });

  test('declares what it is linked against, and no more', () => {
    const linked = elfFiles(FOLDER).map(linkedAgainst);
    expect(linked.flatMap(({ missing }) => missing)).toEqual([]);
    const needed = new Set(linked.flatMap(({ packages }) => packages));
    const declared = DEPENDS.map((entry) => entry.split(/[ (|]/)[0]);
    expect([...needed].sort()).toEqual([...declared].sort());
    expect(statusOf('unroll')).toBe('install ok installed');
  });

  test('makes its files known to the desktop, and its helper root’s', () => {
    const globs = readFileSync('/usr/share/mime/globs2', 'utf8');
    const types = { 'application/x-unroll-experiment+json': '60:', 'application/x-unroll': '50:' } as const;
    const entry = readFileSync('/usr/share/applications/unroll.desktop', 'utf8');
    const opened = /^MimeType=(.*)$/m.exec(entry)?.[1]?.split(';');
    for (const [type, weight] of Object.entries(types)) {
      expect(globs).toContain(`${weight}${type}:*.unroll`);
      expect(opened).toContain(type);
    }
    expect(entry).toContain(`\nExec=${APP} %F\n`);
    const helper = statSync(path.join(FOLDER, 'chrome-sandbox'));
    expect([helper.uid, helper.mode & 0o7777]).toEqual([0, 0o4755]);
  });

  test('holds whose work it is', () => {
    const notices = readFileSync(path.join(FOLDER, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['TensorFlow 2.15.1', 'Node.js', 'vue ', 'Noto Sans SC'])
      expect(notices).toContain(name);
    for (const file of ['LICENSE.txt', 'LICENSE.electron.txt', 'LICENSES.chromium.html'])
      expect(existsSync(path.join(FOLDER, file)), file).toBe(true);
  });

  test('has its fuses closed', async () => {
    expect(await readFuses(APP)).toMatchObject({
      RunAsNode: 'off',
      EnableNodeOptionsEnvironmentVariable: 'off',
      EnableNodeCliInspectArguments: 'off',
      OnlyLoadAppFromAsar: 'on',
    });
  });

  test('opens no way into its process; an Electron as it comes does', async () => {
    const script = path.join(user.folder('way in'), 'way-in.cjs');
    const trace = `${script}.trace`;
    writeFileSync(script, `require('fs').appendFileSync(${JSON.stringify(trace)}, process.argv0 + '\\n');`);
    const control = await user.start([ELECTRON, script], { ELECTRON_RUN_AS_NODE: '1' }).ended;
    expect(control.code, control.stderr).toBe(0);
    expect(existsSync(trace)).toBe(true);
    const traced = readFileSync(trace, 'utf8');

    const tries: readonly (readonly [readonly string[], Readonly<Record<string, string>>])[] = [
      [[APP], { ELECTRON_RUN_AS_NODE: '1' }],
      [[APP], { NODE_OPTIONS: `--require=${script}` }],
      [[APP, '--inspect=0'], {}],
      [[APP, '--inspect-brk=0'], {}],
      [[APP, '--remote-debugging-port=0'], {}],
    ];
    for (const [index, [command, env]] of tries.entries()) {
      const { child, ended } = user.start(command, env);
      // It starts as ever, and ends in order when it is told to.
      await untilStarts(user, index + 1);
      await untilPage(user);
      child.kill('SIGTERM');
      const { code, stderr } = await ended;
      expect([command, env, code]).toEqual([command, env, 0]);
      expect(stderr).not.toMatch(/(Debugger|DevTools) listening/);
      await untilNothingRuns(user);
    }
    expect(readFileSync(trace, 'utf8')).toBe(traced);
  });

  test('trains in the sandboxed window of a normal user, and calls no network', () =>
    trainInWindow(user, APP));

  test('is watched by what sees a call to a network', async () => {
    const call = `require('dgram').createSocket('udp4').connect(9, '127.0.0.1', process.exit)`;
    const { calls } = await watched(user, [path.join(FOLDER, 'resources/engine/bin/node'), '-e', call]);
    expect(calls).toContainEqual(expect.stringContaining('connect('));
  });

  test('puts unroll on the PATH, which trains and exports without a display', () => {
    useCommandLine(user, 'unroll', user.folder('work'));
  });

  test('is removed without leftovers', async () => {
    await untilNothingRuns(user);
    purge();
    const after = systemFiles();
    expect([...after].filter((file) => !before.has(file))).toEqual([]);
    expect([...before].filter((file) => !after.has(file))).toEqual([]);
    expect(readFileSync('/usr/share/mime/globs2', 'utf8')).not.toContain('unroll');
    expect(statusOf('unroll')).toBeUndefined();
  });
});
