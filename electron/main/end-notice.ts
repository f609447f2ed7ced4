// Tells a person who looks elsewhere that a long training has come to its end. A press on the notice brings the window back.
import { Notification, type BrowserWindow } from 'electron';
import type { RunEvent, RunStatus } from '../../src-core/contract/run-event';
import type { Translate } from '../../src-core/language/translate';
import type { RunPhase } from './trainer';

/** Nobody looks away from what is over sooner. */
const LONG_MS = 10_000;

/** The gravest end of a run is what the notice begins with. */
const GRAVITY = [
  'failed',
  'diverged',
  'interrupted',
  'stopped',
  'done',
] as const satisfies readonly RunStatus[];

export interface EndNoticeOptions {
  readonly window: () => BrowserWindow | null;
  /** Name of the experiment that trains, or did last. */
  readonly name: () => string;
  readonly texts: () => Translate;
  /** Brings the window to the front. */
  readonly focus: () => void;
}

export class EndNotice {
  private since: number | null = null;
  private ends: RunStatus[] = [];
  /** A notice that nothing holds is collected, and its press with it. */
  private shown: Notification | null = null;

  constructor(private readonly options: EndNoticeOptions) {}

  follow(event: RunEvent): void {
    if (event.kind === 'run-ended') this.ends.push(event.status);
  }

  enter(phase: RunPhase): void {
    if (phase !== 'idle') {
      if (this.since === null) this.begin();
      return;
    }
    const tookMs = this.since === null ? 0 : Date.now() - this.since;
    this.since = null;
    // What a person stopped is no news.
    const isNews = this.ends.some((status) => status !== 'stopped');
    if (isNews && tookMs >= LONG_MS && this.isOutOfSight() && Notification.isSupported()) this.show();
  }

  private begin(): void {
    this.since = Date.now();
    this.ends = [];
  }

  private isOutOfSight(): boolean {
    const window = this.options.window();
    return window !== null && (!window.isVisible() || window.isMinimized() || !window.isFocused());
  }

  private show(): void {
    const notice = new Notification({ title: this.options.name(), body: this.words() });
    notice.on('click', () => this.options.focus());
    notice.show();
    this.shown?.close();
    this.shown = notice;
  }

  /** `2 of 20 runs diverged`, in the words of the window. */
  private words(): string {
    const t = this.options.texts();
    const gravest = GRAVITY.find((status) => this.ends.includes(status)) ?? 'done';
    const runs = this.ends.filter((status) => status === gravest).length;
    return t(`status.${gravest}-runs`, { runs, all: this.ends.length });
  }
}
