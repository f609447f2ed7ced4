import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { cacheFolder, isLinuxX64, siteHere } from '../../build/setup/site.mjs';

test('the cache is where the system keeps caches', () => {
  const home = os.homedir();
  expect(cacheFolder({}, 'linux')).toBe(path.join(home, '.cache', 'unroll'));
  expect(cacheFolder({ XDG_CACHE_HOME: '/var/cache/me' }, 'linux')).toBe('/var/cache/me/unroll');
  expect(cacheFolder({ XDG_CACHE_HOME: 'relative' }, 'linux')).toBe(path.join(home, '.cache', 'unroll'));
  expect(cacheFolder({}, 'darwin')).toBe(path.join(home, 'Library', 'Caches', 'unroll'));
  expect(cacheFolder({ LOCALAPPDATA: 'local' }, 'win32')).toBe(path.join('local', 'unroll', 'Cache'));
});

test('the site is the clone the script lies in', () => {
  const site = siteHere();
  expect(site.root).toBe(path.resolve(import.meta.dirname, '../..'));
  expect(isLinuxX64({ ...site, platform: 'linux', arch: 'x64' })).toBe(true);
  expect(isLinuxX64({ ...site, platform: 'linux', arch: 'arm64' })).toBe(false);
});
