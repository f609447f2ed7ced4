// A recorded experiment as numbers: what every chart, table and report is made from.
import type { Experiment } from '../experiment/experiment';
import type { ResolvedLane } from '../experiment/lanes';
import type { Manifest, ManifestRun } from './manifest';
import type { RecordedWindow } from './prediction-csv';
import type { RecordedTrace } from './trace-reader';

export interface RecordedRun extends Pick<ManifestRun, 'seed' | 'folder' | 'status' | 'divergedAt'> {
  /** Place of its lane in the experiment: decides colour and dash. */
  readonly lane: number;
  readonly trace: RecordedTrace;
  /** The last window; null where the run ended without. */
  readonly lastWindow: RecordedWindow | null;
}

export interface RecordedSeries {
  readonly experiment: Experiment;
  readonly manifest: Manifest;
  readonly lanes: readonly ResolvedLane[];
  /** Runs that took a step, in lane, then seed order. */
  readonly runs: readonly RecordedRun[];
}

/** A lane with its runs. */
export interface RecordedLane extends ResolvedLane {
  readonly index: number;
  /** One per seed, in order; none where the lane took no step. */
  readonly runs: readonly RecordedRun[];
}

/** The lanes that took a step, in order. */
export function recordedLanes({ lanes, runs }: RecordedSeries): readonly RecordedLane[] {
  return lanes
    .map((lane, index) => ({ ...lane, index, runs: runs.filter((run) => run.lane === index) }))
    .filter((lane) => lane.runs.length > 0);
}
