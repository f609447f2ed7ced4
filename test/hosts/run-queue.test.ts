import { describe, expect, it } from 'vitest';
import { planRuns } from '../../electron/hosts/plan-runs';
import { RunQueue } from '../../electron/hosts/run-queue';
import { articleExperiment } from '../../src-core/experiment/article';

function queueOf(lanes: readonly string[], seeds: readonly number[]): RunQueue {
  const experiment = { ...articleExperiment(), seeds, lanes: lanes.map((label) => ({ label, set: {} })) };
  return new RunQueue(planRuns({ experiment, dir: '/runs', pace: { kind: 'full' }, weightsOf: () => null }));
}

/** What a host is given, as `lane/seed`. */
function taken(queue: RunQueue, known: readonly string[], underWay: readonly string[] = []): string | null {
  const counts = new Map(underWay.map((lane) => [lane, underWay.filter((one) => one === lane).length]));
  const job = queue.take(known, counts);
  return job === null ? null : `${job.lane}/${job.seed}`;
}

describe('the queue of runs', () => {
  it('gives each host a lane of its own, and leaves it with it', () => {
    const queue = queueOf(['A', 'B'], [1, 2]);
    expect(taken(queue, [])).toBe('A/1');
    expect(taken(queue, [], ['A'])).toBe('B/1');
    expect(taken(queue, ['A'], ['B'])).toBe('A/2');
    expect(taken(queue, ['B'], ['A'])).toBe('B/2');
    expect(queue.isEmpty).toBe(true);
  });

  it('takes up a lane that nobody trains when its own is done', () => {
    const queue = queueOf(['A', 'B', 'C'], [1]);
    expect([taken(queue, []), taken(queue, [], ['A']), taken(queue, ['A'], ['B'])]).toEqual([
      'A/1',
      'B/1',
      'C/1',
    ]);
  });

  it('joins another host in its lane only where the rest takes longer than a compilation', () => {
    const queue = queueOf(['A'], [1, 2, 3, 4, 5]);
    expect(taken(queue, [])).toBe('A/1');
    // Nothing is known of the lane yet.
    expect(taken(queue, [], ['A'])).toBeNull();
    queue.noteCost('A', { compileMs: 500, runMs: 100 });
    expect(taken(queue, [], ['A'])).toBeNull();
    queue.noteCost('A', { compileMs: 2, runMs: 200 });
    expect(queue.worthJoining(new Map([['A', 1]]), 1000)).toBeUndefined();
    expect(taken(queue, [], ['A'])).toBe('A/2');
    // Two share the rest now.
    expect(queue.worthJoining(new Map([['A', 2]]), 0)).toBeUndefined();
  });

  it('does not join in before it knows how long a run takes', () => {
    const queue = queueOf(['A'], [1, 2, 3]);
    expect(taken(queue, [])).toBe('A/1');
    queue.noteCost('A', { compileMs: 500, runMs: null });
    expect(taken(queue, [], ['A'])).toBeNull();
    queue.noteCost('A', { compileMs: 0, runMs: 300 });
    queue.noteCost('A', { compileMs: 0, runMs: null });
    expect(taken(queue, [], ['A'])).toBe('A/2');
  });
});
