// A chart's numbers as rows, for reading, hearing and copying.
import type { Translate } from '../../src-core/language/translate';
import { count, figure } from '../format/number-text';
import type { TraceSeries } from './trace-series';

/** A table whose rows are asked for one by one: a run may have a million. */
export interface TableSource {
  readonly head: readonly string[];
  readonly rows: number;
  row(index: number): readonly string[];
}

/** Step by step, one column per line. */
export function traceTable({ lines, steps }: TraceSeries, t: Translate): TableSource {
  return {
    head: [t('chart.step'), ...lines.map(({ name }) => name)],
    rows: steps,
    row: (index) => [
      count(index),
      ...lines.map(({ values }) => (index < values.rows ? figure(values.at(index), 6) : '')),
    ],
  };
}
