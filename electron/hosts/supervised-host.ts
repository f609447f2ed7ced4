// One trainer host, kept alive: commands go to whichever process is current; a lost process ends its run with a named
// failure and is replaced. Used alike by Electron main and the command line; knows neither.
//
//   const host = superviseHost({ fork, choice: { engine: 'auto', backend: 'auto' } });
//   host.onState((state) => …);                       // starting → ready | lost, again with every replacement
//   host.onEvent((event) => …);                       // every run event, those of lost hosts completed
//   await host.open({ dir, experiment, mode: 'new' });
//   const ended = await host.run(job);                // never rejects: a failure is a status
//   await host.close();
//   await host.shutdown();
//
// conduct-experiment.ts does the middle part for a whole experiment.
import type { EngineAttempt, EngineChoice } from '../../src-core/contract/engine';
import type { HostEvent, OpenMode, RunJob } from '../../src-core/contract/host-message';
import type { InspectionAnswer, InspectionQuestion } from '../../src-core/contract/inspection';
import type { HostState, RunAction } from '../../src-core/contract/ipc';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import type { RunEnded, RunEvent } from '../../src-core/contract/run-event';
import type { Experiment, Settings } from '../../src-core/experiment/experiment';
import type { ForkHost, HostProcess } from './host-process';

/** The state of a host that has settled: on an engine, or on the reason why there is none. */
export type SettledState = Exclude<HostState, { kind: 'starting' }>;

/** The folder that the next runs are recorded in. */
export interface OpenRequest {
  /** Absolute path. */
  readonly dir: string;
  readonly experiment: Experiment;
  readonly mode: OpenMode;
}

/** `host`: there is no process that could open the folder, or the one that was to was lost. */
export type OpenReply =
  | Extract<HostEvent, { kind: 'experiment-opened' | 'experiment-refused' }>
  | {
      readonly kind: 'experiment-refused';
      readonly dir: string;
      readonly reason: 'host';
      readonly message: string;
    };
export type FitReply = Extract<HostEvent, { kind: 'weights-fitted' }>;
export type CloseReply = Extract<HostEvent, { kind: 'experiment-closed' }>;

export interface SuperviseOptions {
  readonly fork: ForkHost;
  readonly choice: EngineChoice;
  /** Called with every new process before any command reaches it: the place to attach a port for its series. */
  readonly onForked?: (host: HostProcess) => void;
}

/** A trainer host that outlives its processes. Every `on…` returns its own unsubscribe. */
export interface SupervisedHost {
  readonly state: HostState;
  /** Attempts at an engine, in order, of a host that failed to find one; empty otherwise. */
  readonly failedAttempts: readonly EngineAttempt[];
  onState(listener: (state: HostState) => void): () => void;
  /** Run events in order; where a process ends under a run, its `run-ended` (failed, `host-lost`) is made up here. */
  onEvent(listener: (event: RunEvent) => void): () => void;
  /** Waits until the host has settled. Forks nothing: a lost host stays lost until a run needs it. */
  settled(): Promise<SettledState>;
  /** Opens the folder the next runs are recorded in; a replaced process opens it again by itself. */
  open(request: OpenRequest): Promise<OpenReply>;
  /** Closes the open folder: the manifest is written. */
  close(): Promise<CloseReply>;
  /** Whether initial weights fit the networks of these settings: per settings null, or one sentence on what does not. */
  fitWeights(weights: readonly NamedTensor[], settings: readonly Settings[]): Promise<FitReply>;
  /** What a step of a run did, of the one that trains or one before it. Never rejects: `refused` says why not. */
  inspect(job: RunJob, question: InspectionQuestion): Promise<InspectionAnswer>;
  /** Trains one run to its end, in a new process where the last one was lost. One at a time: a second one throws. */
  run(job: RunJob): Promise<RunEnded>;
  /**
   * Pause, resume, step, stop, pace. Ignored for a run that is not the current one. A pace holds for the runs after it too,
   * until another folder is opened.
   */
  control(runId: string, action: RunAction): void;
  /** Stops the run because its commander goes away: it ends as `interrupted`, with all that it recorded. */
  interrupt(runId: string): void;
  /** Ends the process in order, or after `graceMs` (5 s) by force. */
  shutdown(graceMs?: number): Promise<void>;
}
