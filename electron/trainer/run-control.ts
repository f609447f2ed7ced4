// What people want of the run that trains: pause, step, stop, pace, another learning rate or clip limit. Messages change it; the training loop asks it between
// chunks what to do next, and waits there.
import { setImmediate as nextEventLoopTurn } from 'node:timers/promises';
import type { AdjustmentChange } from '../../src-core/contract/adjustment';
import type { Pace } from '../../src-core/contract/run-event';

/** Most chunks that may be on their way to the disk: beyond that the loop waits for the recorder. */
const mostUnrecorded = 8;

/** A pace faster than the screen takes several steps per frame. */
const frameMs = 16;

export type EndAsked = 'stopped' | 'interrupted';

/**
 * What the loop does next. `atMost`: steps that are due, null for as many as fit into a chunk. `waited`: a person or a pace
 * held the loop up, so that the time since the last chunk is not the engine's.
 */
export type Turn =
  | { readonly kind: 'train'; readonly atMost: number | null; readonly waited: boolean }
  | { readonly kind: 'end'; readonly status: EndAsked };

export interface PauseListener {
  /** The loop stands still; again after every single step. */
  onPaused(): void;
  onResumed(): void;
}

export class RunControl {
  private paused = false;
  private announced = false;
  /** Single steps asked for and not yet taken. */
  private singleSteps = 0;
  private endAsked: EndAsked | null = null;
  private unrecorded = 0;
  /** When the next step of a paced run is due, on the clock of `performance.now`. */
  private due = performance.now();
  private wake: () => void = () => undefined;
  /** Asked for before there was a session to adjust. */
  private readonly changes: AdjustmentChange[] = [];
  private adjuster: ((change: AdjustmentChange) => void) | null = null;

  constructor(
    private pace: Pace,
    private readonly listener: PauseListener,
  ) {}

  pause(): void {
    this.paused = true;
    this.wake();
  }

  resume(): void {
    this.paused = false;
    this.singleSteps = 0;
    this.due = performance.now();
    this.wake();
  }

  /** Takes one step and stays paused; pauses a running one first. */
  step(): void {
    this.paused = true;
    this.singleSteps += 1;
    this.wake();
  }

  stop(status: EndAsked): void {
    this.endAsked ??= status;
    this.wake();
  }

  setPace(pace: Pace): void {
    this.pace = pace;
    this.due = performance.now();
    this.wake();
  }

  /** Takes effect at once: messages come between two chunks. */
  adjust(change: AdjustmentChange): void {
    if (this.adjuster === null) this.changes.push(change);
    else this.adjuster(change);
  }

  /** From now on there is something to adjust, and what was asked for before is done. */
  whenAdjusted(adjuster: (change: AdjustmentChange) => void): void {
    this.adjuster = adjuster;
    for (const change of this.changes.splice(0)) adjuster(change);
  }

  /** A chunk was sent. */
  sent(): void {
    this.unrecorded += 1;
  }

  /** A chunk that was sent is on the disk. */
  recorded(): void {
    this.unrecorded -= 1;
    this.wake();
  }

  /** Lets in what has arrived, and waits until there is something to do. */
  async nextTurn(): Promise<Turn> {
    await nextEventLoopTurn();
    let waited = false;
    for (;;) {
      if (this.endAsked !== null) return { kind: 'end', status: this.endAsked };
      if (this.unrecorded >= mostUnrecorded) {
        await this.woken(null);
        continue;
      }
      const steps = this.stepsDue();
      if (steps.kind === 'now') {
        return { kind: 'train', atMost: steps.atMost, waited: waited || steps.atMost !== null };
      }
      waited = true;
      await this.woken(steps.ms);
    }
  }

  private stepsDue(): { kind: 'now'; atMost: number | null } | { kind: 'wait'; ms: number | null } {
    if (this.paused) return this.singleStepDue();
    if (this.announced) this.listener.onResumed();
    this.announced = false;
    return this.pace.kind === 'full'
      ? { kind: 'now', atMost: null }
      : this.pacedStepsDue(this.pace.stepsPerSecond);
  }

  private singleStepDue(): { kind: 'now'; atMost: number } | { kind: 'wait'; ms: null } {
    if (this.singleSteps > 0) {
      this.singleSteps -= 1;
      this.announced = false;
      return { kind: 'now', atMost: 1 };
    }
    if (!this.announced) this.listener.onPaused();
    this.announced = true;
    return { kind: 'wait', ms: null };
  }

  /** Steps are due at fixed times, so that a late one does not put off all that follow. */
  private pacedStepsDue(
    stepsPerSecond: number,
  ): { kind: 'now'; atMost: number } | { kind: 'wait'; ms: number } {
    const interval = 1000 / stepsPerSecond;
    const now = performance.now();
    if (now < this.due)
      return { kind: 'wait', ms: Math.max(this.due - now, interval < frameMs ? frameMs : 0) };
    const atMost = 1 + Math.floor((now - this.due) / interval);
    this.due += atMost * interval;
    return { kind: 'now', atMost };
  }

  /** Resolves when anything changed, or after `ms`. */
  private woken(ms: number | null): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === null ? null : setTimeout(() => this.wake(), Math.ceil(ms));
      this.wake = () => {
        if (timer !== null) clearTimeout(timer);
        this.wake = () => undefined;
        resolve();
      };
    });
  }
}
