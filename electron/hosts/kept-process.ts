// One host process at a time, with an engine: forked, had settle on an engine, and replaced when it is lost. What runs in it
// is not known here (supervise-host.ts).
import type { BackendKind, EngineAttempt, EngineKind } from '../../src-core/contract/engine';
import type { Failure } from '../../src-core/contract/failure';
import type { HostCommand, HostEvent } from '../../src-core/contract/host-message';
import type { HostState } from '../../src-core/contract/ipc';
import { createEvent } from './event';
import type { HostExit, HostProcess } from './host-process';
import type { SettledState, SuperviseOptions } from './supervised-host';

/** Events about the engine are dealt with here; these are for others. */
export type WorkEvent = Exclude<HostEvent, { kind: 'engine-trying' | 'engine-ready' | 'engine-failed' }>;

export class KeptProcess {
  state: HostState = { kind: 'starting' };
  failedAttempts: readonly EngineAttempt[] = [];
  readonly stateChanged = createEvent<HostState>();
  readonly worked = createEvent<WorkEvent>();
  /** The process is gone, and another one is on its way if it makes sense: what was asked of it gets no answer. */
  readonly lost = createEvent<Failure>();
  /** Attempts at an engine that ended a process. */
  private readonly ruledOut: EngineAttempt[] = [];
  private trying: { readonly engine: EngineKind; readonly backend: BackendKind } | null = null;
  private process: HostProcess | null = null;
  /** Resolves when a process that was dropped is gone; null where none is dying. */
  private dying: Promise<void> | null = null;
  private forks = 0;
  private ending = false;

  constructor(private readonly options: SuperviseOptions) {}

  /** Waits until the state is settled. */
  settled(): Promise<SettledState> {
    if (this.state.kind !== 'starting') return Promise.resolve(this.state);
    return new Promise((resolve) => {
      const off = this.stateChanged.on((state) => {
        if (state.kind === 'starting') return;
        off();
        resolve(state);
      });
    });
  }

  /** The state of a living process; a lost one is replaced first. */
  ready(): Promise<SettledState> {
    if (this.process === null && this.dying === null && !this.ending) this.fork();
    return this.settled();
  }

  post(command: HostCommand): void {
    this.process?.post(command);
  }

  fork(): void {
    const process = this.options.fork();
    const first = this.options.joins !== true && this.forks === 0;
    this.forks += 1;
    this.process = process;
    this.trying = null;
    process.onEvent((event) => {
      if (this.process === process) this.receive(event);
    });
    process.onExit((exit) => {
      if (this.process === process) this.replace(exitFailure(exit), () => this.fork());
    });
    this.setState({ kind: 'starting' });
    this.options.onForked?.(process);
    const { choice, lane = null } = this.options;
    process.post({ kind: 'prepare', choice, ruledOut: [...this.ruledOut], first, lane });
  }

  /** Ends a process that is of no more use. The next one starts when it is gone, for they write the same folder. */
  drop(failure: Failure): void {
    const process = this.process;
    if (process === null) return;
    const gone = new Promise<void>((resolve) => void process.onExit(() => resolve()));
    this.dying = gone;
    process.kill();
    void gone.then(() => (this.dying = null));
    this.replace(failure, () => {
      this.setState({ kind: 'starting' });
      void gone.then(() => {
        if (!this.ending) this.fork();
      });
    });
  }

  async shutdown(graceMs: number): Promise<void> {
    this.ending = true;
    await this.dying;
    const process = this.process;
    if (process === null) return;
    await new Promise<void>((resolve) => {
      const forced = setTimeout(() => process.kill(), graceMs);
      process.onExit(() => {
        clearTimeout(forced);
        resolve();
      });
      process.post({ kind: 'shutdown' });
    });
  }

  private receive(event: HostEvent): void {
    switch (event.kind) {
      case 'engine-trying':
        // Once it is ready, a process that dies takes more with it than an attempt.
        if (this.state.kind === 'starting') this.trying = event;
        return;
      case 'engine-ready':
        this.trying = null;
        this.failedAttempts = [];
        return this.setState({ kind: 'ready', report: event.report });
      case 'engine-failed':
        return this.giveUp(event.failure, event.attempts);
      default:
        return this.worked.emit(event);
    }
  }

  /** Lets go of a process without an engine: the next run tries in a new one. */
  private giveUp(failure: Failure, attempts: readonly EngineAttempt[]): void {
    this.failedAttempts = attempts;
    this.post({ kind: 'shutdown' });
    this.process = null;
    this.setState({ kind: 'lost', failure });
  }

  /** After the loss of the process: has another forked, unless that would die like it, and tells. */
  private replace(failure: Failure, fork: () => void): void {
    const { trying } = this;
    const wasReady = this.state.kind === 'ready';
    this.process = null;
    if (trying !== null && !this.ending) {
      // Nothing but an attempt at an engine was lost: the next process makes the others.
      this.ruledOut.push({ ...trying, works: false, why: failure.message });
      this.trying = null;
      return fork();
    }
    this.setState({ kind: 'lost', failure });
    // Before anyone is told: a run begun in answer waits for the new process.
    if (wasReady && !this.ending) fork();
    this.lost.emit(failure);
  }

  private setState(state: HostState): void {
    this.state = state;
    this.stateChanged.emit(state);
  }
}

function exitFailure(exit: HostExit): Failure {
  const how =
    exit.signal !== null ? `was ended by ${exit.signal}` : `ended with exit code ${exit.code ?? 'unknown'}`;
  const message = `The trainer process ${how} while it was needed: a crash in the native library or a kill from outside. Run again: a new process takes its place.`;
  return { kind: 'host-lost', message, stack: null };
}
