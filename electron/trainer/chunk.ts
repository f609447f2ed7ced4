// From what steps did to the message that tells of it: scalars of every step, details of about a thousand per run.
import type { Chunk } from '../../src-core/contract/run-event';
import type { StepRecords } from '../../src-core/training/session';
import type { StepWindow } from './worker-message';

/** Details (flow, norms per parameter, shares of saturated units, windows) are recorded for at most about this many steps of a run. */
const mostDetails = 1000;

/** Which steps have details: those divisible by `every`, and the last one of a run that is not cut short. */
export interface Detail {
  readonly every: number;
  readonly lastStep: number;
}

export function detailFor(steps: number): Detail {
  return { every: Math.max(1, Math.ceil(steps / mostDetails)), lastStep: steps - 1 };
}

/** @param elapsedMs wall time of the chunk */
export function chunkOf(runId: string, records: StepRecords, detail: Detail, elapsedMs: number): Chunk {
  const { firstStep, count, loss, gradNorm, gradNormClipped, learningRate } = records;
  const rows = Array.from({ length: count }, (_, row) => row).filter(
    (row) => (firstStep + row) % detail.every === 0 || firstStep + row === detail.lastStep,
  );
  return {
    kind: 'chunk',
    runId,
    firstStep,
    count,
    // Copies: the buffers are moved to another thread, and those of the records may be the session's own.
    loss: loss.slice(),
    gradNorm: gradNorm.slice(),
    gradNormClipped: gradNormClipped.slice(),
    learningRate: learningRate.slice(),
    detailSteps: Int32Array.from(rows, (row) => firstStep + row),
    flow: takeRows(records.flow, count, rows),
    parameterNorms: takeRows(records.parameterNorms, count, rows),
    saturation: takeRows(records.saturation, count, rows),
    input: takeRows(records.input, count, rows),
    target: takeRows(records.target, count, rows),
    prediction: takeRows(records.prediction, count, rows),
    elapsedMs,
  };
}

/** The buffers of a chunk, for a transfer instead of a copy. */
export function buffersOf(chunk: Chunk): readonly ArrayBuffer[] {
  const arrays = [
    chunk.loss,
    chunk.gradNorm,
    chunk.gradNormClipped,
    chunk.learningRate,
    chunk.detailSteps,
    chunk.flow,
    chunk.parameterNorms,
    chunk.saturation,
    chunk.input,
    chunk.target,
    chunk.prediction,
  ];
  return arrays.map((array) => array.buffer).filter((buffer) => buffer instanceof ArrayBuffer);
}

/** First window of the batch at the last of the recorded steps; null when there is none. */
export function lastWindow(records: StepRecords): StepWindow | null {
  const { count } = records;
  if (count === 0) return null;
  const last = [count - 1];
  return {
    input: takeRows(records.input, count, last),
    target: takeRows(records.target, count, last),
    prediction: takeRows(records.prediction, count, last),
  };
}

/** Rows of a table [count, width], as a new table [rows.length, width]. */
function takeRows(table: Float32Array, count: number, rows: readonly number[]): Float32Array {
  const width = count === 0 ? 0 : table.length / count;
  const taken = new Float32Array(rows.length * width);
  rows.forEach((row, index) => taken.set(table.subarray(row * width, (row + 1) * width), index * width));
  return taken;
}
