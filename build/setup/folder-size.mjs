// How much a tool has written so far: it downloads into a folder of ours, and we watch that folder grow.
import { readdirSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import { SetupFailure } from './failure.mjs';

const LOOK_EVERY_MS = 250;

/**
 * The size of the largest file below a folder. Tools keep a download in a temporary file and may copy it
 * afterwards; the largest file is what has arrived, a sum would count it twice.
 * @param {string} folder
 * @returns {number} bytes
 */
export function largestFile(folder) {
  let largest = 0;
  for (const entry of entriesOf(folder)) {
    const name = path.join(folder, entry.name);
    const size = entry.isDirectory()
      ? largestFile(name)
      : (statSync(name, { throwIfNoEntry: false })?.size ?? 0);
    largest = Math.max(largest, size);
  }
  return largest;
}

/**
 * Reports a growing number until the work ends, well or not.
 * @template T
 * @param {() => number} measure
 * @param {(value: number) => void} onValue
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function watched(measure, onValue, work) {
  const timer = setInterval(() => onValue(measure()), LOOK_EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/**
 * @param {string} folder that exists
 * @param {number} bytes
 * @throws {SetupFailure} when the disk has less free than that
 */
export function requireSpace(folder, bytes) {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= bytes) return;
  throw new SetupFailure({
    what: 'too little space on the disk',
    why: [`${folder} needs ${megabytes(bytes)} free and has ${megabytes(free)}`],
    remedy: ['Free some space, then run this again.'],
  });
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${Math.ceil(bytes / 1e6)} MB`;
}

/** @param {string} folder */
function entriesOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // gone while we looked: temporary folders do that
  }
}
