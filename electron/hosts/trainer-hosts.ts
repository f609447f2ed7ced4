// The trainer hosts of a commander, at most one per core: the first from the start, others when there is work for them.
// Together they are one place where runs can be trained; which run goes where is for conduct-experiment.ts to say.
import os from 'node:os';
import type { EngineAttempt } from '../../src-core/contract/engine';
import type { RunJob } from '../../src-core/contract/host-message';
import type { InspectionAnswer, InspectionQuestion } from '../../src-core/contract/inspection';
import type { HostState } from '../../src-core/contract/ipc';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import type { RunEvent } from '../../src-core/contract/run-event';
import type { Settings } from '../../src-core/experiment/experiment';
import { createEvent } from './event';
import { superviseHost } from './supervise-host';
import type {
  FitReply,
  RunEventListener,
  RunEventSource,
  SettledState,
  SuperviseOptions,
  SupervisedHost,
} from './supervised-host';

/** One per core: a host trains in one thread, and a second one on its core would only take its time. */
export const MOST_HOSTS = os.availableParallelism();

/** A lane as a host is prepared for it. */
export type LaneToTrain = Pick<RunJob, 'lane' | 'settings'>;

/** The lane for the host at a place, the first at 0; undefined: none is known. */
export type LaneAt = (place: number) => LaneToTrain | undefined;

export class TrainerHosts {
  private readonly hosts: SupervisedHost[] = [];
  private readonly happened = createEvent<{ readonly event: RunEvent; readonly source: RunEventSource }>();
  private readonly stateChanged = createEvent<HostState>();
  private readonly hostChanged = createEvent<SupervisedHost>();
  /** Who trained a run, by runId. */
  private readonly trainers = new Map<string, SupervisedHost>();
  private readonly lanes = new Map<SupervisedHost, LaneToTrain>();
  private told: HostState | null = null;

  /**
   * @param count hosts that are started at once, at least one
   * @param laneAt what each of them is to train first
   */
  constructor(
    private readonly options: SuperviseOptions,
    count = 1,
    private readonly most = MOST_HOSTS,
    laneAt: LaneAt = () => undefined,
  ) {
    this.grow(Math.max(1, count), laneAt);
  }

  get all(): readonly SupervisedHost[] {
    return this.hosts;
  }

  /** What a run would meet: the state of the host that is the furthest. */
  get state(): HostState {
    const states = this.hosts.map((host) => host.state);
    const best = (['ready', 'starting', 'lost'] as const).flatMap((kind) =>
      states.filter((state) => state.kind === kind),
    );
    return best[0] ?? { kind: 'starting' };
  }

  /** Attempts at an engine, in order, where none was found. */
  get failedAttempts(): readonly EngineAttempt[] {
    return this.hosts[0]?.failedAttempts ?? [];
  }

  /** Called when {@link state} changes. */
  onState(listener: (state: HostState) => void): () => void {
    return this.stateChanged.on(listener);
  }

  /** Called when the state of any host changes. */
  onHostChange(listener: (host: SupervisedHost) => void): () => void {
    return this.hostChanged.on(listener);
  }

  /** Run events of all hosts, those of a run in order. */
  onEvent(listener: RunEventListener): () => void {
    return this.happened.on(({ event, source }) => listener(event, source));
  }

  /** Waits until one has an engine, or none will. */
  settled(): Promise<SettledState> {
    const { state } = this;
    if (state.kind !== 'starting') return Promise.resolve(state);
    return new Promise((resolve) => {
      const off = this.onState((next) => {
        if (next.kind === 'starting') return;
        off();
        resolve(next);
      });
    });
  }

  /** Has so many hosts, as far as there are cores for them; each new one prepares for its lane. */
  grow(count: number, laneAt: LaneAt = () => undefined): void {
    while (this.hosts.length < Math.min(count, this.most)) this.add(laneAt(this.hosts.length));
  }

  /** The lane that a host was prepared for. */
  preparedFor(host: SupervisedHost): string | undefined {
    return this.lanes.get(host)?.lane;
  }

  /** As of a supervised host. */
  fitWeights(weights: readonly NamedTensor[], settings: readonly Settings[]): Promise<FitReply> {
    return this.anyReady().fitWeights(weights, settings);
  }

  /** As of a supervised host; the one that trained the run is asked, which may still have it at hand. */
  inspect(job: RunJob, question: InspectionQuestion): Promise<InspectionAnswer> {
    return (this.trainers.get(job.runId) ?? this.anyReady()).inspect(job, question);
  }

  /** Ends all processes in order, or after `graceMs` by force. */
  async shutdown(graceMs?: number): Promise<void> {
    await Promise.all(this.hosts.map((host) => host.shutdown(graceMs)));
  }

  private anyReady(): SupervisedHost {
    const host = this.hosts.find(({ state }) => state.kind === 'ready') ?? this.hosts[0];
    if (host === undefined) throw new Error('There is no trainer host: expected one from the start.');
    return host;
  }

  private add(lane: LaneToTrain | undefined): void {
    const joins = this.hosts.length > 0;
    const host = superviseHost({ ...this.options, joins, lane: lane?.settings ?? null });
    this.hosts.push(host);
    if (lane !== undefined) this.lanes.set(host, lane);
    host.onEvent((event, source) => {
      if (event.kind === 'run-started') this.trainers.set(event.runId, host);
      this.happened.emit({ event, source });
    });
    host.onState(() => {
      this.tellState();
      this.hostChanged.emit(host);
    });
  }

  private tellState(): void {
    const { state } = this;
    if (state === this.told) return;
    this.told = state;
    this.stateChanged.emit(state);
  }
}
