// Step 1: the packages of package-lock.json, by `npm ci`.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SetupFailure } from './failure.mjs';
import { watched } from './folder-size.mjs';
import { holdsStamp, writeStamp } from './stamp.mjs';
import { toolOptions } from './step.mjs';
import { runTool, ToolFailure } from './tool.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} LockEntry */

/** @type {import('./step.mjs').Step} */
export const packages = { name: 'packages', isDone, run };

/** @param {import('./site.mjs').Site} site */
function isDone(site) {
  return holdsStamp(stampFile(site), lockKey(site));
}

/** @param {import('./step.mjs').Work} work */
async function run(work) {
  const { site, progress } = work;
  const wanted = readEntries(path.join(site.root, 'package-lock.json'));
  if (wanted === undefined) throw noLock(site);
  // `npm install` leaves the right packages without our stamp: no reason to fetch them all again.
  if (!matches(wanted, readEntries(hiddenLock(site)))) {
    const folders = Object.keys(wanted).filter((name) => wanted[name]?.optional !== true);
    progress.stage('installing', { total: folders.length, unit: 'items' });
    await watched(
      () => folders.filter((name) => existsSync(path.join(site.root, name, 'package.json'))).length,
      (count) => progress.advance(count),
      () => npmCi(work),
    );
  }
  writeStamp(stampFile(site), lockKey(site), []);
}

/**
 * Whether what is installed is what is wanted: everything that is not optional, in that version, and nothing else.
 * @param {Record<string, LockEntry>} wanted
 * @param {Record<string, LockEntry> | undefined} installed
 * @returns {boolean}
 */
export function matches(wanted, installed) {
  if (installed === undefined) return false;
  const same = (/** @type {string} */ name) =>
    installed[name]?.version === wanted[name]?.version &&
    installed[name]?.integrity === wanted[name]?.integrity;
  return (
    Object.keys(installed).every(same) &&
    Object.keys(wanted).every(
      (name) => same(name) || (wanted[name]?.optional === true && !(name in installed)),
    )
  );
}

/** @param {import('./step.mjs').Work} work */
async function npmCi(work) {
  const { command, args } = npm(work.site.env);
  try {
    // The level is given because `npm run --silent` hands its silence down, and errors must be heard.
    const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--no-progress'];
    await runTool(command, [...args, ...flags], toolOptions(work));
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    throw new SetupFailure({
      what: `npm could not install the packages: it ${error.ending}`,
      why: npmErrors(error.output),
      remedy: ['See that npm reaches its registry (`npm ping`), then run this again.'],
    });
  }
}

/**
 * The npm that runs us, else the one in PATH.
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ command: string, args: string[] }}
 */
export function npm(env) {
  const running = env['npm_execpath'];
  if (running !== undefined && path.basename(running) === 'npm-cli.js')
    return { command: process.execPath, args: [running] };
  return { command: 'npm', args: [] };
}

/**
 * What npm says went wrong, without its prefixes, its stack traces and the pointer to its log.
 * @param {string} output
 * @returns {string[]}
 */
export function npmErrors(output) {
  const lines = output.split('\n').filter((line) => /^npm (error|ERR!)/.test(line));
  const said = (lines.length > 0 ? lines : output.split('\n'))
    .map((line) => line.replace(/^npm (error|ERR!) ?/, '').trimEnd())
    .filter((line) => line !== '' && !/^\s|^[{}]|complete log of this run|-debug-\d+\.log/.test(line));
  return said.slice(0, 12);
}

/** @param {import('./site.mjs').Site} site */
function noLock(site) {
  return new SetupFailure({
    what: 'package-lock.json cannot be read',
    why: [`${path.join(site.root, 'package-lock.json')} is missing or not JSON`],
    remedy: ['Get it back with `git checkout package-lock.json`, then run this again.'],
  });
}

/**
 * @param {string} file
 * @returns {Record<string, LockEntry> | undefined} folder → entry, without the project itself
 */
function readEntries(file) {
  try {
    const { '': _project, ...entries } = JSON.parse(readFileSync(file, 'utf8')).packages;
    return entries;
  } catch {
    return undefined; // not there, or not a lock file
  }
}

/** @param {import('./site.mjs').Site} site */
function lockKey(site) {
  const file = path.join(site.root, 'package-lock.json');
  return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : 'no lock file';
}

/** npm writes it last, and removes it with the folder. @param {import('./site.mjs').Site} site */
function hiddenLock(site) {
  return path.join(site.root, 'node_modules', '.package-lock.json');
}

/** In node_modules, so that it goes when they go. @param {import('./site.mjs').Site} site */
function stampFile(site) {
  return path.join(site.root, 'node_modules', '.unroll-packages.json');
}
