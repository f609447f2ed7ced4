// A chart's numbers as rows, for reading, hearing and copying.
import { count, figure } from '../format/number-text';
import type { TraceSeries } from './trace-series';

/** A table whose rows are asked for one by one: a run may have a million. */
export interface TableSource {
  readonly head: readonly string[];
  readonly rows: number;
  row(index: number): readonly string[];
}

/** Step by step, one column per line. */
export function traceTable({ lines, steps }: TraceSeries): TableSource {
  return {
    head: ['step', ...lines.map(({ name }) => name)],
    rows: steps,
    row: (index) => [
      count(index),
      ...lines.map(({ values }) => (index < values.rows ? figure(values.at(index), 6) : '')),
    ],
  };
}
