// Training as the window commands it: one experiment at a time, each recorded in a folder of its own.
import path from 'node:path';
import { assertNever } from '../../src-core/assert-never';
import type {
  HostState,
  InspectRequest,
  RunAction,
  OpenedRecord,
  OpenReply,
  StartedExperiment,
  StartReply,
} from '../../src-core/contract/ipc';
import type { InspectionAnswer } from '../../src-core/contract/inspection';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import type { Failure } from '../../src-core/contract/failure';
import type { RunJob } from '../../src-core/contract/host-message';
import type { ParsedRequest } from '../../src-core/contract/parse-ipc';
import type { Pace, RunAdjusted, RunEvent } from '../../src-core/contract/run-event';
import type { Experiment } from '../../src-core/experiment/experiment';
import { resolveLanes } from '../../src-core/experiment/lanes';
import { parseExperiment } from '../../src-core/experiment/parse-experiment';
import { conductExperiment, type Conducted, type ConductRequest } from '../hosts/conduct-experiment';
import { createEvent } from '../hosts/event';
import { fitLanes } from '../hosts/fit-lanes';
import { planRuns } from '../hosts/plan-runs';
import type { RunEventListener, RunEventSource } from '../hosts/supervised-host';
import type { TrainerHosts } from '../hosts/trainer-hosts';
import type { OpenMode } from '../runs/folder-claim';
import { planResume } from '../runs/plan-resume';
import { recordedEvents } from '../runs/recorded-events';
import { readSeries } from '../runs/recorded-series';
import { besideExperiment } from '../runs/task-files/file-sources';
import { recordedTaskFiles } from '../runs/task-files/recorded-task-files';
import { readTaskFiles, type TaskFiles } from '../runs/task-files/task-files';
import { asRecorded, otherEngine, requestsFor } from './recorded-jobs';
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
  /** Absolute path of the folder whose csv files the open experiment may name; null: it is not saved yet. */
  readonly experimentFolder: () => string | null;
  /** Initial weights in place of drawn ones, for the lanes whose network they are of. */
  readonly weights: () => readonly NamedTensor[] | null;
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

interface Aside {
  readonly name: string;
  readonly runIds: ReadonlySet<string>;
  readonly conducted: Conducted;
}

interface TrainRequest {
  readonly experiment: Experiment;
  readonly files: TaskFiles;
  /** Absolute path. */
  readonly dir: string;
  readonly mode: OpenMode;
  readonly pace: Pace;
  /** The runs to train, of all that the experiment has. */
  readonly jobs: readonly RunJob[];
  readonly all: readonly RunJob[];
}

export class Trainer {
  private readonly happened = createEvent<{ readonly event: RunEvent; readonly source: RunEventSource }>();
  private readonly phaseChanged = createEvent<RunPhase>();
  private training: Training | null = null;
  /** What trains beside it and is shown nowhere: a verification. */
  private aside: Aside | null = null;
  /** Name of what is about to train or to be shown; null: nothing is. */
  private beginning: string | null = null;
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

  async start({ experiment, pace }: ParsedRequest<'run:start'>): Promise<StartReply> {
    const parsed = parseExperiment(experiment);
    if (parsed.kind === 'refused') return parsed;
    return this.alone(
      parsed.experiment.name,
      () => this.startNow(parsed.experiment, pace),
      (busy) => refusal('no other experiment to be training', `${busy}, which still does`),
    );
  }

  private async startNow(experiment: Experiment, pace: Pace): Promise<StartReply> {
    const { weights, runsFolder, hosts, experimentFolder } = this.options;
    const read = readTaskFiles(experiment, besideExperiment(experimentFolder()));
    if (read.kind === 'refused') return read;
    const { files } = read;
    const lanes = resolveLanes(experiment);
    const { weightsOf, unfit } = await fitLanes(hosts, weights(), lanes.kind === 'ok' ? lanes.lanes : []);
    if (unfit.length > 0 && lanes.kind === 'ok' && unfit.length === lanes.lanes.length)
      return refusal(
        'initial weights of one of its lanes',
        unfit.map(({ lane, why }) => `${lane}: ${why}`).join(' '),
      );
    const dir = newRunFolder(runsFolder, experiment.name, new Date());
    const jobs = planRuns({ experiment, dir, pace, weightsOf, files });
    this.options.onBegin();
    const { runs, folder } = this.train({ experiment, files, dir, mode: 'new', pace, jobs, all: jobs });
    return { kind: 'started', runs, folder, unfit };
  }

  /** Shows a recorded experiment as it was: its events come again, and its steps can be asked about. */
  open(dir: string, opened: OpenedRecord | null = null): Promise<OpenReply> {
    return this.alone(path.basename(dir), () => this.openNow(dir, opened), stillTrains);
  }

  private async openNow(dir: string, opened: OpenedRecord | null): Promise<OpenReply> {
    const read = await readSeries(dir);
    if (read.kind === 'refused') return { kind: 'refused', why: read.problems.join(' ') };
    const { experiment } = read.series;
    const files = recordedTaskFiles(dir, read.series);
    if (files.kind === 'refused') return { kind: 'refused', why: files.problems.join(' ') };
    const pace: Pace = { kind: 'full' };
    const jobs = planRuns({ experiment, dir, pace, weightsOf: () => null, files: files.files })
      .filter(({ folder }) => read.series.runs.some((run) => path.join(dir, run.folder) === folder))
      .map(asRecorded);
    this.options.onBegin();
    const started = this.adopt(experiment, dir, pace, jobs, opened);
    this.tellAgain(
      recordedEvents(
        read.series,
        requestsFor(dir, jobs, () => null),
      ),
    );
    return { kind: 'opened', started };
  }

  /** Goes on with a recorded experiment, in its folder; what was trained before is told first. */
  continue(dir: string, pace: Pace): Promise<OpenReply> {
    return this.alone(path.basename(dir), () => this.continueNow(dir, pace), stillTrains);
  }

  private async continueNow(dir: string, pace: Pace): Promise<OpenReply> {
    const plan = planResume(dir, null);
    if (plan.kind === 'refused') return { kind: 'refused', why: plan.problems.join(' ') };
    const other = otherEngine(plan.choice, this.options.hosts.state);
    if (other !== null) return { kind: 'refused', why: `${dir} ${other}` };
    const { experiment, files } = plan;
    const all = planRuns({ experiment, dir, pace, weightsOf: () => null, files });
    const jobs = plan.take(all);
    if (jobs.length === 0) return { kind: 'refused', why: `${dir}: nothing is left to train.` };
    const before = await readSeries(dir);
    this.options.onBegin();
    const started = this.train({
      experiment,
      files,
      dir,
      mode: 'continue',
      pace,
      jobs,
      all: all.map(asRecorded),
    });
    const upTo = new Map(jobs.map(({ runId, from }) => [runId, from?.step ?? 0]));
    if (before.kind === 'series')
      this.tellAgain(
        recordedEvents(
          before.series,
          requestsFor(dir, all, (id) => upTo.get(id) ?? null),
        ),
      );
    return { kind: 'opened', started };
  }

  /** Trains what is shown nowhere, while nothing else trains. @returns one sentence where something does */
  conductAside(request: ConductRequest): Promise<Conducted | string> {
    return this.alone<Conducted | string>(
      request.experiment.name,
      () => this.asideNow(request),
      (busy) => `${busy} still trains: stop it, or wait for its end.`,
    );
  }

  private asideNow(request: ConductRequest): Conducted {
    const conducted = conductExperiment(this.options.hosts, request);
    const runIds = new Set(request.jobs.map(({ runId }) => runId));
    this.aside = { name: request.experiment.name, runIds, conducted };
    void conducted.outcome.finally(() => (this.aside = null));
    return conducted;
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
    this.aside?.conducted.interrupt();
    if (this.training === null) return hosts.shutdown();
    this.training.conducted.interrupt();
    const isRecorded = await settlesWithin(this.training.conducted.outcome, deadlineMs);
    await (isRecorded ? hosts.shutdown() : hosts.shutdown(0));
  }

  /**
   * Begins something while nothing trains, and nothing else begins: what begins takes its time, and whoever comes meanwhile
   * finds its name as if it trained already. @param busy the answer to one that comes too late
   */
  private async alone<T>(name: string, begin: () => T | Promise<T>, busy: (name: string) => T): Promise<T> {
    // All runs may have ended while their folder is still being closed: that takes a moment, not a refusal.
    if (this.training?.open.size === 0) await this.training.conducted.outcome;
    const other = this.training?.started.experiment.name ?? this.aside?.name ?? this.beginning;
    if (other !== null) return busy(other);
    this.beginning = name;
    try {
      return await begin();
    } finally {
      this.beginning = null;
    }
  }

  private train({ experiment, files, dir, mode, pace, jobs, all }: TrainRequest): StartedExperiment {
    const started = this.adopt(experiment, dir, pace, all);
    const conducted = conductExperiment(this.options.hosts, { experiment, files, dir, mode, jobs });
    const open = new Set(jobs.map((job) => job.runId));
    this.training = { started, jobs, conducted, open, begun: new Map() };
    void this.follow(this.training);
    this.enter('running');
    return started;
  }

  /** Makes an experiment the current one. */
  private adopt(
    experiment: Experiment,
    folder: string,
    pace: Pace,
    jobs: readonly RunJob[],
    opened: OpenedRecord | null = null,
  ): StartedExperiment {
    const runs = jobs.map(({ runId, lane, seed }) => ({ runId, lane, seed }));
    this.last = { experiment, pace, runs, folder, opened };
    this.jobs = jobs;
    for (const job of jobs) this.folders.set(job.runId, job.folder);
    return this.last;
  }

  /** Events of long ago: they are shown and change nothing. */
  private tellAgain(events: readonly RunEvent[]): void {
    for (const event of events) this.happened.emit({ event, source: 'commander' });
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
    if (this.aside?.runIds.has(event.runId) === true) return;
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

function stillTrains(name: string): OpenReply {
  return { kind: 'refused', why: `${name} still trains: stop it, or wait for its end.` };
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
