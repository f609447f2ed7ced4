import { describe, expect, it } from 'vitest';
import { laneRuns } from '../../../renderer/charts/lane-runs';
import { RunRecord } from '../../../renderer/runs/run-record';
import { shownRuns } from '../../../renderer/runs/shown-run';
import { chunk, settings, started } from './run-events';

/** Runs of one lane with these seeds, each with a step. */
function runsOf(seeds: readonly number[], lane: string, index: number): RunRecord[] {
  return seeds.map((seed) => {
    const runId = `${lane} ${seed}`;
    const run = new RunRecord({ runId, lane, seed }, index, settings());
    run.apply({ ...started(), runId, lane, seed });
    run.apply({ ...chunk(0, [0.5]), runId });
    return run;
  });
}

describe('of every lane one run', () => {
  const runs = [...runsOf([1, 2, 3], 'RNN', 0), ...runsOf([1, 2], 'LSTM', 1)];
  const seedsAt = (seed: number | null): number[] =>
    shownRuns(laneRuns(runs), seed).map(({ run }) => run.identity.seed);

  it('is shown: that of the chosen seed, else the one that was begun last', () => {
    expect(seedsAt(2)).toEqual([2, 2]);
    expect(seedsAt(null)).toEqual([3, 2]);
    // A lane that has not got to the seed yet shows what it has.
    expect(seedsAt(3)).toEqual([3, 2]);
  });
});
