// How long a run takes, from what it tells: an estimate while it trains, the truth once it has ended.
import type { RunJob } from '../../src-core/contract/host-message';
import type { RunEvent } from '../../src-core/contract/run-event';
import { RunTally } from '../../src-core/contract/run-tally';
import type { LaneCost } from './run-queue';

/** Below this a host's first run of a lane tells more of warming up than of what the next ones will take. */
const TELLING_MS = 100;

export class RunTimer {
  private readonly tally: RunTally;
  private startedAt = 0;
  private compileMs = 0;
  private steps = 0;
  private runMs: number | null = null;

  /**
   * @param isFirst of its lane on its host
   * @param clock milliseconds
   */
  constructor(
    private readonly job: RunJob,
    private readonly isFirst: boolean,
    private readonly clock: () => number,
  ) {
    this.tally = new RunTally(job.runId);
  }

  /** Null as long as nothing can be said. */
  get cost(): LaneCost | null {
    return this.startedAt === 0 ? null : { compileMs: this.compileMs, runMs: this.runMs };
  }

  follow(event: RunEvent): void {
    this.tally.follow(event);
    if (event.kind === 'run-started') {
      this.startedAt = this.clock();
      this.compileMs = event.compileMs;
      this.steps = event.steps - event.firstStep;
    }
    if (event.kind === 'chunk') this.runMs = this.estimate();
    if (event.kind === 'run-ended' && this.startedAt > 0) this.runMs = this.duration();
  }

  /** At a pace, that decides; at full speed, the engine, once it has had time to show. */
  private estimate(): number | null {
    const { pace } = this.job;
    const { usPerStep } = this.tally;
    if (pace.kind === 'paced') return (this.steps * 1000) / pace.stepsPerSecond;
    const isTelling = this.clock() - this.startedAt >= TELLING_MS;
    return usPerStep === null || !isTelling ? null : (this.steps * usPerStep) / 1000;
  }

  private duration(): number | null {
    const lasted = this.clock() - this.startedAt;
    return this.isFirst && lasted < TELLING_MS ? null : lasted;
  }
}
