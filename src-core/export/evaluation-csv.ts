// evaluation.csv: what a run made of windows it was not trained on, one row per evaluation. Cells of figures that a task does not
// have are empty.
import type { Evaluated } from '../contract/run-event';
import { numberText, readNumberText } from './number-text';

/** `step`: steps taken before. `accuracy`: share of right answers. `free_run_loss`: mean squared error of a free run. */
const HEADER = 'step,loss,accuracy,free_run_loss';

/** The figures of a row. */
export type EvaluationRow = Pick<Evaluated, 'step' | 'loss' | 'accuracy' | 'freeRunLoss'>;

/** The header with its line end. */
export function evaluationHeader(): string {
  return `${HEADER}\n`;
}

/** One row with its line end; numbers as float32. */
export function evaluationRow({ step, loss, accuracy, freeRunLoss }: EvaluationRow): string {
  const cells = [loss, accuracy, freeRunLoss].map((value) =>
    value === null ? '' : numberText(Math.fround(value)),
  );
  return `${[step, ...cells].join(',')}\n`;
}

/** The rows of a file, up to the first line that is none: the last one of a killed run may be torn. */
export function readEvaluations(text: string): readonly EvaluationRow[] {
  const [header, ...lines] = text.split('\n');
  const rows: EvaluationRow[] = [];
  // What follows the last line end was being written when its process ended.
  for (const line of header === HEADER ? lines.slice(0, -1) : []) {
    const row = readRow(line);
    if (row === null) break;
    rows.push(row);
  }
  return rows;
}

function readRow(line: string): EvaluationRow | null {
  const [step = '', ...cells] = line.split(',');
  const values = cells.map((cell) => (cell === '' ? null : readNumberText(cell)));
  const isWrong = cells.length !== 3 || cells.some((cell, at) => cell !== '' && values[at] === null);
  const [loss = null, accuracy = null, freeRunLoss = null] = values;
  if (!/^\d+$/.test(step) || isWrong || loss === null) return null;
  return { step: Number(step), loss, accuracy, freeRunLoss };
}
