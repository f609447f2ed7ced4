// A chart's numbers as rows, for reading, hearing and copying.
import type { Translate } from '../../src-core/language/translate';
import { count, figure } from '../format/number-text';
import type { StepValues } from './line-points';
import type { TraceSeries } from './trace-series';

/** A table whose rows are asked for one by one: a run may have a million. */
export interface TableSource {
  readonly head: readonly string[];
  /** Pixels of the first column, where what stands in it is longer than a step. */
  readonly firstColumn?: number;
  readonly rows: number;
  row(index: number): readonly string[];
}

/** A table with a row per step. */
export interface StepTable extends TableSource {
  /** The step of a row. */
  stepOf(row: number): number;
  /** The last row that is not after a step; null where there is none. */
  rowOf(step: number | null): number | null;
}

/** Step by step, one column per line; of lines that are known at some steps only, those steps. */
export function traceTable({ lines, steps, knownSteps }: TraceSeries, t: Translate): StepTable {
  const known = knownSteps?.() ?? null;
  const stepOf = (row: number): number => (known === null ? row : (known[row] ?? NaN));
  return {
    head: [t('chart.step'), ...lines.map(({ name }) => name)],
    rows: known?.length ?? steps,
    row: (index) => {
      const step = stepOf(index);
      return [count(step), ...lines.map(({ values }) => cellText(values, step))];
    },
    stepOf,
    rowOf: (step) => {
      if (step === null || known === null) return step;
      const row = known.filter((each) => each <= step).length - 1;
      return row < 0 ? null : row;
    },
  };
}

const cellText = (values: StepValues, step: number): string =>
  step < values.rows && values.knows?.(step) !== false ? figure(values.at(step), 6) : '';
