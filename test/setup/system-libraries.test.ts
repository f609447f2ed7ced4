import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { electronBinary, electronRuntime } from '../../build/setup/electron-runtime.mjs';
import { readLdd } from '../../build/setup/shared-libraries.mjs';
import { windowLibraries } from '../../build/setup/system-libraries.mjs';
import { temporaryFolder, temporarySite, workAt } from './temporary-site';

test('reads what ldd finds and what it does not', () => {
  const output = [
    '\tlinux-vdso.so.1 (0x00007ffd1bd7a000)',
    '\tlibffmpeg.so => /opt/app/libffmpeg.so (0x00007f0a0a600000)',
    '\tlibnss3.so => not found',
    '\tlibgtk-3.so.0 => not found',
    '\tlibnss3.so => not found',
    '\tlibEGL.so => /home/me/my clones/app/libEGL.so (0x00007f0a0b000000)',
    '\t/lib64/ld-linux-x86-64.so.2 (0x00007f0a0c000000)',
  ].join('\n');
  expect(readLdd(output)).toEqual({
    missing: ['libnss3.so', 'libgtk-3.so.0'],
    found: ['/opt/app/libffmpeg.so', '/home/me/my clones/app/libEGL.so'],
  });
});

test('a program of this machine lacks nothing', () => {
  const { missing, found } = readLdd(execFileSync('ldd', [process.execPath], { encoding: 'utf8' }));
  expect(missing).toEqual([]);
  expect(found.some((library) => library.includes('libc.so'))).toBe(true);
});

/** A stand-in for Electron's binary that links a library of ours, which can be taken away. */
function siteWithProgram() {
  const folder = temporaryFolder();
  const dist = path.join(folder, 'dist');
  const library = path.join(folder, 'libwindowpart.so');
  mkdirSync(dist);
  writeFileSync(path.join(folder, 'part.cc'), 'int part() { return 0; }\n');
  writeFileSync(path.join(folder, 'program.cc'), 'int part();\nint main() { return part(); }\n');
  const compile = (...args: string[]) => execFileSync('g++', args, { cwd: folder });
  compile('-shared', '-fPIC', 'part.cc', '-o', library);
  compile(
    'program.cc',
    '-o',
    path.join(dist, 'electron'),
    `-L${folder}`,
    '-lwindowpart',
    `-Wl,-rpath,${folder}`,
  );
  const site = temporarySite({ env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: dist } });
  return { site, dist, library };
}

describe.runIf(process.platform === 'linux')('with a real program and a real loader', () => {
  test('an Electron of your own is used when it is there and runs', () => {
    const { site, dist } = siteWithProgram();
    expect(electronBinary(site)).toBe(path.join(dist, 'electron'));
    expect(electronRuntime.isDone(site)).toBe(true);
  });

  test('one that does not run is passed over', () => {
    const { site, dist } = siteWithProgram();
    writeFileSync(path.join(dist, 'electron'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    expect(electronBinary(site)).toBe(path.join(site.runtime, 'electron', 'electron'));
  });

  test('libraries that are there are looked at once, and again when one goes', async () => {
    const { site, library } = siteWithProgram();
    expect(windowLibraries.isDone(site)).toBe(false);
    await windowLibraries.run(workAt(site).work);
    expect(windowLibraries.isDone(site)).toBe(true);
    rmSync(library);
    expect(windowLibraries.isDone(site)).toBe(false);
  });

  test('a missing one is named; who is not root gets the command to type', async () => {
    const { site, library } = siteWithProgram();
    renameSync(library, `${library}.away`);
    const { work } = workAt({ ...site, isRoot: false });
    await expect(windowLibraries.run(work)).rejects.toMatchObject({
      what: 'the window needs what this system lacks: libwindowpart.so',
      remedy: [
        expect.stringMatching(/sudo apt-get update && sudo apt-get install -y/),
        'then run this again.',
      ],
    });
  });

  test('without apt-get, the packages are named for whoever translates them', async () => {
    const { site, library } = siteWithProgram();
    renameSync(library, `${library}.away`);
    const bin = path.join(temporaryFolder(), 'bin');
    mkdirSync(bin);
    execFileSync('ln', ['-s', '/usr/bin/ldd', '/bin/bash', '/bin/cat', bin]);
    const { work } = workAt({ ...site, isRoot: true, env: { ...site.env, PATH: bin } });
    await expect(windowLibraries.run(work)).rejects.toMatchObject({
      why: ['This system has no apt-get to install them with.'],
      remedy: [expect.anything(), expect.stringContaining('libgtk-3-0')],
    });
  });
});
