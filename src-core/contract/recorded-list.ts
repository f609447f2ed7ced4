// What the window shows of everything that was ever recorded: one entry per experiment's folder.
import type { Experiment } from '../experiment/experiment';
import type { RunStatus } from './run-event';

/** Which recorded experiment is meant: the one that is current in the Lab, or one of the list by its id. */
export type RecordSubject = { readonly kind: 'current' } | { readonly kind: 'record'; readonly id: string };

/** What a person wrote to a recorded experiment. It lies beside the record and changes nothing of it. */
export interface RecordNotes {
  /** In place of the experiment's own name; null: that one. */
  readonly title: string | null;
  readonly tags: readonly string[];
  readonly text: string;
  /** Out of the way, but kept. */
  readonly archived: boolean;
}

export const NO_NOTES: RecordNotes = { title: null, tags: [], text: '', archived: false };

/** How an experiment went: as its runs did, the worst of them first. `training`: its writer is at work. */
export type RecordStatus = RunStatus | 'training';

/** A lane over its seeds. */
export interface RecordedLane {
  readonly label: string;
  readonly runs: number;
  /** Most steps that one of its runs took. */
  readonly steps: number;
  /** Median over the seeds of the loss of the last step taken; a run that diverged counts as infinite. Null before the first. */
  readonly finalLoss: number | null;
  readonly diverged: number;
  /** Loss of the first run that took a step, at steps spread evenly over it: the lane's thumbnail. */
  readonly thumbnail: readonly number[];
}

export interface RecordedExperiment {
  /** Name of its folder in the folder of all. */
  readonly id: string;
  readonly experiment: Experiment;
  readonly notes: RecordNotes;
  readonly status: RecordStatus;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** `xla · tensorflow`; null where no run began. */
  readonly engine: string | null;
  readonly lanes: readonly RecordedLane[];
  /** Some of its runs can be trained on from where they stopped. */
  readonly resumable: boolean;
  /** On the disk. */
  readonly bytes: number;
}

/** A folder that cannot be opened; nothing of it was touched. */
export interface DamagedRecord {
  readonly id: string;
  /** One sentence. */
  readonly why: string;
  readonly bytes: number;
}

export interface RecordedList {
  /** Newest first. */
  readonly experiments: readonly RecordedExperiment[];
  readonly damaged: readonly DamagedRecord[];
  /** Deleted and not yet gone for good. */
  readonly deleted: { readonly count: number; readonly bytes: number };
}
