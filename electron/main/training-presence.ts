// What the rest of the desktop sees of a run: the progress in the taskbar, and a computer that does not fall asleep over it.
import { powerSaveBlocker, type BrowserWindow } from 'electron';
import { assertNever } from '../../src-core/assert-never';
import type { RunEvent } from '../../src-core/contract/run-event';

export class TrainingPresence {
  private blocker: number | null = null;
  private steps = 0;

  constructor(private readonly window: () => BrowserWindow | null) {}

  follow(event: RunEvent): void {
    switch (event.kind) {
      case 'run-started':
        this.steps = event.steps;
        this.stayAwake();
        return this.show(0, 'normal');
      case 'chunk':
        return this.show((event.firstStep + event.count) / this.steps, 'normal');
      case 'run-paused':
        this.mayFallAsleep();
        return this.show(event.step / this.steps, 'paused');
      case 'run-resumed':
        return this.stayAwake();
      case 'run-ended':
        this.mayFallAsleep();
        return this.show(-1, 'none');
      default:
        assertNever(event);
    }
  }

  private stayAwake(): void {
    this.blocker ??= powerSaveBlocker.start('prevent-app-suspension');
  }

  private mayFallAsleep(): void {
    if (this.blocker !== null) powerSaveBlocker.stop(this.blocker);
    this.blocker = null;
  }

  private show(share: number, mode: 'normal' | 'paused' | 'none'): void {
    this.window()?.setProgressBar(share, { mode });
  }
}
