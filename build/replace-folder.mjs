// Puts a folder in the place of another.
import { existsSync } from 'node:fs';
import { cp, rename, rm } from 'node:fs/promises';

/**
 * Moves a folder, file by file where the system does not move it whole: a folder from a lower layer of an overlay (a clone
 * that is part of a container's image), or one on another disk.
 * @param {string} from
 * @param {string} to must not exist
 */
async function move(from, to) {
  try {
    await rename(from, to);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EXDEV') throw error;
    await cp(from, to, { recursive: true, errorOnExist: true, force: false, verbatimSymlinks: true });
    await rm(from, { recursive: true, force: true });
  }
}

/**
 * Puts `next` in the place of `folder`, which need not exist. An interruption leaves the old folder, or none, in its place
 * wherever folders can be moved whole; else what it leaves lacks files that the new one has.
 * @param {string} folder
 * @param {string} next
 * @param {string} aside where the old folder stands meanwhile; removed in the end
 */
export async function replaceFolder(folder, next, aside) {
  if (existsSync(folder)) await move(folder, aside);
  await move(next, folder);
  await rm(aside, { recursive: true, force: true });
}
