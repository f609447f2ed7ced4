import { describe, expect, it } from 'vitest';
import { laneRuns } from '../../../renderer/charts/lane-runs';
import { differenceSentence, LossDifference } from '../../../renderer/charts/loss-difference';
import { linearRange } from '../../../renderer/charts/trace-series';
import { RunRecord } from '../../../renderer/runs/run-record';
import { t } from '../language/texts';
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
    expect(differenceSentence(a, b, 0, t)).toBe('At step 0 both have the same loss.');
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
    expect(differenceSentence(a, b, 0, t)).toBe(
      'At step 0 LSTM has the lower loss in 4 of 5 seeds (median 1.000 against 3.000 of RNN).',
    );
  });

  it('says so where there is one seed only, and counts what is no number as worse', () => {
    const { a, b } = lanesOf(run(0, 1, [0.5, NaN]), run(1, 1, [0.75, 9]));
    expect(differenceSentence(a, b, 0, t)).toBe(
      'At step 0 RNN has the lower loss: 0.5000 against 0.7500 of LSTM, with one seed only.',
    );
    expect(differenceSentence(a, b, 1, t)).toContain('LSTM has the lower loss: 9.000 against ∞ of RNN');
    expect(differenceSentence(a, b, 2, t)).toBeNull();
  });

  it('counts a seed that diverged before as lost from then on, and one that has not got there not at all', () => {
    const { a, b } = lanesOf(
      ...[run(0, 1, [0.5, NaN]), run(0, 2, [0.5, 0.5, 0.5]), run(0, 3, [0.5])],
      ...[1, 2, 3].map((seed) => run(1, seed, [0.75, 0.75, 0.75])),
    );
    expect(differenceSentence(a, b, 2, t)).toBe(
      'At step 2 LSTM has the lower loss in 1 of 2 seeds (median 0.7500 against ∞ of RNN).',
    );
  });
});
