// One trainer host, kept alive: commands go to whichever process is current; a lost process ends its run with a named
// failure and is replaced. Used alike by Electron main and the command line; knows neither.
//
//   const host = superviseHost({ fork, choice: { engine: 'auto', backend: 'auto' } });
//   host.onState((state) => …);                       // starting → ready | lost, again with every replacement
//   host.onEvent((event) => …);                       // every run event, those of lost hosts completed
//   const ended = await host.run(job);                // never rejects: a failure is a status
//   await host.shutdown();
//
// trainer-hosts.ts keeps several of them, conduct-experiment.ts trains a whole experiment on those.
import type { EngineAttempt, EngineChoice } from '../../src-core/contract/engine';
import type { HostEvent, RunJob } from '../../src-core/contract/host-message';
import type { InspectionAnswer, InspectionQuestion } from '../../src-core/contract/inspection';
import type { HostState, RunAction } from '../../src-core/contract/ipc';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import type { RunEnded, RunEvent } from '../../src-core/contract/run-event';
import type { Settings } from '../../src-core/experiment/experiment';
import type { ForkHost, HostProcess } from './host-process';

/** The state of a host that has settled: on an engine, or on the reason why there is none. */
export type SettledState = Exclude<HostState, { kind: 'starting' }>;

export type FitReply = Extract<HostEvent, { kind: 'weights-fitted' }>;

export interface SuperviseOptions {
  readonly fork: ForkHost;
  readonly choice: EngineChoice;
  /** Whether there are other hosts already. */
  readonly joins?: boolean;
  /** Settings that it is to train first: its processes try the engine with them, and so have their program compiled. */
  readonly lane?: Settings | null;
  /** Called with every new process before any command reaches it: the place to attach a port for its series. */
  readonly onForked?: (host: HostProcess) => void;
}

/** Who tells a run event: the process that trains the run, or its commander in its place. */
export type RunEventSource = 'host' | 'commander';

export type RunEventListener = (event: RunEvent, source: RunEventSource) => void;

/** A trainer host that outlives its processes. Every `on…` returns its own unsubscribe. */
export interface SupervisedHost {
  readonly state: HostState;
  /** Attempts at an engine, in order, of a host that failed to find one; empty otherwise. */
  readonly failedAttempts: readonly EngineAttempt[];
  onState(listener: (state: HostState) => void): () => void;
  /**
   * Run events in order; where a process ends under a run, or there is none for it, its `run-ended` is made up here and
   * `source` is `commander`.
   */
  onEvent(listener: RunEventListener): () => void;
  /** Waits until the host has settled. Forks nothing: a lost host stays lost until a run needs it. */
  settled(): Promise<SettledState>;
  /** Whether initial weights fit the networks of these settings: per settings null, or one sentence on what does not. */
  fitWeights(weights: readonly NamedTensor[], settings: readonly Settings[]): Promise<FitReply>;
  /** What a step of a run did, of the one that trains or one before it. Never rejects: `refused` says why not. */
  inspect(job: RunJob, question: InspectionQuestion): Promise<InspectionAnswer>;
  /** Trains one run to its end, in a new process where the last one was lost. One at a time: a second one throws. */
  run(job: RunJob): Promise<RunEnded>;
  /** Pause, resume, step, stop, pace, adjust. Ignored for a run that is not the current one. */
  control(runId: string, action: RunAction): void;
  /** Stops the run because its commander goes away: it ends as `interrupted`, with all that it recorded. */
  interrupt(runId: string): void;
  /** Ends the process in order, or after `graceMs` (5 s) by force. */
  shutdown(graceMs?: number): Promise<void>;
}
