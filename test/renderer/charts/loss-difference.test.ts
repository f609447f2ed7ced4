import { describe, expect, it } from 'vitest';
import { laneRuns } from '../../../renderer/charts/lane-runs';
import { LossDifference } from '../../../renderer/charts/loss-difference';
import { linearRange } from '../../../renderer/charts/trace-series';
import { RunRecord } from '../../../renderer/runs/run-record';
import { chunk, settings, started } from '../runs/run-events';

function run(laneIndex: number, seed: number, losses: readonly number[]): RunRecord {
  const lane = laneIndex === 0 ? 'RNN' : 'LSTM';
  const record = new RunRecord({ runId: `${lane} ${seed}`, lane, seed }, laneIndex, settings());
  record.apply(started({ runId: `${lane} ${seed}`, lane, seed }));
  record.apply(chunk(0, losses));
  return record;
}

function lanesOf(...runs: readonly RunRecord[]) {
  const [a, b] = laneRuns(runs);
  if (a === undefined || b === undefined) throw new Error('Expected two lanes.');
  return { a, b };
}

describe('the difference of two lanes', () => {
  it('is that of their losses, about zero, and names the step where twins part', () => {
    const { a, b } = lanesOf(run(0, 1, [0.5, 0.25, 0.25]), run(1, 1, [0.5, 0.25, 0.5]));
    const difference = new LossDifference();
    const series = difference.series(a, b, 100, 'RNN − LSTM');
    expect(series.lines[0]?.points(null).map(({ y }) => y)).toEqual([0, 0, -0.25]);
    expect(difference.partsAt(a, b, 100)).toBe(2);
    expect(linearRange(series, [])).toEqual({ min: -0.3, max: 0.3 });
  });

  it('has no parting while twins are the same', () => {
    const { a, b } = lanesOf(run(0, 1, [0.5]), run(1, 1, [0.5]));
    expect(new LossDifference().partsAt(a, b, 100)).toBeNull();
  });

  it('pairs seeds, and takes the median and quartiles of their differences', () => {
    const seeds = [1, 2, 3, 4, 5];
    const { a, b } = lanesOf(
      ...seeds.map((seed) => run(0, seed, [seed])),
      // In another order, and one that the other lane has not.
      ...[9, 5, 4, 3, 2, 1].map((seed) => run(1, seed, [1])),
    );
    const { lines, bands } = new LossDifference().series(a, b, 100, 'RNN − LSTM');
    expect(lines[0]?.values.at(0)).toBe(2);
    expect([bands[0]?.low(null)[0]?.y, bands[0]?.high(null)[0]?.y]).toEqual([1, 3]);
  });
});
