import type { Problem } from './problem';

/** A problem as one line: `model.cell: expected rnn, got "lstm"`. */
export function formatProblem(problem: Problem): string {
  const subject = problem.path === '' ? 'The experiment' : problem.path;
  return `${subject}: expected ${problem.expected}, got ${problem.got}`;
}
