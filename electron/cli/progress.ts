// The progress of an experiment: on a terminal a line that moves for every run that trains, and one for all of them; elsewhere
// a few plain lines.
import { assertNever } from '../../src-core/assert-never';
import type { RunEvent, RunStarted } from '../../src-core/contract/run-event';
import { bar, durationText } from './progress-text';
import type { Terminal } from './terminal';

/** Lines are drawn at most this often. */
const drawEveryMs = 100;

/** Without a terminal, plain lines this often. */
const tellEveryMs = 5000;

/** A run that trains. */
interface Moving {
  readonly started: RunStarted;
  readonly startedAt: number;
  step: number;
  /** Null before the first step. */
  loss: number | null;
}

export class Progress {
  private readonly labels = new Map<string, string>();
  /** By runId, in the order of their start. */
  private readonly moving = new Map<string, Moving>();
  /** By lane, engines that were told of. */
  private readonly engines = new Map<string, ReadonlySet<string>>();
  private total = 1;
  private ended = 0;
  private beganAt = 0;
  private toldAt = 0;
  /** Of the longest name, and of the longest figures: bars are of one length. */
  private width = 0;
  private figuresWidth = 0;

  /** @param clock milliseconds */
  constructor(
    private readonly terminal: Terminal,
    private readonly clock: () => number,
  ) {}

  /** @param runs how many runs will be trained */
  expect(runs: number): void {
    this.total = runs;
  }

  follow(event: RunEvent): void {
    switch (event.kind) {
      case 'run-started':
        return this.begin(event);
      case 'chunk':
        return this.advance(event.runId, event.firstStep + event.count, event.loss.at(-1) ?? NaN);
      case 'run-ended':
        this.end(event.runId);
        if (event.failure !== null) this.terminal.say(this.named(event.runId, event.failure.message));
        return;
      case 'evaluated':
      case 'run-paused':
      case 'run-resumed':
      case 'adjusted':
        return;
      default:
        assertNever(event);
    }
  }

  private begin(started: RunStarted): void {
    const { terminal } = this;
    const now = this.clock();
    // Plain lines begin when there is something to tell.
    if (this.engines.size === 0) {
      this.beganAt = now;
      this.toldAt = terminal.isInteractive ? -Infinity : now;
    }
    this.sayEngine(started);
    const label = `${started.lane} seed ${started.seed}`;
    this.labels.set(started.runId, label);
    this.width = Math.max(this.width, label.length);
    this.moving.set(started.runId, { started, startedAt: now, step: started.firstStep, loss: null });
    if (terminal.isInteractive && this.isDue()) this.tell();
  }

  /** Once per lane what is the same for all of its runs, and again for one that trains on another engine. */
  private sayEngine(started: RunStarted): void {
    const { lane, seed, engine } = started;
    const told = this.engines.get(lane);
    const name = `${engine.engine} on ${engine.backend}`;
    if (told?.has(name) === true) return;
    this.engines.set(lane, new Set([...(told ?? []), name]));
    const label = told === undefined && this.total > 1 ? lane : `${lane} seed ${seed}`;
    this.terminal.say(`${label}: ${started.steps} steps, ${started.parameterCount} parameters, ${name}`);
  }

  /** Tells how far the runs are, when it is time again. On a terminal the end of a single one is always seen. */
  private advance(runId: string, step: number, loss: number): void {
    const run = this.moving.get(runId);
    if (run === undefined) return;
    run.step = step;
    run.loss = loss;
    const isOver = this.terminal.isInteractive && this.total === 1 && step === run.started.steps;
    if (isOver || this.isDue()) this.tell();
  }

  private end(runId: string): void {
    if (!this.moving.delete(runId)) return;
    this.ended += 1;
    if (this.ended === this.total) this.terminal.status([]);
    else if (this.isDue()) this.tell();
  }

  private isDue(): boolean {
    return this.clock() - this.toldAt >= (this.terminal.isInteractive ? drawEveryMs : tellEveryMs);
  }

  /** What happened to a run, beside others with its name. */
  private named(runId: string, message: string): string {
    const label = this.labels.get(runId);
    return this.total === 1 || label === undefined ? message : `${label}: ${message}`;
  }

  private tell(): void {
    const { terminal } = this;
    this.toldAt = this.clock();
    const lines = [...this.moving.values()].map((run) => this.lineOf(run));
    if (this.total > 1) lines.push(this.lineOfAll());
    if (terminal.isInteractive) terminal.status(lines.map((line) => line.slice(0, terminal.columns - 1)));
    else for (const line of lines) terminal.say(line);
  }

  private lineOf({ started, startedAt, step, loss }: Moving): string {
    const { steps, firstStep } = started;
    const taken = step - firstStep;
    const left = ((this.clock() - startedAt) / taken) * (steps - step);
    // Figures of constant width: nothing on the line jumps.
    const figures = [
      `step ${String(step).padStart(String(steps).length)}/${steps}`,
      `loss ${(loss === null ? '' : lossText(loss)).padEnd(9)}`,
      (taken === 0 ? '' : `${durationText(left)} left`).padStart(17),
    ].join('  ');
    this.figuresWidth = Math.max(this.figuresWidth, figures.length);
    return this.withBar(`${started.lane} seed ${started.seed}`, step / steps, figures);
  }

  private lineOfAll(): string {
    const moving = [...this.moving.values()].reduce(
      (sum, { step, started }) => sum + step / started.steps,
      0,
    );
    const share = (this.ended + moving) / this.total;
    const left = ((this.clock() - this.beganAt) / share) * (1 - share);
    const ended = `${String(this.ended).padStart(String(this.total).length)} of ${this.total} runs ended`;
    const time = (share === 0 ? '' : `${durationText(left)} left`).padStart(17);
    return this.withBar('all', share, `${ended.padEnd(this.figuresWidth - time.length - 2)}  ${time}`);
  }

  private withBar(label: string, share: number, figures: string): string {
    const { terminal } = this;
    const name = label.padEnd(this.width);
    if (!terminal.isInteractive) return `${label}  ${figures}`;
    return `${name}  ${bar(share, terminal.columns - 1 - name.length - 2 - figures.length)}${figures}`;
  }
}

/** Four digits are enough to watch; the files hold all of them. */
function lossText(loss: number): string {
  return Number.isFinite(loss) ? loss.toPrecision(4) : String(loss);
}
