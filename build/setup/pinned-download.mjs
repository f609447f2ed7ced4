// A file from a package registry, pinned by sha256 and kept in the user's cache.
// The registry's own client downloads it; this file says where to, watches, checks and keeps.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { sha256OfFile } from './checksum.mjs';
import { SetupFailure } from './failure.mjs';
import { largestFile, requireSpace, watched } from './folder-size.mjs';
import { identify, isAlive } from './process-identity.mjs';

/**
 * @typedef {object} Pinned
 * @property {string} file     its name, as the client saves it
 * @property {number} bytes
 * @property {string} sha256
 * @property {string} package  what a person would look for
 */

/**
 * The file in the cache, downloaded if it is not there or not what it should be.
 * @param {import('./step.mjs').Work} work
 * @param {Pinned} pinned
 * @param {(folder: string) => Promise<void>} download runs the client, which leaves the file in that folder
 * @returns {Promise<string>} its path; its sha256 has been checked just now
 */
export async function pinnedFile(work, pinned, download) {
  const kept = path.join(work.site.cache, 'downloads', pinned.file);
  if (existsSync(kept)) {
    if ((await checksum(work, kept, pinned)) === pinned.sha256) return kept;
    work.progress.say(`${kept} is damaged: it is downloaded again.`);
    rmSync(kept);
  }
  const partials = path.join(work.site.cache, 'partial');
  removeAbandoned(partials);
  const { pid, startedAt } = identify(process.pid) ?? { pid: process.pid, startedAt: '' };
  const partial = path.join(partials, `${pid}.${startedAt}.${pinned.sha256.slice(0, 8)}`);
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    await downloadInto(work, pinned, partial, download);
    mkdirSync(path.dirname(kept), { recursive: true });
    renameSync(path.join(partial, pinned.file), kept);
    return kept;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/**
 * @param {import('./step.mjs').Work} work
 * @param {Pinned} pinned
 * @param {string} partial
 * @param {(folder: string) => Promise<void>} download
 */
async function downloadInto(work, pinned, partial, download) {
  requireSpace(partial, 2.2 * pinned.bytes);
  work.progress.stage('downloading', { total: pinned.bytes, unit: 'bytes' });
  await watched(
    () => largestFile(partial),
    (size) => work.progress.advance(size),
    () => download(partial),
  );
  const arrived = path.join(partial, pinned.file);
  if (!existsSync(arrived)) {
    const found = readdirSync(partial).join(', ');
    throw mismatch(
      pinned,
      `a file named ${pinned.file} was expected; what came: ${found === '' ? 'nothing' : found}`,
    );
  }
  const sha256 = await checksum(work, arrived, pinned);
  if (sha256 !== pinned.sha256)
    throw mismatch(pinned, `sha256 ${pinned.sha256} was expected; what came has ${sha256}`);
}

/**
 * @param {import('./step.mjs').Work} work
 * @param {string} file
 * @param {Pinned} pinned
 */
async function checksum({ progress, signal }, file, pinned) {
  progress.stage('checking', { total: pinned.bytes, unit: 'bytes' });
  return sha256OfFile(file, { onBytes: (read) => progress.advance(read), signal });
}

/**
 * @param {Pinned} pinned
 * @param {string} why
 */
function mismatch(pinned, why) {
  return new SetupFailure({
    what: `${pinned.package} is not the file it should be`,
    why: [why, 'Nothing of it was kept.'],
    remedy: ['Run this again; if it stays, the registry or a mirror on the way serves another file.'],
  });
}

/**
 * Downloads of set-ups that were killed: the clients cannot go on from them.
 * @param {string} partials
 */
function removeAbandoned(partials) {
  if (!existsSync(partials)) return;
  for (const name of readdirSync(partials)) {
    const [pid = '', startedAt = ''] = name.split('.');
    if (isAlive({ pid: Number(pid), startedAt })) continue;
    rmSync(path.join(partials, name), { recursive: true, force: true });
  }
}
