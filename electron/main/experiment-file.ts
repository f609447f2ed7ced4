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
    if (found.isDirectory()) return { kind: 'unreadable', why: 'EISDIR' };
    if (found.size > LONGEST_FILE_BYTES) return { kind: 'unreadable', why: `${found.size} bytes` };
    return parseExperimentText(readFileSync(file, 'utf8'));
  } catch (error) {
    return { kind: 'unreadable', why: error instanceof Error ? error.message : String(error) };
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
