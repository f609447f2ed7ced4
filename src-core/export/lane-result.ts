// What a recorded lane came to, over its seeds: the table and the sentences of a report.
import { quartiles, type Quartiles } from '../diagnosis/quantile';
import { FIGURE_STEPS } from '../experiment/presets/preset';
import type { RecordedLane, RecordedRun } from './recorded-series';

export interface LaneResult {
  readonly label: string;
  readonly runs: number;
  readonly diverged: number;
  /** Of each run's mean loss over its last {@link FIGURE_STEPS} steps; one that diverged counts as ∞. */
  readonly loss: Quartiles;
  /** Seeds in which it ends below the first lane, and how many both lanes have; null for the first. */
  readonly wins: { readonly count: number; readonly of: number } | null;
  /** Share of all steps whose gradient clipping made shorter. */
  readonly clipped: number;
}

/** @param lanes of one experiment, in order */
export function laneResults(lanes: readonly RecordedLane[]): readonly LaneResult[] {
  const [first] = lanes;
  return lanes.map((lane) => ({
    label: lane.label,
    runs: lane.runs.length,
    diverged: lane.runs.filter(({ divergedAt }) => divergedAt !== null).length,
    loss: quartiles(lane.runs.map(lastLoss)),
    wins: first === undefined || first === lane ? null : winsOver(lane, first),
    clipped: clippedShare(lane.runs),
  }));
}

/** Mean loss of the last {@link FIGURE_STEPS} steps; ∞ for a run that diverged. */
export function lastLoss({ trace, divergedAt }: RecordedRun): number {
  const last = trace.loss.slice(-FIGURE_STEPS);
  const mean = last.reduce((sum, value) => sum + value, 0) / last.length;
  return divergedAt === null && Number.isFinite(mean) ? mean : Infinity;
}

function winsOver(lane: RecordedLane, first: RecordedLane): LaneResult['wins'] {
  const pairs = lane.runs.flatMap((run) => {
    const other = first.runs.find(({ seed }) => seed === run.seed);
    return other === undefined ? [] : [lastLoss(run) < lastLoss(other)];
  });
  return { count: pairs.filter(Boolean).length, of: pairs.length };
}

function clippedShare(runs: readonly RecordedRun[]): number {
  let [clipped, steps] = [0, 0];
  for (const { trace } of runs) {
    steps += trace.gradNorm.length;
    trace.gradNorm.forEach((before, step) => {
      if ((trace.gradNormClipped[step] ?? NaN) < before) clipped += 1;
    });
  }
  return steps === 0 ? 0 : clipped / steps;
}

/** What happened, in sentences: no more than the numbers say. */
export function resultWords(results: readonly LaneResult[]): readonly string[] {
  const [first] = results;
  if (first === undefined) return [];
  const compared = results.flatMap(({ label, wins }) =>
    wins === null || wins.of === 0
      ? []
      : `${label} ends below ${first.label} in ${wins.count} of ${wins.of} ${wins.of === 1 ? 'seed' : 'seeds'}.`,
  );
  const diverged = results.flatMap(({ label, diverged: count, runs }) =>
    count === 0 ? [] : `${label} diverged in ${count} of ${runs} ${runs === 1 ? 'run' : 'runs'}.`,
  );
  return [...compared, ...diverged];
}
