import { describe, expect, it } from 'vitest';
import { laneRuns } from '../../../renderer/charts/lane-runs';
import { laneVerdict } from '../../../renderer/charts/lane-verdict';
import { RunRecord } from '../../../renderer/runs/run-record';
import { compareLanes } from '../../../src-core/diagnosis/compare-lanes';
import { verdictText } from '../../../src-core/diagnosis/verdict';
import { chunk, ended, settings, started } from '../runs/run-events';

const SEEDS = [1, 2, 3, 4, 5, 6];

function run(laneIndex: number, seed: number, losses: readonly number[], more = settings()): RunRecord {
  const lane = laneIndex === 0 ? 'RNN' : 'LSTM';
  const record = new RunRecord({ runId: `${lane} ${seed}`, lane, seed }, laneIndex, more);
  record.apply(started({ runId: `${lane} ${seed}`, lane, seed }));
  record.apply(chunk(0, losses));
  return record;
}

function lanesOf(...runs: readonly RunRecord[]) {
  const [a, b] = laneRuns(runs);
  if (a === undefined || b === undefined) throw new Error('Expected two lanes.');
  return { a, b };
}

/** Twelve losses whose last ten have a mean, which the last of them is not. */
const around = (mean: number): number[] => [99, 99, ...Array.from({ length: 10 }, (_, k) => mean + k - 4.5)];

describe('the verdict on two lanes in the window', () => {
  it('is that of the command line: by the mean of the last ten losses, the later lane against the earlier', () => {
    const runs = SEEDS.flatMap((seed) => [run(0, seed, around(8)), run(1, seed, around(6))]);
    runs.forEach((record) => record.apply(ended()));
    const { a, b } = lanesOf(...runs);
    const figures = (figure: number) => SEEDS.map((seed) => ({ seed, figure }));
    const words = verdictText(compareLanes(figures(6), figures(8)), 'LSTM', 'RNN');
    expect(words).toMatch(/^LSTM wins: /);
    expect([laneVerdict(a, b, null)?.words, laneVerdict(b, a, null)?.words]).toEqual([words, words]);
    expect(laneVerdict(a, b, 11)?.words).toBe(words);
  });

  it('names no winner of five seeds, however they lie', () => {
    const runs = SEEDS.slice(1).flatMap((seed) => [run(0, seed, [1]), run(1, seed, [2])]);
    const { a, b } = lanesOf(...runs);
    expect(laneVerdict(a, b, 0)).toMatchObject({
      lane: 'LSTM',
      against: 'RNN',
      comparison: { seeds: 5, wins: 0, losses: 5, winner: null },
    });
  });

  it('counts a seed that diverged as lost from then on, and one that has not got there not at all', () => {
    const { a, b } = lanesOf(
      ...[run(0, 1, [0.5, NaN]), run(0, 2, [0.5, 0.5, 0.5]), run(0, 3, [0.5])],
      ...[1, 2, 3].map((seed) => run(1, seed, [0.75, 0.75, 0.75])),
    );
    expect(laneVerdict(a, b, 0)?.comparison).toMatchObject({ seeds: 3, wins: 0 });
    expect(laneVerdict(a, b, 2)?.comparison).toMatchObject({ seeds: 2, wins: 1, losses: 1 });
    // Where no two runs of a seed are there is nothing to say.
    expect(laneVerdict(a, b, 3)).toBeNull();
  });

  it('has nothing to say at the end of runs that go on', () => {
    const { a, b } = lanesOf(run(0, 1, [1]), run(1, 1, [2]));
    expect(laneVerdict(a, b, null)).toBeNull();
  });

  it('says why lanes whose losses measure different things are not compared', () => {
    const stated = settings();
    const last = { ...stated, training: { ...stated.training, loss: { kind: 'mse', on: 'last' } } } as const;
    const { a, b } = lanesOf(run(0, 1, [1]), run(1, 1, [2], last));
    expect(laneVerdict(a, b, 0)?.words).toMatch(/are not compared: they are trained on different losses/);
  });
});
