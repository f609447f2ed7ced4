// The columns of a csv as a series of pairs: what the network reads at a row, and what it is to say there, `horizon` rows ahead.
// Scaled by the training part alone, and split in time: no pair of the training part has a target in the test part.
import type { CsvTask, Scaling, Training } from '../experiment/experiment';
import type { TaskData } from '../experiment/task-data';

export interface CsvSeries {
  /** By row, scaled. */
  readonly input: Float32Array;
  readonly target: Float32Array;
  /** Rows of the file. */
  readonly rows: number;
  /** First row of the test part. */
  readonly split: number;
  /** First pair, by the row of its input, whose target lies in the test part: pairs before it are trained on. */
  readonly firstTest: number;
  /** Pairs in all; pairs `firstTest` … `pairs − 1` are the test part. */
  readonly pairs: number;
}

/** What windows of a csv are cut by. */
export interface CsvSettings {
  readonly task: CsvTask;
  readonly training: Pick<Training, 'batchSize' | 'carryState' | 'loss'>;
}

export function csvSeries(task: CsvTask, data: TaskData): CsvSeries {
  const rows = data.input.length;
  const split = rows - testRows(task, rows);
  const input = scaled(data.input, task.scale, split);
  return {
    input,
    target: data.target === data.input ? input : scaled(data.target, task.scale, split),
    rows,
    split,
    firstTest: Math.max(0, split - task.horizon),
    pairs: Math.max(0, rows - task.horizon),
  };
}

/** The nearest whole number of rows, one at least. */
function testRows({ testFraction }: CsvTask, rows: number): number {
  return Math.min(rows, Math.max(1, Math.round(rows * testFraction)));
}

/** Computed in double, rounded once. A column that is constant in the training part is only shifted. */
function scaled(column: Float64Array, scale: Scaling, split: number): Float32Array {
  const { shift, divisor } = scaleOf(column.subarray(0, split), scale);
  return Float32Array.from(column, (value) => (value - shift) / divisor);
}

function scaleOf(part: Float64Array, scale: Scaling): { readonly shift: number; readonly divisor: number } {
  if (scale === 'none' || part.length === 0) return { shift: 0, divisor: 1 };
  if (scale === 'minmax') {
    const least = part.reduce((a, b) => Math.min(a, b));
    const range = part.reduce((a, b) => Math.max(a, b)) - least;
    return { shift: least, divisor: range === 0 ? 1 : range };
  }
  const mean = part.reduce((sum, value) => sum + value / part.length, 0);
  const variance = part.reduce((sum, value) => sum + (value - mean) ** 2 / part.length, 0);
  return { shift: mean, divisor: variance === 0 ? 1 : Math.sqrt(variance) };
}

/** Windows of the test part that a network is tested on, at most; of more, as many spread over it. */
export const MOST_TEST_WINDOWS = 512;

/**
 * Whether each window of the test part ends at a row of its own and reaches back as far as it must: of windows that carry no
 * state and answer at their end, none would otherwise be asked about most rows.
 */
export function testSlides({ training }: CsvSettings): boolean {
  return !training.carryState && training.loss.on === 'last';
}

/** What a file with too few rows for windows as they are set would need, and has; null: it has enough. */
export function csvShortage(
  settings: CsvSettings,
  rows: number,
): { readonly expected: string; readonly got: string } | null {
  const { task, training } = settings;
  const { timeStep, horizon } = task;
  const tested = testRows(task, rows);
  const trained = Math.max(0, rows - tested - horizon);
  const batches = training.carryState ? training.batchSize : 1;
  const needed = timeStep * batches;
  if (trained < needed) {
    const batch = batches === 1 ? '' : ` × batchSize ${batches}`;
    return {
      expected: `at least ${needed} rows to train on (timeStep ${timeStep}${batch})`,
      got: `${trained} of ${rows} (testFraction ${task.testFraction} takes ${tested}, horizon ${horizon})`,
    };
  }
  if (testSlides(settings) || tested >= timeStep) return null;
  return {
    expected: `at least ${timeStep} rows to test on (timeStep)`,
    got: `${tested} of ${rows} (testFraction ${task.testFraction})`,
  };
}
