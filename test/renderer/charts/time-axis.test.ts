import { describe, expect, it } from 'vitest';
import { laneRuns } from '../../../renderer/charts/lane-runs';
import { timeAxis } from '../../../renderer/charts/time-axis';
import { RunRecord } from '../../../renderer/runs/run-record';
import { chunk, settings, started } from '../runs/run-events';

/** A run with these chunks: steps, and milliseconds they took. */
function run(lane: string, index: number, seed: number, chunks: readonly (readonly [number, number])[]) {
  const runId = `${lane} ${seed}`;
  const record = new RunRecord({ runId, lane, seed }, index, settings());
  record.apply({ ...started(), runId, lane, seed });
  let first = 0;
  for (const [count, elapsedMs] of chunks) {
    const losses = Array.from({ length: count }, () => 1);
    record.apply({ ...chunk(first, losses, Infinity, elapsedMs), runId });
    first += count;
  }
  return record;
}

describe('the axis of time', () => {
  const fast = run('RNN', 0, 1, [[10, 20]]);
  const slow = run('LSTM', 2, 1, [
    [5, 20],
    [5, 40],
  ]);
  const axis = timeAxis(laneRuns([fast, slow]));
  if (axis === null) throw new Error('Expected an axis.');

  it('goes by the clock of each lane, the slowest of which leads', () => {
    expect(axis).toMatchObject({ unit: 'ms', whole: { min: 0, max: 60 }, leader: 2 });
    // Steps end evenly within their chunk: 4 ms each in the first of the slow lane, 8 ms in its second.
    expect([0, 4, 5, 9, 10].map((step) => axis.timeOf(2, step))).toEqual([4, 20, 28, 60, NaN]);
    expect(axis.timeOf(0, 9)).toBe(20);
  });

  it('finds the step that a lane had taken by a moment', () => {
    expect([0, 3.9, 4, 27.9, 28, 1000].map((time) => axis.stepBy(2, time))).toEqual([-1, -1, 0, 4, 5, 9]);
    // By the time of step 5 of the slow lane the fast one has long been done.
    expect(axis.stepBy(0, axis.timeOf(2, 5))).toBe(9);
    for (let step = 0; step < 10; step += 1) expect(axis.stepBy(0, axis.timeOf(0, step))).toBe(step);
  });

  it('ends with the last step of the leader, which may have taken fewer than others', () => {
    expect(axis.lastStep).toBe(9);
    // A time that float32 rounds up.
    const diverged = run('LSTM', 2, 1, [[4, 50.4]]);
    expect(timeAxis(laneRuns([fast, diverged]))).toMatchObject({ leader: 2, lastStep: 3 });
  });

  it('has views in steps of the leader', () => {
    expect(axis.timesOf(null)).toEqual({ min: 0, max: 60 });
    expect(axis.timesOf({ min: 4, max: 9 })).toEqual({ min: 20, max: 60 });
    expect(axis.timesOf({ min: 4, max: 100 })).toEqual({ min: 20, max: 60 });
    expect(axis.viewOf(0, { min: 0, max: 2 })).toEqual({ min: 1, max: 6 });
    expect(axis.viewOf(0, null)).toBeNull();
  });

  it('takes the run that is furthest, tells in seconds and minutes, and is none where nothing was measured', () => {
    const [begun, done] = [run('RNN', 0, 2, [[1, 900]]), run('RNN', 0, 1, [[2, 3000]])];
    expect(timeAxis(laneRuns([begun, done]))).toMatchObject({ unit: 's', whole: { max: 3 } });
    expect(timeAxis(laneRuns([run('RNN', 0, 1, [[2, 180_000]])]))?.unit).toBe('min');
    expect(timeAxis(laneRuns([run('RNN', 0, 1, [[2, 0]])]))).toBeNull();
    expect(timeAxis([])).toBeNull();
  });
});
