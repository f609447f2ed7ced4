// The experiment file that a command is given.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Experiment } from '../../src-core/experiment/experiment';
import { parseExperimentText } from '../../src-core/experiment/experiment-text';
import { formatProblem } from '../../src-core/experiment/format-problem';
import type { Problem } from '../../src-core/experiment/problem';
import { besideExperiment } from '../runs/task-files/file-sources';
import { readTaskFiles, type TaskFiles } from '../runs/task-files/task-files';
import { UsageError } from './usage-error';

/** Bytes that the longest text of an experiment can take in UTF-8; a larger file is refused unread. */
const LARGEST_EXPERIMENT = 4_000_000;

/** An experiment, and the csv files that its tasks are made of. */
export interface GivenExperiment {
  readonly experiment: Experiment;
  readonly files: TaskFiles;
}

/** @param file absolute path @throws UsageError with one line per problem */
export function readExperiment(file: string): GivenExperiment {
  const problems = (found: readonly Problem[]) =>
    new UsageError(found.map((problem) => `${file}: ${formatProblem(problem)}.`));
  const parsed = parseExperimentText(
    readFile(file, 'an experiment file', LARGEST_EXPERIMENT).toString('utf8'),
  );
  if (parsed.kind === 'refused') throw problems(parsed.problems);
  const { experiment } = parsed;
  const read = readTaskFiles(experiment, besideExperiment(path.dirname(file)));
  if (read.kind === 'refused') throw problems(read.problems);
  return { experiment, files: read.files };
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
