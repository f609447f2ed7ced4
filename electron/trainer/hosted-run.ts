// The run that a host trains, as far as its end is decided outside the worker.
import type { Failure } from '../../src-core/contract/failure';
import type { RunJob } from '../../src-core/contract/host-message';
import type { RunEnded } from '../../src-core/contract/run-event';
import { RunTally } from '../../src-core/contract/run-tally';

export class HostedRun {
  readonly tally: RunTally;
  stopAsked: 'stopped' | 'interrupted' | null = null;
  /** Why the run's folder could not be written: it trains on, and fails in the end. */
  storageFailure: Failure | null = null;

  constructor(readonly job: RunJob) {
    this.tally = new RunTally(job.runId);
  }

  /** What the worker said of the end, with what only the host knows: the folder, and whether it could be written. */
  endAs(event: RunEnded): RunEnded {
    const folder = event.steps > 0 ? this.job.folder : null;
    if (this.storageFailure === null) return { ...event, folder };
    return { ...event, status: 'failed', failure: this.storageFailure, folder };
  }

  failed(failure: Failure): RunEnded {
    return this.tally.ended({ status: 'failed', failure, divergedAt: null, folder: null });
  }

  /** The end of a run whose worker is gone. One that was asked to stop and had taken no step was only compiling. */
  lost(failure: Failure): RunEnded {
    if (this.stopAsked !== null && this.tally.steps === 0) {
      return this.tally.ended({ status: this.stopAsked, failure: null, divergedAt: null, folder: null });
    }
    const folder = this.tally.steps > 0 ? this.job.folder : null;
    return this.tally.ended({ status: 'failed', failure, divergedAt: null, folder });
  }
}
