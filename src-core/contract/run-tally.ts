// What the events of a run add up to: the figures of its last message, wherever that has to be made.
import type { Divergence } from './divergence';
import type { Failure } from './failure';
import type { RunEnded, RunEvent, RunStatus } from './run-event';

/** How a run ended, as far as the events before do not tell. */
export interface Ending {
  readonly status: RunStatus;
  readonly failure: Failure | null;
  readonly divergedAt: number | null;
  readonly divergence?: Divergence;
  readonly folder: string | null;
}

export class RunTally {
  private stepsTaken = 0;
  private finalLoss: number | null = null;
  private compileMs = 0;
  private chunks = 0;
  private timedSteps = 0;
  private timedMs = 0;

  constructor(readonly runId: string) {}

  get steps(): number {
    return this.stepsTaken;
  }

  /** Microseconds per step over all chunks after the first; null before the second. */
  get usPerStep(): number | null {
    return this.timedSteps > 0 ? (this.timedMs * 1000) / this.timedSteps : null;
  }

  /** Takes note of an event; those of other runs do not count. */
  follow(event: RunEvent): void {
    if (event.runId !== this.runId) return;
    if (event.kind === 'run-started') {
      this.compileMs = event.compileMs;
      this.stepsTaken = event.firstStep;
    }
    if (event.kind !== 'chunk') return;
    this.stepsTaken = event.firstStep + event.count;
    this.finalLoss = event.loss.at(-1) ?? this.finalLoss;
    if (this.chunks > 0) {
      this.timedSteps += event.count;
      this.timedMs += event.elapsedMs;
    }
    this.chunks += 1;
  }

  ended(ending: Ending): RunEnded {
    return {
      kind: 'run-ended',
      runId: this.runId,
      steps: this.stepsTaken,
      finalLoss: this.finalLoss,
      usPerStep: this.usPerStep,
      compileMs: this.compileMs,
      ...ending,
    };
  }
}
