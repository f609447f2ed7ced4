// Experiment files as the window opens and saves them.
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import type { Experiment } from '../../src-core/experiment/experiment';
import { experimentText, parseExperimentText } from '../../src-core/experiment/experiment-text';
import type { Problem } from '../../src-core/experiment/problem';
import { reasonOf } from '../../src-core/export/storage-failure';

export const EXPERIMENT_SUFFIX = '.unroll.json';

/** Far more than any experiment: a file that large is something else, and is not read. */
const LONGEST_FILE_BYTES = 16 * 1024 * 1024;

export type ReadExperiment =
  | { readonly kind: 'ok'; readonly experiment: Experiment }
  /** The file is there and says something else. */
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  /** The system does not hand it out. */
  | { readonly kind: 'unreadable'; readonly why: string };

/** @param file absolute path */
export function readExperimentFile(file: string): ReadExperiment {
  try {
    const found = statSync(file);
    if (found.isDirectory()) return { kind: 'unreadable', why: 'It is a folder.' };
    if (found.size > LONGEST_FILE_BYTES)
      return { kind: 'unreadable', why: `It has ${found.size} bytes, which is too much for an experiment.` };
    return parseExperimentText(readFileSync(file, 'utf8'));
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return {
      kind: 'unreadable',
      why: isMissing ? 'It is not there any more.' : `It cannot be read: ${reasonOf(error)}.`,
    };
  }
}

/** Replaces the file whole, or not at all. @throws the system's error where it cannot be written */
export function writeExperimentFile(file: string, experiment: Experiment): void {
  const next = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
  try {
    const handle = openSync(next, 'w');
    try {
      writeSync(handle, experimentText(experiment));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(next, file);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
}

/** A name for a file that has none. */
export function suggestedFileName(experiment: Experiment): string {
  return `${plainName(experiment)}${EXPERIMENT_SUFFIX}`;
}

/** The experiment's name without what systems refuse in names of files. */
export function plainName({ name }: Experiment): string {
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ._-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[ .]+|[ .]+$/g, '');
  return plain === '' ? 'experiment' : plain;
}

/** The path a person chose, with the suffix that makes it a file of ours. */
export function withSuffix(file: string): string {
  if (file.toLowerCase().endsWith(EXPERIMENT_SUFFIX)) return file;
  return `${file.replace(/\.json$/i, '')}${EXPERIMENT_SUFFIX}`;
}
