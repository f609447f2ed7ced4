// The runs on screen by lane: what is drawn as one line or, over several seeds, as a median with its band.
import type { RunRecord } from '../runs/run-record';
import type { Trace } from '../runs/trace';

export interface RecordedRun {
  readonly run: RunRecord;
  readonly trace: Trace;
}

export interface LaneRuns {
  readonly label: string;
  readonly index: number;
  /** In the order of the seeds; those that have begun. */
  readonly runs: readonly RecordedRun[];
}

/** Lanes in their order, each with the runs that have begun. */
export function laneRuns(runs: readonly RunRecord[]): LaneRuns[] {
  const lanes = new Map<number, { label: string; runs: RecordedRun[] }>();
  for (const run of runs) {
    const lane = lanes.get(run.laneIndex) ?? { label: run.label, runs: [] };
    lanes.set(run.laneIndex, lane);
    if (run.trace !== null) lane.runs.push({ run, trace: run.trace });
  }
  return [...lanes].map(([index, lane]) => ({ ...lane, index })).filter((lane) => lane.runs.length > 0);
}
