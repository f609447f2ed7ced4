// Builds dist/. A target whose sources have not changed since its last complete build is left alone, so that a warm start
// costs only the reading of the sources. `node build/build.mjs [--force] [target …]`
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { replaceFolder } from './replace-folder.mjs';
import { ROOT, TARGETS } from './targets.mjs';

/** @typedef {import('./targets.mjs').Target} Target */

const DIST = path.join(ROOT, 'dist');
/** Holds the digest of the sources; written last, into the folder that is then moved into place whole. */
const STAMP = '.stamp';

/**
 * All files below a path, in a fixed order, relative to the root; none where the path does not exist.
 * @param {string} relative
 * @returns {string[]}
 */
function filesBelow(relative) {
  const absolute = path.join(ROOT, relative);
  if (!existsSync(absolute)) return [];
  if (!statSync(absolute).isDirectory()) return [relative];
  return readdirSync(absolute, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(`${relative}/${entry.name}`) : [`${relative}/${entry.name}`],
    );
}

/** @returns {(file: string) => Buffer} Digest of a file's content; several targets share most of their sources. */
function fileDigests() {
  /** @type {Map<string, Buffer>} */
  const known = new Map();
  return (file) => {
    const digest =
      known.get(file) ??
      createHash('sha256')
        .update(readFileSync(path.join(ROOT, file)))
        .digest();
    known.set(file, digest);
    return digest;
  };
}

/**
 * @param {Target} target
 * @param {(file: string) => Buffer} digestOf
 */
function sourceDigest(target, digestOf) {
  const hash = createHash('sha256');
  for (const file of target.inputs.flatMap(filesBelow)) hash.update(`${file}\0`).update(digestOf(file));
  return hash.digest('hex');
}

/**
 * @param {Target} target
 * @param {string} digest
 */
function isCurrent(target, digest) {
  const folder = path.join(DIST, target.name);
  const stamp = path.join(folder, STAMP);
  return (
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === digest &&
    target.outputs.every((file) => existsSync(path.join(folder, file)))
  );
}

/**
 * Builds beside the old folder and swaps the two: a build that is interrupted leaves the old one, or none, never half of one.
 * @param {Target} target
 * @param {string} digest
 * @returns {Promise<void>}
 */
async function buildTarget(target, digest) {
  const missing = target.entries.filter((entry) => !existsSync(path.join(ROOT, entry)));
  if (missing.length > 0) {
    throw new Error(`dist/${target.name} is built from ${missing.join(' and ')}, which does not exist.`);
  }
  // Loaded only here: a warm start does not pay for it.
  const { build } = await import('vite');
  // Vite takes development or production from here, whatever mode it is given.
  process.env.NODE_ENV = 'production';
  const next = path.join(DIST, `.next-${process.pid}`, target.name);
  const previous = path.join(DIST, `.previous-${process.pid}-${target.name}`);
  await build(target.config(next, 'production'));
  const absent = target.outputs.filter((file) => !existsSync(path.join(next, file)));
  if (absent.length > 0) throw new Error(`dist/${target.name} was built without ${absent.join(', ')}.`);
  await writeFile(path.join(next, STAMP), digest);
  await replaceFolder(path.join(DIST, target.name), next, previous);
}

/** Folders left behind by builds whose process is gone. */
async function removeLeftovers() {
  for (const name of existsSync(DIST) ? readdirSync(DIST) : []) {
    const pid = /^\.(?:next|previous)-(\d+)/.exec(name)?.[1];
    if (pid === undefined || (Number(pid) !== process.pid && existsSync(`/proc/${pid}`))) continue;
    await rm(path.join(DIST, name), { recursive: true, force: true });
  }
}

/** Whether every target is up to date with its sources. */
export function isBuilt() {
  const digestOf = fileDigests();
  return TARGETS.every((target) => isCurrent(target, sourceDigest(target, digestOf)));
}

/**
 * Builds what has changed, all targets or the named ones.
 * @param {{ force?: boolean, log?: (line: string) => void, names?: readonly string[] }} [options]
 * @returns {Promise<readonly string[]>} Names of the targets that were built.
 * @throws {AggregateError} One error per target that could not be built; the others are built all the same.
 */
export async function buildAll({ force = false, log = () => {}, names = [] } = {}) {
  const known = TARGETS.map((target) => target.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`Nothing to build is called ${unknown.join(', ')}: expected ${known.join(', ')}.`);
  }
  const digestOf = fileDigests();
  const stale = TARGETS.filter((target) => names.length === 0 || names.includes(target.name))
    .map((target) => ({ target, digest: sourceDigest(target, digestOf) }))
    .filter(({ target, digest }) => force || !isCurrent(target, digest));
  if (stale.length === 0) return [];
  await mkdir(DIST, { recursive: true });
  /** @type {Error[]} */
  const errors = [];
  for (const { target, digest } of stale) {
    const start = performance.now();
    try {
      await buildTarget(target, digest);
      log(`built dist/${target.name} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
    } catch (error) {
      errors.push(error instanceof Error ? error : new Error(String(error)));
    }
  }
  await removeLeftovers();
  if (errors.length > 0) {
    throw new AggregateError(errors, errors.map((error) => error.message).join('\n'));
  }
  return stale.map(({ target }) => target.name);
}

const calledDirectly =
  process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href;
if (calledDirectly) {
  const asked = process.argv.slice(2);
  try {
    const built = await buildAll({
      force: asked.includes('--force'),
      names: asked.filter((word) => word !== '--force'),
      log: console.log,
    });
    if (built.length === 0) console.log('dist/ is up to date.');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
