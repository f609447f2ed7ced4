// A whole experiment on one host: its folder opened, every lane × seed trained in order, its folder closed.
import type { Failure } from '../../src-core/contract/failure';
import type { OpenMode, RunJob } from '../../src-core/contract/host-message';
import type { RunEnded } from '../../src-core/contract/run-event';
import type { Experiment } from '../../src-core/experiment/experiment';
import type { SupervisedHost } from './supervised-host';

export interface ConductRequest {
  readonly experiment: Experiment;
  /** Absolute path of the experiment's folder. */
  readonly dir: string;
  readonly mode: OpenMode;
  /** The runs in the order they are trained, see plan-runs.ts. */
  readonly jobs: readonly RunJob[];
}

/** A run and how it ended. */
export interface FinishedRun {
  readonly job: RunJob;
  readonly ended: RunEnded;
}

export type ExperimentOutcome =
  /** Nothing was trained: the folder is in use, or cannot be written, or the host was lost before it was open. */
  | { readonly kind: 'refused'; readonly reason: 'in-use' | 'storage' | 'host'; readonly message: string }
  /**
   * The runs that were begun, in order. `digest` is that of the manifest; null, with the failure, where the manifest could
   * not be written.
   */
  | {
      readonly kind: 'conducted';
      readonly runs: readonly FinishedRun[];
      readonly digest: string | null;
      readonly failure: Failure | null;
    };

/** An experiment under way. */
export interface Conducted {
  readonly outcome: Promise<ExperimentOutcome>;
  /** Ends the current run as `stopped` and begins no other. */
  stop(): void;
  /** Ends the current run as `interrupted` and begins no other: the commander goes away. */
  interrupt(): void;
}

/**
 * Trains the runs one after the other. A run that fails, diverges or is stopped does not keep the next from being trained;
 * only `stop` and `interrupt` do.
 */
export function conductExperiment(host: SupervisedHost, request: ConductRequest): Conducted {
  let ended = false;
  let current: RunJob | null = null;
  const conduct = async (): Promise<ExperimentOutcome> => {
    const { dir, experiment, mode, jobs } = request;
    const reply = await host.open({ dir, experiment, mode });
    if (reply.kind === 'experiment-refused') {
      return { kind: 'refused', reason: reply.reason, message: reply.message };
    }
    const runs: FinishedRun[] = [];
    for (const job of jobs) {
      if (ended) break;
      current = job;
      runs.push({ job, ended: await host.run(job) });
      current = null;
    }
    const { digest, failure } = await host.close();
    return { kind: 'conducted', runs, digest, failure };
  };
  return {
    outcome: conduct(),
    stop: () => {
      ended = true;
      if (current !== null) host.control(current.runId, { kind: 'stop' });
    },
    interrupt: () => {
      ended = true;
      if (current !== null) host.interrupt(current.runId);
    },
  };
}
