// trace.csv: one row per step. Details (flow, gradient norms per parameter, shares of saturated units) are recorded at some
// steps only; their cells are empty at the others.
import type { Chunk, RunStarted } from '../contract/run-event';
import { numberText, readNumberText } from './number-text';

const SCALARS = ['step', 'loss', 'grad_norm', 'grad_norm_clipped', 'learning_rate'] as const;

/** Names of a run's details, in the order of their cells: flow, `grad_norm_<parameter>`, shares of saturated or dead units. */
export function detailColumns(
  run: Pick<RunStarted, 'flowColumns' | 'parameterNames' | 'saturationColumns'>,
): readonly string[] {
  const norms = run.parameterNames.map((name) => `grad_norm_${name}`);
  return [...run.flowColumns, ...norms, ...run.saturationColumns];
}

/** The header with its line end: step and scalars first, then the details. */
export function traceHeader(details: readonly string[]): string {
  return `${[...SCALARS, ...details].join(',')}\n`;
}

/** The values a chunk brings; any chunk of a run is one. */
export type TraceChunk = Pick<
  Chunk,
  | 'firstStep'
  | 'count'
  | 'loss'
  | 'gradNorm'
  | 'gradNormClipped'
  | 'learningRate'
  | 'detailSteps'
  | 'flow'
  | 'parameterNorms'
  | 'saturation'
>;

/** Row `detail` of the tables of details, each [m, its columns]. */
function detailCells(chunk: TraceChunk, detail: number): string {
  let cells = '';
  for (const table of [chunk.flow, chunk.parameterNorms, chunk.saturation]) {
    const columns = table.length / chunk.detailSteps.length;
    for (const value of table.subarray(detail * columns, (detail + 1) * columns)) {
      cells += `,${numberText(value)}`;
    }
  }
  return cells;
}

/** Rows of a chunk, each with its line end. @param details how many columns of details the header has */
export function traceRows(chunk: TraceChunk, details: number): string {
  const { loss, gradNorm, gradNormClipped, learningRate, detailSteps } = chunk;
  const empty = ','.repeat(details);
  let rows = '';
  let detail = 0;
  // Most steps have the rate of the one before, and a norm that was not clipped: their texts are made once.
  let rate = learningRate[0] ?? NaN;
  let rateText = numberText(rate);
  for (let i = 0; i < chunk.count; i += 1) {
    const step = chunk.firstStep + i;
    const before = gradNorm[i] ?? NaN;
    const after = gradNormClipped[i] ?? NaN;
    const beforeText = numberText(before);
    if (learningRate[i] !== rate) {
      rate = learningRate[i] ?? NaN;
      rateText = numberText(rate);
    }
    rows += `${step},${numberText(loss[i] ?? NaN)},${beforeText},`;
    rows += `${Object.is(after, before) ? beforeText : numberText(after)},${rateText}`;
    if (detailSteps[detail] === step) {
      rows += detailCells(chunk, detail);
      detail += 1;
    } else {
      rows += empty;
    }
    rows += '\n';
  }
  return rows;
}

/** The scalars of one row. */
export interface TraceRow {
  readonly step: number;
  readonly loss: number;
  readonly gradNorm: number;
  readonly gradNormClipped: number;
  readonly learningRate: number;
}

/** Reads the scalars of a row (without its line end); null for a line that is none. */
export function readTraceRow(line: string): TraceRow | null {
  const [stepText = '', ...cells] = line.split(',', SCALARS.length);
  const values = cells.map(readNumberText).filter((value) => value !== null);
  const [loss, gradNorm, gradNormClipped, learningRate] = values;
  if (!/^\d+$/.test(stepText) || loss === undefined || gradNorm === undefined) return null;
  if (values.length < cells.length || gradNormClipped === undefined || learningRate === undefined)
    return null;
  return { step: Number(stepText), loss, gradNorm, gradNormClipped, learningRate };
}

/** True for the header of a trace, whatever details follow. */
export function isTraceHeader(line: string): boolean {
  return line === SCALARS.join(',') || line.startsWith(`${SCALARS.join(',')},`);
}
