// Training as the window commands it: one experiment at a time, each recorded in a folder of its own.
import { assertNever } from '../../src-core/assert-never';
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
import type { RunAdjusted, RunEvent } from '../../src-core/contract/run-event';
import { parseExperiment } from '../../src-core/experiment/parse-experiment';
import { conductExperiment, type Conducted } from '../hosts/conduct-experiment';
import { createEvent } from '../hosts/event';
import { planRuns } from '../hosts/plan-runs';
import type { RunEventListener, RunEventSource } from '../hosts/supervised-host';
import type { TrainerHosts } from '../hosts/trainer-hosts';
import { newRunFolder } from './run-folders';
import { settlesWithin } from './settles-within';

/** What can be done to the experiment now. */
export type RunPhase = 'idle' | 'running' | 'paused';

/** How long an ending app waits for its run to be recorded. */
const SHUTDOWN_DEADLINE_MS = 10_000;

export interface TrainerOptions {
  readonly hosts: TrainerHosts;
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
  /** Runs that train, and whether they stand still. */
  readonly begun: Map<string, 'running' | 'paused'>;
}

export class Trainer {
  private readonly happened = createEvent<{ readonly event: RunEvent; readonly source: RunEventSource }>();
  private readonly phaseChanged = createEvent<RunPhase>();
  private training: Training | null = null;
  private phase: RunPhase = 'idle';
  private last: StartedExperiment | null = null;
  private folders = new Map<string, string>();
  /** Of the current experiment: what its runs were started with. */
  private jobs: readonly RunJob[] = [];

  constructor(private readonly options: TrainerOptions) {
    options.hosts.onEvent((event, source) => this.tell(event, source));
  }

  get hostState(): HostState {
    return this.options.hosts.state;
  }

  /** The experiment that trains, or the last one that did. */
  get current(): StartedExperiment | null {
    return this.last;
  }

  /** Lets go of the last experiment; one that trains stays. */
  forget(): void {
    if (this.training === null) this.last = null;
  }

  onHostState(listener: (state: HostState) => void): () => void {
    return this.options.hosts.onState(listener);
  }

  /** Every run event of the window's experiments; one that could not even begin ends its runs with the reason. */
  onEvent(listener: RunEventListener): () => void {
    return this.happened.on(({ event, source }) => listener(event, source));
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
    const { hosts, weights, runsFolder } = this.options;
    const folder = newRunFolder(runsFolder, experiment.name, new Date());
    const jobs = planRuns({ experiment, dir: folder, pace: request.pace, weightsOf: () => weights });
    const runs = jobs.map(({ runId, lane, seed }) => ({ runId, lane, seed }));
    this.options.onBegin();
    const started = { experiment, pace: request.pace, runs, folder };
    const conducted = conductExperiment(hosts, { experiment, dir: folder, mode: 'new', jobs });
    const open = new Set(jobs.map((job) => job.runId));
    this.training = { started, jobs, conducted, open, begun: new Map() };
    this.last = started;
    this.jobs = jobs;
    for (const job of jobs) this.folders.set(job.runId, job.folder);
    void this.follow(this.training);
    this.enter('running');
    return { kind: 'started', runs, folder };
  }

  /** What a step of a run of the current experiment did, whether it still trains or has ended. */
  async inspect({ runId, question }: InspectRequest): Promise<InspectionAnswer> {
    const job = this.jobs.find((each) => each.runId === runId);
    if (job !== undefined) return this.options.hosts.inspect(job, question);
    return {
      kind: 'refused',
      message: 'The run is not of the current experiment: its steps are in its folder.',
    };
  }

  /** Acts on the whole of the experiment that a run is of: a stop begins no further run. An earlier experiment's is ignored. */
  control(runId: string, action: RunAction): void {
    const { training, last } = this;
    if (training?.jobs.some((job) => job.runId === runId) !== true) return;
    if (action.kind === 'pace' && last !== null) this.last = { ...last, pace: action.pace };
    if (action.kind === 'adjust') training.conducted.adjust(runId, action.change);
    else training.conducted.control(action);
  }

  /**
   * Ends what trains as interrupted, with all it recorded, then the host. A host that has not recorded it by `deadlineMs` is
   * killed: what it has written by then is kept.
   */
  async shutdown(deadlineMs = SHUTDOWN_DEADLINE_MS): Promise<void> {
    const { hosts } = this.options;
    if (this.training === null) return hosts.shutdown();
    this.training.conducted.interrupt();
    const isRecorded = await settlesWithin(this.training.conducted.outcome, deadlineMs);
    await (isRecorded ? hosts.shutdown() : hosts.shutdown(0));
  }

  private async follow(training: Training): Promise<void> {
    const outcome = await training.conducted.outcome;
    const failure = outcome.kind === 'refused' ? storageFailure(outcome.message) : null;
    for (const job of training.jobs) {
      if (training.open.has(job.runId)) this.tell(neverBegun(job, failure), 'commander');
    }
    this.training = null;
  }

  private tell(event: RunEvent, source: RunEventSource): void {
    const { training } = this;
    if (training !== null) note(event, training);
    if (event.kind === 'adjusted') this.noteAdjusted(event);
    this.happened.emit({ event, source });
    if (training !== null) this.enter(phaseOf(training));
  }

  /** A run that is trained again to be looked at is to be trained as it was. */
  private noteAdjusted({ runId, step, learningRate, clipLimit }: RunAdjusted): void {
    const adjusted = (job: RunJob): RunJob => {
      const others = job.adjustments.filter((one) => one.step !== step);
      return { ...job, adjustments: [...others, { step, learningRate, clipLimit }] };
    };
    this.jobs = this.jobs.map((job) => (job.runId === runId ? adjusted(job) : job));
  }

  private enter(phase: RunPhase): void {
    if (phase === this.phase) return;
    this.phase = phase;
    this.phaseChanged.emit(phase);
  }
}

function note(event: RunEvent, { open, begun }: Training): void {
  switch (event.kind) {
    case 'run-started':
    case 'run-resumed':
      return void begun.set(event.runId, 'running');
    case 'run-paused':
      return void begun.set(event.runId, 'paused');
    case 'run-ended':
      open.delete(event.runId);
      return void begun.delete(event.runId);
    case 'adjusted':
    case 'chunk':
    case 'evaluated':
      return;
    default:
      assertNever(event);
  }
}

/** Paused when nothing moves and something could: between two runs it is running. */
function phaseOf({ open, begun }: Training): RunPhase {
  if (open.size === 0) return 'idle';
  const states = [...begun.values()];
  return states.length > 0 && states.every((state) => state === 'paused') ? 'paused' : 'running';
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
