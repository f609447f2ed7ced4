// The run that is training, so that it can be ended truthfully when its process dies under it.
import type { Failure } from '../../src-core/contract/failure';
import type { HostCommand, RunJob } from '../../src-core/contract/host-message';
import type { RunEnded, RunEvent } from '../../src-core/contract/run-event';
import { RunTally } from '../../src-core/contract/run-tally';

export class ActiveRun {
  /** Resolves with the run's last event, whoever made it. */
  readonly ended: Promise<RunEnded>;
  /** Whether the process has been told to train it: from then on its end is the run's end. */
  posted = false;
  /** Whether its process has said that it began. */
  begun = false;
  /** Whether it was given to a second process, the first having died before it began. */
  repeated = false;
  /** How the run is to end, once it was asked to. */
  stopAsked: 'stopped' | 'interrupted' | null = null;
  /** What else was asked of it before its process said that it began: the process it is given to next has to be told. */
  readonly asked: HostCommand[] = [];
  private readonly tally: RunTally;
  private resolveEnded: (event: RunEnded) => void = () => undefined;

  constructor(readonly job: RunJob) {
    this.tally = new RunTally(job.runId);
    this.ended = new Promise((resolve) => {
      this.resolveEnded = resolve;
    });
  }

  /** Takes note of an event of this run. */
  follow(event: RunEvent): void {
    this.tally.follow(event);
    if (event.kind === 'run-started') this.begun = true;
    if (event.kind === 'run-ended') this.resolveEnded(event);
  }

  /** The end of a run that failed for a reason outside it: what was received of it stands. */
  lost(failure: Failure): RunEnded {
    const folder = this.tally.steps > 0 ? this.job.folder : null;
    return this.tally.ended({ status: 'failed', failure, divergedAt: null, folder });
  }

  /** The end of a run that was stopped before its process was told of it. */
  stoppedBeforeStart(status: 'stopped' | 'interrupted'): RunEnded {
    return this.tally.ended({ status, failure: null, divergedAt: null, folder: null });
  }
}
