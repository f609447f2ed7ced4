import { expect, it } from 'vitest';
import { adjustmentMarks } from '../../../renderer/charts/adjustment-marks';
import { RunRecord } from '../../../renderer/runs/run-record';
import { t } from '../language/texts';
import { runningRecord, settings } from '../runs/run-events';

const adjusted = (step: number, learningRate: number, clipLimit: number | null) =>
  ({ kind: 'adjusted', runId: 'a', step, learningRate, clipLimit }) as const;

it('a change is a mark that says what has changed, once for all lanes that have it', () => {
  const rnn = runningRecord();
  const lstm = new RunRecord({ runId: 'b', lane: 'LSTM', seed: 1 }, 1, settings());
  expect(adjustmentMarks([rnn, lstm], t)).toEqual([]);
  for (const run of [rnn, lstm]) run.apply(adjusted(10, 0.01, null));
  rnn.apply(adjusted(20, 0.01, 0.5));
  rnn.apply(adjusted(30, 0.1, null));
  // Asked for, and as it was.
  lstm.apply(adjusted(40, 0.01, null));
  expect(adjustmentMarks([rnn, lstm], t)).toEqual([
    { x: 10, lane: 0, label: 'learning rate 0.0100' },
    { x: 20, lane: 0, label: 'RNN: limit 0.500' },
    { x: 30, lane: 0, label: 'RNN: learning rate 0.100, not clipped' },
  ]);
});
