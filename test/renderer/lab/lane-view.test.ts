import { expect, it } from 'vitest';
import { laneFigures, laneViews } from '../../../renderer/lab/lane-view';
import { RunRecord } from '../../../renderer/runs/run-record';
import { t } from '../language/texts';
import { chunk, runningRecord, settings } from '../runs/run-events';

it('a lane shows the seed that was chosen, else the run that was begun last', () => {
  const first = runningRecord();
  const second = new RunRecord({ runId: 'b', lane: 'RNN', seed: 2 }, 0, settings());
  expect(laneViews([first, second], null).map(({ seed, runs }) => [seed, runs.length])).toEqual([[1, 2]]);
  expect(laneViews([first, second], 2).map(({ seed }) => seed)).toEqual([2]);
});

it('clipping that was turned on while the run trained counts', () => {
  const run = runningRecord();
  run.apply(chunk(0, [0.5]));
  const [lane] = laneViews([run], null);
  if (lane === undefined) throw new Error('Expected a lane.');
  expect(laneFigures(lane, 0, t)).toMatchObject({ gradNorm: '1.000', clipped: 'off', best: '0.5000' });
  run.apply({ kind: 'adjusted', runId: 'a', step: 1, learningRate: 0.001, clipLimit: 0.8 });
  run.apply(chunk(1, [0.5], 0.8));
  expect(laneFigures(lane, 1, t)).toMatchObject({ gradNorm: '1.000 → 0.8000', clipped: '50\u202f%' });
});
