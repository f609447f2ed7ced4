// How long a run takes, from what it tells: an estimate while it trains, the truth once it has ended.
import type { RunJob } from '../../src-core/contract/host-message';
import type { RunEvent } from '../../src-core/contract/run-event';
import { RunTally } from '../../src-core/contract/run-tally';
import type { LaneCost } from './run-queue';

export class RunTimer {
  private readonly tally: RunTally;
  private startedAt = 0;
  private compileMs = 0;
  private steps = 0;
  private runMs: number | null = null;

  /** @param clock milliseconds */
  constructor(
    private readonly job: RunJob,
    private readonly clock: () => number,
  ) {
    this.tally = new RunTally(job.runId);
  }

  /** Null as long as nothing can be said. */
  get cost(): LaneCost | null {
    return this.runMs === null ? null : { compileMs: this.compileMs, runMs: this.runMs };
  }

  follow(event: RunEvent): void {
    this.tally.follow(event);
    if (event.kind === 'run-started') {
      this.startedAt = this.clock();
      this.compileMs = event.compileMs;
      this.steps = event.steps - event.firstStep;
    }
    if (event.kind === 'chunk') this.runMs = this.estimate();
    if (event.kind === 'run-ended' && this.startedAt > 0) this.runMs = this.clock() - this.startedAt;
  }

  /** At a pace, that decides; at full speed, the engine. */
  private estimate(): number | null {
    const { pace } = this.job;
    const { usPerStep } = this.tally;
    if (pace.kind === 'paced') return (this.steps * 1000) / pace.stepsPerSecond;
    return usPerStep === null ? null : (this.steps * usPerStep) / 1000;
  }
}
