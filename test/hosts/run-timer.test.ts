import { describe, expect, it } from 'vitest';
import { planRuns } from '../../electron/hosts/plan-runs';
import { RunTimer } from '../../electron/hosts/run-timer';
import type { Pace, RunEvent } from '../../src-core/contract/run-event';
import { articleExperiment } from '../../src-core/experiment/article';

/** A run of 100 steps on a clock of its own. */
function timed({ isFirst = false, pace = { kind: 'full' } as Pace } = {}) {
  const [job] = planRuns({ experiment: articleExperiment(), dir: '/runs', pace, weightsOf: () => null });
  if (job === undefined) throw new Error('The article has a run.');
  const clock = { now: 1000 };
  const timer = new RunTimer(job, isFirst, () => clock.now);
  const tell = (event: object, afterMs = 0): void => {
    clock.now += afterMs;
    timer.follow({ runId: job.runId, ...event } as RunEvent);
  };
  return { timer, tell };
}

const started = { kind: 'run-started', firstStep: 0, steps: 100, compileMs: 700 };
const chunk = (firstStep: number, count: number, elapsedMs: number) => ({
  kind: 'chunk',
  firstStep,
  count,
  elapsedMs,
  loss: new Float32Array(count),
  gradNorm: new Float32Array(count),
  gradNormClipped: new Float32Array(count),
});
const ended = { kind: 'run-ended', status: 'done', steps: 100 };

describe('what a run tells of its cost', () => {
  it('is nothing before it has started', () => {
    const { timer, tell } = timed();
    tell(ended);
    expect(timer.cost).toBeNull();
  });

  it('is an estimate once the engine has had time to show its speed', () => {
    const { timer, tell } = timed({ isFirst: true });
    tell(started);
    tell(chunk(0, 1, 5), 5);
    tell(chunk(1, 4, 40), 40);
    expect(timer.cost).toEqual({ compileMs: 700, runMs: null });
    tell(chunk(5, 16, 80), 80);
    // 120 ms for the 20 steps after the first.
    expect(timer.cost?.runMs).toBeCloseTo(600);
  });

  it('is its duration in the end, but for a short first one', () => {
    for (const [isFirst, lastedMs, runMs] of [
      [false, 20, 20],
      [true, 20, null],
      [true, 2000, 2000],
    ] as const) {
      const { timer, tell } = timed({ isFirst });
      tell(started);
      tell(ended, lastedMs);
      expect(timer.cost).toEqual({ compileMs: 700, runMs });
    }
  });

  it('follows from the pace where there is one', () => {
    const { timer, tell } = timed({ pace: { kind: 'paced', stepsPerSecond: 20 } });
    tell(started);
    tell(chunk(0, 1, 5), 5);
    expect(timer.cost?.runMs).toBe(5000);
  });
});
