// A build is put in the place of an earlier one, also where the system does not move folders: with real file systems.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { replaceFolder } from '../../build/replace-folder.mjs';
import { temporaryFolder } from './temporary-site';

const MODULE = path.join(import.meta.dirname, '../../build/replace-folder.mjs');
const MEMORY = '/dev/shm';

function writeTree(folder: string, content: string): string {
  mkdirSync(path.join(folder, 'deep'), { recursive: true });
  writeFileSync(path.join(folder, 'main.cjs'), content);
  writeFileSync(path.join(folder, 'deep', `${content}.txt`), content);
  return folder;
}

function expectNew(dist: string): void {
  expect(readdirSync(dist)).toEqual(['main']);
  expect(readdirSync(path.join(dist, 'main')).sort()).toEqual(['deep', 'main.cjs']);
  expect(readFileSync(path.join(dist, 'main', 'main.cjs'), 'utf8')).toBe('new');
  // Nothing of the old one is left among the new.
  expect(readdirSync(path.join(dist, 'main', 'deep'))).toEqual(['new.txt']);
}

const otherDisk = existsSync(MEMORY) && statSync(MEMORY).dev !== statSync(tmpdir()).dev;

describe('replaceFolder', () => {
  it.each([true, false])('puts the new one in place (an old one: %s)', async (old) => {
    const dist = temporaryFolder();
    const folder = path.join(dist, 'main');
    if (old) writeTree(folder, 'old');
    await replaceFolder(folder, writeTree(path.join(dist, '.next'), 'new'), path.join(dist, '.previous'));
    expectNew(dist);
  });

  it.skipIf(!otherDisk)('copies between disks', async () => {
    const dist = temporaryFolder();
    const other = mkdtempSync(path.join(MEMORY, 'unroll-'));
    onTestFinished(() => rmSync(other, { recursive: true, force: true }));
    const folder = writeTree(path.join(dist, 'main'), 'old');
    await replaceFolder(folder, writeTree(path.join(other, 'next'), 'new'), path.join(other, 'previous'));
    expectNew(dist);
    expect(readdirSync(other)).toEqual([]);
  });

  it('replaces a folder from the lower layer of an overlay, as a clone in an image is', ({ skip }) => {
    const base = temporaryFolder();
    writeTree(path.join(base, 'lower', 'main'), 'old');
    skip(inOverlay(base, 'true').status !== 0, 'only root may mount an overlay');
    // First what makes this a test: the system refuses to rename the folder.
    const refused = inOverlay(base, `node -e 'fs.renameSync("main", "other")'`);
    expect(refused.stderr).toContain('EXDEV');
    const script = `
      import { mkdirSync, writeFileSync } from 'node:fs';
      import { replaceFolder } from ${JSON.stringify(MODULE)};
      mkdirSync('.next/deep', { recursive: true });
      writeFileSync('.next/main.cjs', 'new');
      writeFileSync('.next/deep/new.txt', 'new');
      await replaceFolder('main', '.next', '.previous');`;
    writeFileSync(path.join(base, 'replace.mjs'), script);
    const done = inOverlay(base, 'node ../replace.mjs && ls -A . main main/deep && cat main/main.cjs');
    expect(done.stderr).toBe('');
    expect(done.stdout.replace(/\s+/g, ' ')).toBe('.: main main: deep main.cjs main/deep: new.txt new');
  });
});

/** Runs a command where `base`/lower is mounted under a layer in memory; the mount goes with the process. */
function inOverlay(base: string, command: string) {
  const script = `set -e; cd "$1"; mkdir -p memory merged; mount -t tmpfs layer memory; mkdir memory/upper memory/work
    mount -t overlay layer -o lowerdir="$1/lower",upperdir="$1/memory/upper",workdir="$1/memory/work" merged
    cd merged; ${command}`;
  return spawnSync('unshare', ['--mount', 'bash', '-c', script, 'bash', base], { encoding: 'utf8' });
}
