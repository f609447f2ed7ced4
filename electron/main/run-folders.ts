// Where experiments of the window are recorded: one new folder per start, named by its time and the experiment.
import path from 'node:path';

/** Longest part of the experiment's name that goes into a folder name. */
const LONGEST_NAME = 40;

/**
 * Absolute path of a folder for an experiment that starts now. The host that records creates it.
 * @param runs Folder that holds all of them.
 */
export function newRunFolder(runs: string, experimentName: string, now: Date): string {
  // Milliseconds and all, so that two starts within a second do not meet; no colons, which Windows forbids.
  const time = now.toISOString().replace(/[:.]/g, '-');
  const name = experimentName
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, LONGEST_NAME)
    .replace(/^-+|-+$/g, '');
  return path.join(runs, name === '' ? time : `${time}-${name}`);
}
