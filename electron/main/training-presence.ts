// What the rest of the desktop sees of an experiment: the progress in the taskbar, and a computer that does not fall asleep
// over it.
import { powerSaveBlocker, type BrowserWindow } from 'electron';
import type { RunEvent } from '../../src-core/contract/run-event';
import type { RunPhase } from './trainer';

/** Part of the whole, and so the bar, that has to have changed before the bar is drawn again. */
const SMALLEST_CHANGE = 0.005;

export class TrainingPresence {
  private blocker: number | null = null;
  private phase: RunPhase = 'idle';
  /** Steps of the runs that began, by runId, and what each has done of them. */
  private readonly steps = new Map<string, number>();
  private readonly shares = new Map<string, number>();
  private shown = 0;

  constructor(private readonly window: () => BrowserWindow | null) {}

  enter(phase: RunPhase): void {
    this.phase = phase;
    if (phase === 'running') this.stayAwake();
    else this.mayFallAsleep();
    if (phase !== 'idle') return this.show(this.shown);
    this.steps.clear();
    this.shares.clear();
    this.shown = 0;
    this.window()?.setProgressBar(-1, { mode: 'none' });
  }

  /** @param runs number of runs of the experiment: those that have not begun count as none of their way */
  follow(event: RunEvent, runs: number): void {
    if (event.kind === 'run-started') this.steps.set(event.runId, event.steps);
    if (event.kind === 'chunk') {
      const steps = this.steps.get(event.runId) ?? Infinity;
      this.shares.set(event.runId, (event.firstStep + event.count) / steps);
    }
    // However early it ended, nothing more comes of it.
    if (event.kind === 'run-ended') this.shares.set(event.runId, 1);
    const done = [...this.shares.values()].reduce((sum, share) => sum + share, 0);
    const share = done / Math.max(1, runs);
    if (this.phase !== 'idle' && Math.abs(share - this.shown) >= SMALLEST_CHANGE) this.show(share);
  }

  private stayAwake(): void {
    this.blocker ??= powerSaveBlocker.start('prevent-app-suspension');
  }

  private mayFallAsleep(): void {
    if (this.blocker !== null) powerSaveBlocker.stop(this.blocker);
    this.blocker = null;
  }

  private show(share: number): void {
    this.shown = share;
    this.window()?.setProgressBar(share, { mode: this.phase === 'paused' ? 'paused' : 'normal' });
  }
}
