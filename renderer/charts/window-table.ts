// The numbers of a fit as rows, a point of the window each: what was asked for and what was answered, in training and in tests.
import { taskTraits } from '../../src-core/experiment/task-traits';
import type { EvaluatedWindow } from '../../src-core/contract/run-event';
import type { Translate } from '../../src-core/language/translate';
import { figure } from '../format/number-text';
import type { TraceShape } from '../runs/trace';
import type { TableSource } from './trace-table';
import { answerAt, type TestedWindow } from './window-series';

/** A window, and what it is called; empty: the window of the training. */
interface NamedWindow {
  readonly label: string;
  readonly window: Pick<EvaluatedWindow, 'target' | 'prediction'>;
}

/** Of an answer that is asked for at the last point alone there is that row only. */
export function windowTable(
  shape: TraceShape,
  window: NamedWindow['window'],
  tested: readonly TestedWindow[],
  t: Translate,
): TableSource {
  const windows: readonly NamedWindow[] = [{ label: '', window }, ...tested];
  const first = taskTraits(shape.task).answer === 'last' ? shape.timeStep - 1 : 0;
  const named = (label: string, word: string): string => (label === '' ? word : `${label}: ${word}`);
  return {
    head: [
      't',
      ...windows.flatMap(({ label }) => [named(label, t('lane.target')), named(label, t('lane.prediction'))]),
    ],
    rows: shape.timeStep - first,
    row: (index) => [
      String(first + index),
      ...windows.flatMap(({ window: { target, prediction } }) =>
        [target, prediction].map((values) => figure(answerAt(values, first + index, shape), 6)),
      ),
    ],
  };
}
