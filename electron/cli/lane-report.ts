// What the lanes of a recorded experiment come to over their seeds: a summary of each, the verdicts between them, and the grid
// of a sweep.
import path from 'node:path';
import type { LaneComparison } from '../../src-core/diagnosis/compare-lanes';
import { type LaneSummary, type SeedFigure, summariseLane } from '../../src-core/diagnosis/lane-summary';
import { type LaneVerdict, laneVerdicts } from '../../src-core/diagnosis/lane-verdicts';
import { FIGURE_WORDS, runFigure } from '../../src-core/diagnosis/run-figure';
import type { Experiment } from '../../src-core/experiment/experiment';
import { type ResolvedLane, resolveLanes } from '../../src-core/experiment/lanes';
import { FIGURE_STEPS } from '../../src-core/experiment/presets/preset';
import { type SweepAxis, sweepAxes } from '../../src-core/experiment/sweep';
import type { Manifest } from '../../src-core/export/manifest';
import { jsonNumber } from '../../src-core/export/number-text';
import { RUN_FILES } from '../runs/file-names';
import { readTraceTail } from '../runs/trace-tail';
import { columns } from './run-report';

interface ReportedLane extends LaneSummary {
  readonly lane: ResolvedLane;
  readonly figures: readonly SeedFigure[];
}

export interface LaneReport {
  readonly lanes: readonly ReportedLane[];
  readonly verdicts: readonly LaneVerdict[];
  readonly axes: readonly SweepAxis[];
}

/** Reads what the runs in `dir` came to. */
export function readLaneReport(dir: string, experiment: Experiment, manifest: Manifest): LaneReport {
  const resolved = resolveLanes(experiment);
  const lanes = (resolved.kind === 'ok' ? resolved.lanes : []).map((lane): ReportedLane => {
    const runs = manifest.runs.filter((run) => run.lane === lane.label);
    const figures = runs.map(({ seed, status, folder }) => {
      const rows = readTraceTail(path.join(dir, folder, RUN_FILES.trace), FIGURE_STEPS);
      return {
        seed,
        figure: runFigure(
          status,
          rows.map(({ loss }) => loss),
        ),
      };
    });
    return { lane, figures, ...summariseLane(figures) };
  });
  return { lanes, verdicts: laneVerdicts(lanes), axes: sweepAxes(experiment.sweep) };
}

/** For people. Nothing for a single run: its loss stands in the table of runs. */
export function laneReportLines({ lanes, verdicts, axes }: LaneReport): readonly string[] {
  if (lanes.every(({ figures }) => figures.length < 2) && lanes.length < 2) return [];
  const heading = ['lane', 'runs', 'diverged', 'median', 'quartiles', 'least', 'largest'];
  const rows = lanes.map(({ lane, runs, diverged, median, quartiles, least, largest }) => [
    lane.label,
    String(runs),
    String(diverged),
    short(median),
    quartiles.map(short).join(' – '),
    short(least),
    short(largest),
  ]);
  const numeric = [false, true, true, true, true, true, true];
  return [
    '',
    `Over the seeds: ${FIGURE_WORDS}; a run that diverged counts as infinite.`,
    ...columns([heading, ...rows], numeric),
    ...gridLines(lanes, axes),
    ...(verdicts.length === 0 ? [] : ['', ...verdicts.map(({ words }) => words)]),
  ];
}

/** The medians of each stated lane over the grid: the first path down, the second across. */
function gridLines(lanes: readonly ReportedLane[], [rows, across]: readonly SweepAxis[]): readonly string[] {
  if (rows === undefined) return [];
  const stated = [...new Set(lanes.map(({ lane }) => lane.stated))];
  return stated.flatMap((label) => {
    const own = lanes.filter(({ lane }) => lane.stated === label);
    const cell = (row: number, column: number): string => {
      const found = own.find(({ lane: { point } }) => point[0] === row && (point[1] ?? 0) === column);
      if (found === undefined) return '';
      return `${short(found.median)}${found.diverged === 0 ? '' : ` (${found.diverged} diverged)`}`;
    };
    const corner = across === undefined ? rows.name : `${rows.name} ↓  ${across.name} →`;
    const heading = [corner, ...(across?.texts ?? ['median'])];
    const table = rows.texts.map((text, row) => [
      text,
      ...(across?.texts ?? ['']).map((_, column) => cell(row, column)),
    ]);
    const numeric = heading.map((_, column) => column > 0);
    return ['', `Medians of ${label}:`, ...columns([heading, ...table], numeric)];
  });
}

/** What `--json` carries besides the runs. */
export function laneReportJson({ lanes, verdicts, axes }: LaneReport): Readonly<Record<string, unknown>> {
  return {
    figure: FIGURE_WORDS,
    lanes: lanes.map(({ lane, runs, diverged, median, quartiles, least, largest }) => ({
      lane: lane.label,
      parameters: lane.parameterCount,
      ...(axes.length === 0 ? {} : { stated: lane.stated, point: lane.point }),
      runs,
      diverged,
      median: orNull(median),
      quartiles: quartiles.map(orNull),
      least: orNull(least),
      largest: orNull(largest),
    })),
    verdicts: verdicts.map(({ lane, against, comparison, words }) => ({
      lane,
      against,
      ...(comparison === null ? {} : comparisonJson(comparison, lane, against)),
      words,
    })),
    ...(axes.length === 0 ? {} : { sweep: axes.map(({ path: at, values }) => ({ path: at, values })) }),
  };
}

function comparisonJson(comparison: LaneComparison, lane: string, against: string) {
  const { winner, ratioOfMedians, ...counts } = comparison;
  const named = winner === null ? null : winner === 'lane' ? lane : against;
  return { ...counts, ratioOfMedians: orNull(ratioOfMedians), winner: named };
}

/** NaN is no statistic: there was nothing to take it of. */
function orNull(value: number): number | string | null {
  return Number.isNaN(value) ? null : jsonNumber(value);
}

/** Four digits, as the figures of the gallery. */
function short(value: number): string {
  if (Number.isNaN(value)) return '–';
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : '∞';
}

/** The hidden sizes that were found for lanes that match another, one sentence per stated lane and point of the sweep. */
export function matchLines(experiment: Experiment): readonly string[] {
  const resolved = resolveLanes(experiment);
  const lanes = resolved.kind === 'ok' ? resolved.lanes : [];
  return lanes.flatMap(({ label, matches, settings, parameterCount, point }) => {
    const other = lanes.find((lane) => lane.stated === matches && lane.point.join() === point.join());
    if (other === undefined) return [];
    return [
      `${label}: hidden size ${settings.model.hiddenSize}, ${parameterCount} parameters, nearest to the ${other.parameterCount} of ${other.label}.`,
    ];
  });
}
