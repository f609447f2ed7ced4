// A whole experiment on the trainer hosts: its folder opened, every lane × seed trained on one of them, its folder closed.
import { assertNever } from '../../src-core/assert-never';
import type { Failure } from '../../src-core/contract/failure';
import type { RunJob } from '../../src-core/contract/host-message';
import type { AdjustmentChange } from '../../src-core/contract/adjustment';
import type { RunAction } from '../../src-core/contract/ipc';
import type { Pace, RunEnded, RunEvent } from '../../src-core/contract/run-event';
import type { Experiment } from '../../src-core/experiment/experiment';
import { type ExperimentFolder, openExperimentFolder } from '../runs/experiment-folder';
import type { OpenMode } from '../runs/folder-claim';
import type { TaskFiles } from '../runs/task-files/task-files';
import { RunQueue } from './run-queue';
import { RunTimer } from './run-timer';
import type { SupervisedHost } from './supervised-host';
import type { TrainerHosts } from './trainer-hosts';

export interface ConductRequest {
  readonly experiment: Experiment;
  /** Absolute path of the experiment's folder. */
  readonly dir: string;
  readonly mode: OpenMode;
  /** Its csv files; not needed where all sequences are drawn. */
  readonly files?: TaskFiles;
  /** The runs in lane, then seed order, see plan-runs.ts. */
  readonly jobs: readonly RunJob[];
}

/** A run and how it ended. */
export interface FinishedRun {
  readonly job: RunJob;
  readonly ended: RunEnded;
}

export type ExperimentOutcome =
  /** Nothing was trained: the folder is in use, or cannot be written, or there is no host with an engine. */
  | { readonly kind: 'refused'; readonly reason: 'in-use' | 'storage' | 'host'; readonly message: string }
  /**
   * The runs that were begun, in lane, then seed order. `digest` is that of the manifest; null, with the failure, where the
   * manifest could not be written.
   */
  | {
      readonly kind: 'conducted';
      readonly runs: readonly FinishedRun[];
      readonly digest: string | null;
      readonly failure: Failure | null;
    };

/** What acts on all runs alike. */
export type ConductAction = Exclude<RunAction, { kind: 'adjust' }>;

/** An experiment under way. */
export interface Conducted {
  readonly outcome: Promise<ExperimentOutcome>;
  /** Acts on all runs that train, and on those that begin later: what a pause holds up stays so until a resumption. */
  control(action: ConductAction): void;
  /** Changes learning rate or clip limit of one run, if it trains. */
  adjust(runId: string, change: AdjustmentChange): void;
  /** Ends the runs that train as `interrupted` and begins no other: the commander goes away. */
  interrupt(): void;
}

/**
 * Trains the runs, as many at once as there are hosts for. A run that fails, diverges or is lost does not keep the others from
 * being trained; only a stop and `interrupt` do.
 */
export function conductExperiment(hosts: TrainerHosts, request: ConductRequest): Conducted {
  return new Conductor(hosts, request);
}

interface ActiveRun {
  readonly job: RunJob;
  readonly host: SupervisedHost;
  readonly timer: RunTimer;
}

/** A start of a host, as long as none has been seen to its end. */
const USUAL_START_MS = 1000;

class Conductor implements Conducted {
  readonly outcome: Promise<ExperimentOutcome>;
  private readonly queue: RunQueue;
  /** By runId. */
  private readonly active = new Map<string, ActiveRun>();
  private readonly finished = new Map<string, RunEnded>();
  /** Lanes that a host has trained, the last one at the end. */
  private readonly known = new Map<SupervisedHost, readonly string[]>();
  private over = false;
  private paused = false;
  private pace: Pace | null = null;
  private allEnded: () => void = () => undefined;

  constructor(
    private readonly hosts: TrainerHosts,
    private readonly request: ConductRequest,
  ) {
    this.queue = new RunQueue(request.jobs);
    this.outcome = this.conduct();
  }

  control(action: ConductAction): void {
    switch (action.kind) {
      case 'stop':
        this.over = true;
        break;
      case 'pause':
      case 'step':
        this.paused = true;
        break;
      case 'resume':
        this.paused = false;
        break;
      case 'pace':
        this.pace = action.pace;
        break;
      default:
        assertNever(action);
    }
    for (const { job, host } of this.active.values()) host.control(job.runId, action);
  }

  adjust(runId: string, change: AdjustmentChange): void {
    this.active.get(runId)?.host.control(runId, { kind: 'adjust', change });
  }

  interrupt(): void {
    this.over = true;
    for (const { job, host } of this.active.values()) host.interrupt(job.runId);
  }

  private async conduct(): Promise<ExperimentOutcome> {
    const { hosts, request } = this;
    const state = await hosts.settled();
    if (state.kind === 'lost') return { kind: 'refused', reason: 'host', message: state.failure.message };
    const opened = openExperimentFolder(request);
    if (opened.kind === 'refused') return opened;
    const { folder } = opened;
    const offs = [
      hosts.onEvent((event) => this.follow(event, folder)),
      hosts.onHostChange(() => this.assign()),
    ];
    await this.trainAll();
    for (const off of offs) off();
    const { digest, failure } = await folder.close();
    return { kind: 'conducted', runs: this.inOrder(), digest, failure };
  }

  private trainAll(): Promise<void> {
    return new Promise((resolve) => {
      this.allEnded = resolve;
      const { lanes } = this.queue;
      this.hosts.grow(lanes.length, (place) => this.laneOf(lanes[place]));
      this.assign();
    });
  }

  private inOrder(): readonly FinishedRun[] {
    return this.request.jobs.flatMap((job) => {
      const ended = this.finished.get(job.runId);
      return ended === undefined ? [] : [{ job, ended }];
    });
  }

  /** What is told of a run is in the manifest before a next one begins. */
  private follow(event: RunEvent, folder: ExperimentFolder): void {
    const run = this.active.get(event.runId);
    if (run === undefined) return;
    folder.follow(event);
    run.timer.follow(event);
    const cost = run.timer.cost;
    if (cost !== null) this.queue.noteCost(run.job.lane, cost);
    // A lane that turns out to be slow is worth a second host.
    if (event.kind === 'chunk') this.assign();
  }

  /** Gives every free host its next run, and ends where there is none left. */
  private assign(): void {
    if (!this.over) for (const host of this.free()) this.giveTo(host);
    if (!this.over && !this.queue.isEmpty) this.growIfWorth();
    if (this.active.size === 0 && (this.over || this.queue.isEmpty)) this.allEnded();
  }

  /** Hosts without a run that have an engine; where none has, and none will, the first: it tries again, or says why not. */
  private free(): readonly SupervisedHost[] {
    const { all } = this.hosts;
    const ready = all.filter((host) => host.state.kind === 'ready' && !this.isBusy(host));
    const isHopeless = this.active.size === 0 && all.every((host) => host.state.kind === 'lost');
    if (isHopeless) return all.slice(0, 1);
    // Who is between two runs of a lane goes on with it before another host looks for lanes that nobody trains.
    return [...ready.filter((host) => this.hasOwn(host)), ...ready.filter((host) => !this.hasOwn(host))];
  }

  /** Whether runs wait of a lane that the host has compiled. */
  private hasOwn(host: SupervisedHost): boolean {
    return this.knownTo(host).some((lane) => this.queue.lanes.includes(lane));
  }

  /** Lanes that the host has trained, the last one at the end, or is prepared for. */
  private knownTo(host: SupervisedHost): readonly string[] {
    return this.known.get(host) ?? this.preparedFor(host);
  }

  private isBusy(host: SupervisedHost): boolean {
    return [...this.active.values()].some((run) => run.host === host);
  }

  private giveTo(host: SupervisedHost): void {
    const known = this.knownTo(host);
    const job = this.queue.take(known, this.underWay());
    if (job === null) return;
    const isFirst = this.known.get(host)?.includes(job.lane) !== true;
    this.known.set(host, [...known.filter((lane) => lane !== job.lane), job.lane]);
    const paced = this.pace === null ? job : { ...job, pace: this.pace };
    void this.train(host, paced, new RunTimer(paced, isFirst, () => performance.now()));
  }

  private async train(host: SupervisedHost, job: RunJob, timer: RunTimer): Promise<void> {
    this.active.set(job.runId, { job, host, timer });
    const ending = host.run(job);
    if (this.paused) host.control(job.runId, { kind: 'pause' });
    this.finished.set(job.runId, await ending);
    this.active.delete(job.runId);
    this.assign();
  }

  private growIfWorth(): void {
    const { all } = this.hosts;
    if (all.some((host) => host.state.kind === 'starting' || !this.isBusy(host))) return;
    const lane = this.laneOf(this.queue.worthJoining(this.underWay(), USUAL_START_MS));
    if (lane !== undefined) this.hosts.grow(all.length + 1, () => lane);
  }

  private laneOf(label: string | undefined): RunJob | undefined {
    return this.request.jobs.find(({ lane }) => lane === label);
  }

  /** What a host has compiled before its first run. */
  private preparedFor(host: SupervisedHost): readonly string[] {
    const lane = this.hosts.preparedFor(host);
    return lane === undefined ? [] : [lane];
  }

  /** How many hosts train a lane now, or compile its program. */
  private underWay(): ReadonlyMap<string, number> {
    const trained = [...this.active.values()].map(({ job }) => job.lane);
    const starting = this.hosts.all.filter(({ state }) => state.kind === 'starting');
    const counts = new Map<string, number>();
    for (const lane of [...trained, ...starting.flatMap((host) => this.preparedFor(host))])
      counts.set(lane, (counts.get(lane) ?? 0) + 1);
    return counts;
  }
}
