// The progress of a run: one line that moves on a terminal, a few plain lines elsewhere.
import type { RunEvent, RunStarted } from '../../src-core/contract/run-event';
import type { Terminal } from './terminal';

/** A line is drawn at most this often. */
const drawEveryMs = 100;

/** Without a terminal, a plain line this often. */
const tellEveryMs = 5000;

export class Progress {
  private run: RunStarted | null = null;
  private startedAt = 0;
  private toldAt = 0;

  /** @param clock milliseconds */
  constructor(
    private readonly terminal: Terminal,
    private readonly clock: () => number,
  ) {}

  follow(event: RunEvent): void {
    switch (event.kind) {
      case 'run-started':
        this.run = event;
        this.startedAt = this.clock();
        this.toldAt = this.startedAt;
        this.terminal.say(startLine(event));
        if (this.terminal.isInteractive) this.tell(event, 0, null);
        return;
      case 'chunk':
        return this.follows(event.firstStep + event.count, event.loss.at(-1) ?? NaN);
      case 'run-ended':
        this.run = null;
        this.terminal.status(null);
        if (event.failure !== null) this.terminal.say(event.failure.message);
        return;
      case 'run-paused':
      case 'run-resumed':
        return;
    }
  }

  /** Tells how far the run is, when it is time again. On a terminal its end is always seen: short runs are over before. */
  private follows(step: number, loss: number): void {
    const { run, terminal, toldAt } = this;
    if (run === null) return;
    const isDue = this.clock() - toldAt >= (terminal.isInteractive ? drawEveryMs : tellEveryMs);
    if (isDue || (terminal.isInteractive && step === run.steps)) this.tell(run, step, loss);
  }

  private tell(run: RunStarted, step: number, loss: number | null): void {
    const { terminal } = this;
    const now = this.clock();
    this.toldAt = now;
    const left = ((now - this.startedAt) / step) * (run.steps - step);
    const total = String(run.steps);
    // Figures of constant width: nothing on the line jumps.
    const figures = [
      `step ${String(step).padStart(total.length)}/${total}`,
      `loss ${(loss === null ? '' : lossText(loss)).padEnd(9)}`,
      (step === 0 ? '' : `${durationText(left)} left`).padStart(17),
    ].join('  ');
    const label = `${run.lane} seed ${run.seed}`;
    if (!terminal.isInteractive) return terminal.say(`${label}  ${figures}`);
    const room = terminal.columns - 1 - label.length - 2 - figures.length;
    terminal.status(`${label}  ${bar(step / run.steps, room)}${figures}`.slice(0, terminal.columns - 1));
  }
}

/** Four digits are enough to watch; the files hold all of them. */
function lossText(loss: number): string {
  return Number.isFinite(loss) ? loss.toPrecision(4) : String(loss);
}

function startLine(run: RunStarted): string {
  const { engine, backend } = run.engine;
  return `${run.lane} seed ${run.seed}: ${run.steps} steps, ${run.parameterCount} parameters, ${engine} on ${backend}`;
}

/** `[█████░░░░]  55 %  `, in at most `room` columns; empty where that is too narrow. */
export function bar(share: number, room: number): string {
  const percent = `${Math.floor(share * 100)} %`.padStart(5);
  const width = Math.min(40, room - percent.length - 5);
  if (width < 5) return '';
  const filled = Math.floor(share * width);
  return `[${'█'.repeat(filled)}${'░'.repeat(width - filled)}] ${percent}  `;
}

/** `8 s`, `2 min 05 s`, `3 h 12 min`. */
export function durationText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
