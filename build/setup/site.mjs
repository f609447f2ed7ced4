// Where a set-up happens: which clone, which cache, which machine. Every step is a function of this value,
// so that a test can set up a folder of its own.
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Site
 * @property {string} root       the clone
 * @property {string} runtime    `.runtime` in the clone: Electron, stamps, the lock
 * @property {string} cache      downloads shared by all clones of this user
 * @property {NodeJS.ProcessEnv} env
 * @property {NodeJS.Platform} platform
 * @property {string} arch       as `process.arch`
 * @property {boolean} isRoot
 */

/**
 * The user's cache folder for Unroll: `XDG_CACHE_HOME` or `~/.cache` on Linux, what the system uses elsewhere.
 * A relative `XDG_CACHE_HOME` is ignored, as the XDG base directory specification asks.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {string}
 */
export function cacheFolder(env, platform) {
  const xdg = env['XDG_CACHE_HOME'];
  if (xdg !== undefined && path.isAbsolute(xdg)) return path.join(xdg, 'unroll');
  const home = os.homedir();
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'unroll');
  if (platform === 'win32') return path.join(env['LOCALAPPDATA'] ?? home, 'unroll', 'Cache');
  return path.join(home, '.cache', 'unroll');
}

/**
 * The clone this file lies in, on this machine.
 * @returns {Site}
 */
export function siteHere() {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
  return {
    root,
    runtime: path.join(root, '.runtime'),
    cache: cacheFolder(process.env, process.platform),
    env: process.env,
    platform: process.platform,
    arch: process.arch,
    isRoot: process.getuid?.() === 0,
  };
}

/**
 * Linux on x64 is the one platform whose native library and Electron set-up can fetch from package registries.
 * @param {Site} site
 * @returns {boolean}
 */
export function isLinuxX64(site) {
  return site.platform === 'linux' && site.arch === 'x64';
}
