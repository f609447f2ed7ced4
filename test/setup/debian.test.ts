import { expect, test } from 'vitest';
import { installCommand, notInstalled, readAptStatus } from '../../build/setup/debian.mjs';

test('only packages that are fully installed count as there', () => {
  const listing = ['ii  libnss3', 'rc  libgbm1', 'iU  libcups2', 'ii  libdrm2', ''].join('\n');
  expect(notInstalled(['libnss3', 'libgbm1', 'libcups2', 'libdrm2', 'xvfb'], listing)).toEqual([
    'libgbm1',
    'libcups2',
    'xvfb',
  ]);
});

test('the command is the one a person would type', () => {
  expect(installCommand(['xvfb', 'xauth'], true)).toBe(
    'apt-get update && apt-get install -y --no-install-recommends xvfb xauth',
  );
  expect(installCommand(['xvfb'], false)).toMatch(/^sudo apt-get update && sudo apt-get install /);
});

test("apt's progress is read, other lines are not", () => {
  expect(readAptStatus('dlstatus:1:45.2340:Retrieving file 1 of 3 (2s remaining)')).toEqual({
    stage: 'downloading',
    percent: 45,
  });
  expect(readAptStatus('pmstatus:libgtk-3-0:60.0:Unpacking libgtk-3-0:amd64 (amd64)')).toEqual({
    stage: 'installing',
    percent: 60,
  });
  expect(readAptStatus('pmstatus:libnss3:amd64:80.5:Installing libnss3 (amd64)')).toEqual({
    stage: 'installing',
    percent: 80,
  });
  expect(readAptStatus('Reading package lists...')).toBeUndefined();
});
