// What a recorded lane came to, over its seeds: the table and the sentences of a report.
import { type LaneSummary, type SeedFigure, summariseLane } from '../diagnosis/lane-summary';
import { laneVerdicts } from '../diagnosis/lane-verdicts';
import { runFigure } from '../diagnosis/run-figure';
import { FIGURE_STEPS } from '../experiment/presets/preset';
import { saidIn } from '../language/said-text';
import type { ExportTexts } from './export-texts';
import type { RecordedLane, RecordedRun } from './recorded-series';

export interface LaneResult extends LaneSummary {
  readonly lane: RecordedLane;
  readonly figures: readonly SeedFigure[];
  /** Share of all steps whose gradient clipping made shorter. */
  readonly clipped: number;
}

/** @param lanes of one experiment, in order */
export function laneResults(lanes: readonly RecordedLane[]): readonly LaneResult[] {
  return lanes.map((lane) => {
    const figures = lane.runs.map((run) => ({ seed: run.seed, figure: figureOf(run) }));
    return { lane, figures, ...summariseLane(figures), clipped: clippedShare(lane.runs) };
  });
}

/** The figure by which the run is compared, see run-figure.ts. */
export function figureOf({ status, trace }: RecordedRun): number | null {
  return runFigure(status, Array.from(trace.loss.slice(-FIGURE_STEPS)));
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
export function resultWords(results: readonly LaneResult[], { t, language }: ExportTexts): readonly string[] {
  const verdicts = laneVerdicts(results).map(({ words }) => saidIn(words, language));
  const diverged = results.flatMap(({ lane: { label }, diverged: count, runs }) =>
    count === 0 ? [] : t('report.lane-diverged', { lane: label, diverged: count, runs, count: runs }),
  );
  return [...verdicts, ...diverged];
}
