// How the app ends: whoever is there is asked first, then the run is recorded to its end, then the window goes and no
// process stays behind. An end that nobody can answer (the system shuts down, a terminal is closed) asks nothing.
import { app, type BrowserWindow } from 'electron';

export interface DepartureSteps {
  /** Asks what has to be asked. @returns whether the app may end */
  readonly mayLeave: () => Promise<boolean>;
  /** Ends what runs. */
  readonly shutdown: () => Promise<void>;
}

export class Departure {
  private state: 'here' | 'asking' | 'leaving' | 'left' = 'here';

  constructor(private readonly steps: DepartureSteps) {
    app.on('before-quit', (event) => {
      if (this.state === 'left') return;
      event.preventDefault();
      if (this.state === 'here') void this.ask();
    });
    app.on('window-all-closed', () => app.quit());
  }

  /** The window stays until the app may end: else there would be nowhere to ask. */
  keepOpen(window: BrowserWindow): void {
    window.on('close', (event) => {
      if (this.state === 'left') return;
      event.preventDefault();
      app.quit();
    });
  }

  /** Ends in order without asking. */
  leave(): void {
    if (this.state === 'leaving' || this.state === 'left') return;
    this.state = 'leaving';
    void this.steps.shutdown().finally(() => {
      this.state = 'left';
      app.quit();
    });
  }

  private async ask(): Promise<void> {
    this.state = 'asking';
    // A question that cannot be put is no reason to stay for ever.
    const may = await this.steps.mayLeave().catch(() => true);
    // It may have been ended without asking in the meantime.
    if (this.state !== 'asking') return;
    this.state = 'here';
    if (may) this.leave();
  }
}
