// A stamp says that a step is done, with what, and which files it left: milliseconds to check.
import { readFileSync, renameSync, statSync, writeFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {{ path: string, size: number, mtimeMs: number }} Trace
 * @typedef {{ key: string, files: readonly Trace[] }} Stamp
 */

/**
 * Writes the stamp, whole or not at all.
 * @param {string} file
 * @param {string} key              what the step was done with: another key means do it again
 * @param {readonly string[]} files what the step left; a stamp holds only while they are as they are now
 */
export function writeStamp(file, key, files) {
  /** @type {Stamp} */
  const stamp = { key, files: files.map((name) => trace(path.dirname(file), name)) };
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, `${JSON.stringify(stamp, null, 2)}\n`);
  renameSync(`${file}.${process.pid}`, file);
}

/**
 * @param {string} file
 * @param {string} key
 * @returns {boolean} whether the step was done with this key and its files are untouched
 */
export function holdsStamp(file, key) {
  const stamp = readStamp(file);
  if (stamp === undefined || stamp.key !== key) return false;
  return stamp.files.every((left) => {
    const now = statSync(path.resolve(path.dirname(file), left.path), { throwIfNoEntry: false });
    return now !== undefined && now.size === left.size && now.mtimeMs === left.mtimeMs;
  });
}

/**
 * @param {string} file
 * @returns {Stamp | undefined}
 */
function readStamp(file) {
  try {
    const stamp = JSON.parse(readFileSync(file, 'utf8'));
    return typeof stamp?.key === 'string' && Array.isArray(stamp.files) ? stamp : undefined;
  } catch {
    return undefined; // never written, or damaged: the step is done again
  }
}

/**
 * @param {string} folder the stamp's, to which paths are relative: a clone may be moved
 * @param {string} name
 * @returns {Trace}
 */
function trace(folder, name) {
  const { size, mtimeMs } = statSync(name);
  return { path: path.relative(folder, name), size, mtimeMs };
}
