// The experiment file that a command is given.
import { readFileSync, statSync } from 'node:fs';
import type { Experiment } from '../../src-core/experiment/experiment';
import { parseExperimentText } from '../../src-core/experiment/experiment-text';
import { formatProblem } from '../../src-core/experiment/format-problem';
import { UsageError } from './usage-error';

/** @param file absolute path @throws UsageError with one line per problem */
export function readExperiment(file: string): Experiment {
  const parsed = parseExperimentText(readFile(file, 'an experiment file').toString('utf8'));
  if (parsed.kind === 'refused') {
    throw new UsageError(parsed.problems.map((problem) => `${file}: ${formatProblem(problem)}.`));
  }
  return parsed.experiment;
}

function readFile(file: string, expected: string): Buffer {
  try {
    if (statSync(file).isDirectory()) throw new UsageError([`${file}: expected ${expected}, got a folder.`]);
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
