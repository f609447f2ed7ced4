// How a supervised host keeps its promises (supervised-host.ts): the run that trains, the replies that are awaited, over
// whichever process is current (kept-process.ts).
import { assertNever } from '../../src-core/assert-never';
import type { EngineAttempt } from '../../src-core/contract/engine';
import type { Failure } from '../../src-core/contract/failure';
import type { HostCommand, RunJob } from '../../src-core/contract/host-message';
import type { InspectionAnswer, InspectionQuestion } from '../../src-core/contract/inspection';
import type { HostState, RunAction } from '../../src-core/contract/ipc';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import type { RunEnded, RunEvent } from '../../src-core/contract/run-event';
import type { Settings } from '../../src-core/experiment/experiment';
import { ActiveRun } from './active-run';
import { createEvent } from './event';
import { KeptProcess } from './kept-process';
import type { WorkEvent } from './kept-process';
import type {
  RunEventSource,
  FitReply,
  RunEventListener,
  SettledState,
  SuperviseOptions,
  SupervisedHost,
} from './supervised-host';

/** Forks the first process at once and has it settle on an engine. */
export function superviseHost(options: SuperviseOptions): SupervisedHost {
  return new Supervisor(options);
}

class Supervisor implements SupervisedHost {
  private readonly kept: KeptProcess;
  private readonly happened = createEvent<{ readonly event: RunEvent; readonly source: RunEventSource }>();
  private active: ActiveRun | null = null;
  /** Why the current process is of no more use, where it said so itself. */
  private unusable: Failure | null = null;
  private answerFit: ((reply: FitReply) => void) | null = null;
  private networksAsked = 0;
  /** Fits are asked for one after the other: an answer does not say which question it is to. */
  private fitting: Promise<unknown> = Promise.resolve();
  private readonly answerInspection = new Map<number, (answer: InspectionAnswer) => void>();
  private inspections = 0;

  constructor(options: SuperviseOptions) {
    this.kept = new KeptProcess(options);
    this.kept.worked.on((event) => this.receive(event));
    this.kept.lost.on((failure) => this.lose(failure));
    this.kept.fork();
  }

  get state(): HostState {
    return this.kept.state;
  }

  get failedAttempts(): readonly EngineAttempt[] {
    return this.kept.failedAttempts;
  }

  onState(listener: (state: HostState) => void): () => void {
    return this.kept.stateChanged.on(listener);
  }

  onEvent(listener: RunEventListener): () => void {
    return this.happened.on(({ event, source }) => listener(event, source));
  }

  settled(): Promise<SettledState> {
    return this.kept.settled();
  }

  shutdown(graceMs = 5000): Promise<void> {
    return this.kept.shutdown(graceMs);
  }

  fitWeights(weights: readonly NamedTensor[], settings: readonly Settings[]): Promise<FitReply> {
    const reply = this.fitting.then(() => this.fitNow(weights, settings));
    this.fitting = reply;
    return reply;
  }

  private async fitNow(weights: readonly NamedTensor[], settings: readonly Settings[]): Promise<FitReply> {
    const state = await this.kept.ready();
    if (state.kind === 'lost') return noFit(settings.length, state.failure);
    this.networksAsked = settings.length;
    return new Promise((resolve) => {
      this.answerFit = resolve;
      this.kept.post({ kind: 'fit-weights', weights, settings });
    });
  }

  async inspect(job: RunJob, question: InspectionQuestion): Promise<InspectionAnswer> {
    const state = await this.kept.ready();
    if (state.kind === 'lost') return { kind: 'refused', message: state.failure.message };
    this.inspections += 1;
    const requestId = this.inspections;
    return new Promise((resolve) => {
      this.answerInspection.set(requestId, resolve);
      this.kept.post({ kind: 'inspect', requestId, job, question });
    });
  }

  async run(job: RunJob): Promise<RunEnded> {
    if (this.active !== null) {
      throw new Error(
        `Run ${job.runId} cannot start while run ${this.active.job.runId} trains: await its end.`,
      );
    }
    const active = new ActiveRun(job);
    this.active = active;
    await this.begin(active);
    return active.ended;
  }

  control(runId: string, action: RunAction): void {
    switch (action.kind) {
      case 'stop':
        return this.stop(runId, 'stopped');
      case 'pace':
        return this.command({ kind: 'pace', runId, pace: action.pace });
      case 'adjust':
        return this.command({ kind: 'adjust', runId, change: action.change });
      case 'pause':
      case 'resume':
      case 'step':
        return this.command({ kind: action.kind, runId });
      default:
        assertNever(action);
    }
  }

  interrupt(runId: string): void {
    this.stop(runId, 'interrupted');
  }

  /** Gives the run to a process with an engine. */
  private async begin(active: ActiveRun): Promise<void> {
    const state = await this.kept.ready();
    if (state.kind === 'lost') this.tell(active.lost(state.failure), 'commander');
    else if (active.stopAsked !== null) this.tell(active.stoppedBeforeStart(active.stopAsked), 'commander');
    else {
      active.posted = true;
      this.kept.post({ kind: 'start', job: active.job });
      for (const command of active.asked) this.kept.post(command);
    }
  }

  private stop(runId: string, status: 'stopped' | 'interrupted'): void {
    const { active } = this;
    if (active?.job.runId !== runId) return;
    active.stopAsked ??= status;
    if (active.posted) this.kept.post({ kind: 'stop', runId, status });
  }

  /** Posts a command to the run that is training; what its process cannot have heard of yet is kept for it. */
  private command(command: Extract<HostCommand, { runId: string }>): void {
    const { active } = this;
    if (active?.job.runId !== command.runId) return;
    if (!active.begun) active.asked.push(command);
    if (active.posted) this.kept.post(command);
  }

  private receive(event: WorkEvent): void {
    switch (event.kind) {
      case 'weights-fitted':
        return this.answerFit?.(event);
      case 'inspected':
        return this.passOn(event.requestId, event.answer);
      case 'series-attached':
        // Whoever attached the port listens for it on the process itself.
        return;
      case 'host-unusable':
        this.unusable = event.failure;
        // The end of its run comes next, and is the last thing to be had of it.
        return this.active?.posted === true ? undefined : this.kept.drop(event.failure);
      case 'run-started':
      case 'chunk':
      case 'evaluated':
      case 'run-paused':
      case 'run-resumed':
      case 'adjusted':
      case 'run-ended':
        return this.tell(event, 'host');
      default:
        assertNever(event);
    }
  }

  private passOn(requestId: number, answer: InspectionAnswer): void {
    this.answerInspection.get(requestId)?.(answer);
    this.answerInspection.delete(requestId);
  }

  /** Passes a run event on; the end of the active run makes room for the next before anyone hears of it. */
  private tell(event: RunEvent, source: RunEventSource): void {
    const active = this.active;
    if (active?.job.runId !== event.runId) return;
    if (event.kind === 'run-ended') {
      this.active = null;
      if (this.unusable !== null) this.kept.drop(this.unusable);
    }
    this.happened.emit({ event, source });
    active.follow(event);
  }

  /** The process is gone: whoever waits for it gets an answer from here. A promise that has one already keeps it. */
  private lose(failure: Failure): void {
    const { active, unusable } = this;
    this.unusable = null;
    if (active?.posted === true) this.endOrRepeat(active, unusable ?? failure);
    this.answerFit?.(noFit(this.networksAsked, failure));
    for (const requestId of [...this.answerInspection.keys()])
      this.passOn(requestId, { kind: 'refused', message: failure.message });
  }

  /** A process that was dead before it knew of the run costs it nothing; once, for it may have died of the run. */
  private endOrRepeat(active: ActiveRun, failure: Failure): void {
    if (active.begun || active.repeated) return this.tell(active.lost(failure), 'commander');
    active.repeated = true;
    active.posted = false;
    void this.begin(active);
  }
}

function noFit(networks: number, failure: Failure): FitReply {
  return { kind: 'weights-fitted', misfits: Array.from({ length: networks }, () => failure.message) };
}
