// The experiment file that a command is given.
import { readFileSync, statSync } from 'node:fs';
import type { Experiment } from '../../src-core/experiment/experiment';
import { parseExperimentText } from '../../src-core/experiment/experiment-text';
import { formatProblem } from '../../src-core/experiment/format-problem';
import { UsageError } from './usage-error';

/** Bytes that the longest text of an experiment can take in UTF-8; a larger file is refused unread. */
const LARGEST_EXPERIMENT = 4_000_000;

/** @param file absolute path @throws UsageError with one line per problem */
export function readExperiment(file: string): Experiment {
  const parsed = parseExperimentText(
    readFile(file, 'an experiment file', LARGEST_EXPERIMENT).toString('utf8'),
  );
  if (parsed.kind === 'refused') {
    throw new UsageError(parsed.problems.map((problem) => `${file}: ${formatProblem(problem)}.`));
  }
  return parsed.experiment;
}

function readFile(file: string, expected: string, mostBytes: number): Buffer {
  try {
    const found = statSync(file);
    if (found.isDirectory()) throw new UsageError([`${file}: expected ${expected}, got a folder.`]);
    if (found.size > mostBytes) {
      throw new UsageError([
        `${file}: expected ${expected} of at most ${mostBytes} bytes, got ${found.size} bytes.`,
      ]);
    }
    return readFileSync(file);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError([`${file}: expected ${expected}, got ${reason(error)}.`]);
  }
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'no such file';
  return code === 'EACCES' ? 'a file that may not be read' : message;
}
