// adjustments.csv: what was in force of learning rate and clip limit from which step on, where a person changed them while the
// run went on. One row per change; numbers as they were given, in double precision; an empty limit is none.
import type { Adjustment } from '../contract/adjustment';

const HEADER = 'step,learning_rate,clip_limit';

/** The whole file. */
export function adjustmentsCsv(adjustments: readonly Adjustment[]): string {
  const rows = adjustments.map(
    ({ step, learningRate, clipLimit }) => `${step},${learningRate},${clipLimit ?? ''}`,
  );
  return `${[HEADER, ...rows].join('\n')}\n`;
}

/** Null for text that is no such file. */
export function readAdjustments(text: string): readonly Adjustment[] | null {
  const [header, ...rows] = text.trimEnd().split('\n');
  const adjustments = rows.map(readRow);
  if (header !== HEADER) return null;
  return adjustments.every((row) => row !== null) ? adjustments : null;
}

function readRow(row: string): Adjustment | null {
  const match = /^(\d+),([\d.e+-]+),([\d.e+-]*)$/.exec(row);
  if (match === null) return null;
  const [step, learningRate] = [Number(match[1]), Number(match[2])];
  const clipLimit = match[3] === '' ? null : Number(match[3]);
  const isUsable = learningRate > 0 && (clipLimit === null || clipLimit > 0);
  return isUsable ? { step, learningRate, clipLimit } : null;
}
