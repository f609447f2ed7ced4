// Training as the window commands it: one supervised host, one experiment at a time, each recorded in a folder of its own.
import type {
  HostState,
  InspectRequest,
  RunAction,
  StartedExperiment,
  StartReply,
} from '../../src-core/contract/ipc';
import type { InspectionAnswer } from '../../src-core/contract/inspection';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import type { Failure } from '../../src-core/contract/failure';
import type { RunJob } from '../../src-core/contract/host-message';
import type { ParsedRequest } from '../../src-core/contract/parse-ipc';
import type { RunEvent } from '../../src-core/contract/run-event';
import { parseExperiment } from '../../src-core/experiment/parse-experiment';
import { conductExperiment, type Conducted } from '../hosts/conduct-experiment';
import { createEvent } from '../hosts/event';
import { planRuns } from '../hosts/plan-runs';
import type { SupervisedHost } from '../hosts/supervised-host';
import { newRunFolder } from './run-folders';
import { settlesWithin } from './settles-within';

/** What can be done to the experiment now. */
export type RunPhase = 'idle' | 'running' | 'paused';

/** How long an ending app waits for its run to be recorded. */
const SHUTDOWN_DEADLINE_MS = 10_000;

export interface TrainerOptions {
  readonly host: SupervisedHost;
  /** Folder of all run folders. */
  readonly runsFolder: string;
  /** Initial weights (`--weights`) in place of drawn ones. */
  readonly weights: readonly NamedTensor[] | null;
  /** Called before the first event of a new experiment. */
  readonly onBegin: () => void;
}

interface Training {
  readonly started: StartedExperiment;
  readonly jobs: readonly RunJob[];
  readonly conducted: Conducted;
  /** Runs that have not ended. */
  readonly open: Set<string>;
}

export class Trainer {
  private readonly happened = createEvent<RunEvent>();
  private readonly phaseChanged = createEvent<RunPhase>();
  private training: Training | null = null;
  private last: StartedExperiment | null = null;
  private folders = new Map<string, string>();
  /** Of the current experiment: what its runs were started with. */
  private jobs: readonly RunJob[] = [];

  constructor(private readonly options: TrainerOptions) {
    options.host.onEvent((event) => this.tell(event));
  }

  get hostState(): HostState {
    return this.options.host.state;
  }

  /** The experiment that trains, or the last one that did. */
  get current(): StartedExperiment | null {
    return this.last;
  }

  onHostState(listener: (state: HostState) => void): () => void {
    return this.options.host.onState(listener);
  }

  /** Every run event of the window's experiments; one that could not even begin ends its runs with the reason. */
  onEvent(listener: (event: RunEvent) => void): () => void {
    return this.happened.on(listener);
  }

  onPhase(listener: (phase: RunPhase) => void): () => void {
    return this.phaseChanged.on(listener);
  }

  /** Folder of a run that was started since the app was. */
  folderOf(runId: string): string | null {
    return this.folders.get(runId) ?? null;
  }

  async start(request: ParsedRequest<'run:start'>): Promise<StartReply> {
    // All runs may have ended while their folder is still being closed: that takes a moment, not a refusal.
    if (this.training?.open.size === 0) await this.training.conducted.outcome;
    if (this.training !== null) {
      const { name } = this.training.started.experiment;
      return refusal('no other experiment to be training', `${name}, which still does`);
    }
    const parsed = parseExperiment(request.experiment);
    if (parsed.kind === 'refused') return parsed;
    const { experiment } = parsed;
    const { host, weights, runsFolder } = this.options;
    const folder = newRunFolder(runsFolder, experiment.name, new Date());
    const jobs = planRuns({ experiment, dir: folder, pace: request.pace, weightsOf: () => weights });
    const runs = jobs.map(({ runId, lane, seed }) => ({ runId, lane, seed }));
    this.options.onBegin();
    const started = { experiment, pace: request.pace, runs, folder };
    const conducted = conductExperiment(host, { experiment, dir: folder, mode: 'new', jobs });
    this.training = { started, jobs, conducted, open: new Set(jobs.map((job) => job.runId)) };
    this.last = started;
    this.jobs = jobs;
    for (const job of jobs) this.folders.set(job.runId, job.folder);
    void this.follow(this.training);
    this.phaseChanged.emit('running');
    return { kind: 'started', runs, folder };
  }

  /** What a step of a run of the current experiment did, whether it still trains or has ended. */
  async inspect({ runId, question }: InspectRequest): Promise<InspectionAnswer> {
    const job = this.jobs.find((each) => each.runId === runId);
    if (job !== undefined) return this.options.host.inspect(job, question);
    return {
      kind: 'refused',
      message: 'The run is not of the current experiment: its steps are in its folder.',
    };
  }

  /** A stop ends the experiment: no run after the current one is begun. */
  control(runId: string, action: RunAction): void {
    const isCurrent = this.training?.jobs.some((job) => job.runId === runId) === true;
    if (action.kind === 'pace' && isCurrent && this.last !== null) {
      this.last = { ...this.last, pace: action.pace };
    }
    if (action.kind === 'stop' && isCurrent) this.training?.conducted.stop();
    else this.options.host.control(runId, action);
  }

  /**
   * Ends what trains as interrupted, with all it recorded, then the host. A host that has not recorded it by `deadlineMs` is
   * killed: what it has written by then is kept.
   */
  async shutdown(deadlineMs = SHUTDOWN_DEADLINE_MS): Promise<void> {
    const { host } = this.options;
    if (this.training === null) return host.shutdown();
    this.training.conducted.interrupt();
    const isRecorded = await settlesWithin(this.training.conducted.outcome, deadlineMs);
    await (isRecorded ? host.shutdown() : host.shutdown(0));
  }

  private async follow(training: Training): Promise<void> {
    const outcome = await training.conducted.outcome;
    const failure = outcome.kind === 'refused' ? storageFailure(outcome.message) : null;
    for (const job of training.jobs) {
      if (training.open.has(job.runId)) this.tell(neverBegun(job, failure));
    }
    this.training = null;
  }

  private tell(event: RunEvent): void {
    const open = this.training?.open;
    if (event.kind === 'run-ended') open?.delete(event.runId);
    this.happened.emit(event);
    if (event.kind === 'run-paused') this.phaseChanged.emit('paused');
    // A run that was paused may have failed: the one after it trains.
    if (event.kind === 'run-started' || event.kind === 'run-resumed') this.phaseChanged.emit('running');
    if (event.kind === 'run-ended' && open?.size === 0) this.phaseChanged.emit('idle');
  }
}

function storageFailure(message: string): Failure {
  return { kind: 'storage', message, stack: null };
}

function refusal(expected: string, got: string): StartReply {
  return { kind: 'refused', problems: [{ path: '', expected, got }] };
}

/** The end of a run that never had its turn. */
function neverBegun(job: RunJob, failure: Failure | null): RunEvent {
  return {
    kind: 'run-ended',
    runId: job.runId,
    status: failure === null ? 'stopped' : 'failed',
    steps: 0,
    finalLoss: null,
    usPerStep: null,
    compileMs: 0,
    divergedAt: null,
    failure,
    folder: null,
  };
}
