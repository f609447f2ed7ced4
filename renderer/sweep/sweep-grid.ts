// A sweep as cells of its grid: what every point came to over its seeds, and which came out best. Pure.
import { quartiles, type Quartiles } from '../../src-core/diagnosis/quantile';
import { placeOfLane, type SweepLayout } from '../../src-core/experiment/sweep-layout';
import type { Domain } from '../charts/axis-domain';
import type { RunRecord } from '../runs/run-record';
import { isBetterHigh, isRatio, runResult, type SweepResult } from './sweep-result';

/**
 * What stands in a cell. `value`: a median that is a number; `diverged`: half of the runs and more diverged; `ended`: its runs
 * ended without a result that counts, stopped or failed; `none`: nothing yet.
 */
export type CellKind = 'value' | 'diverged' | 'ended' | 'none';

export interface SweepCell extends Quartiles {
  readonly kind: CellKind;
  /** Place of the point among the points of the grid. */
  readonly point: number;
  readonly runs: readonly RunRecord[];
  /** Runs that have a value, and those of them that diverged. */
  readonly counted: number;
  readonly diverged: number;
  /** Share of the steps taken. */
  readonly progress: number;
}

/** The grid of one stated lane. */
export interface SweepBlock {
  readonly label: string;
  /** Point by point. */
  readonly cells: readonly SweepCell[];
}

export interface SweepGrid {
  readonly blocks: readonly SweepBlock[];
  /** Range of the medians that are numbers; null where there is none. */
  readonly range: Domain | null;
  /** The median that is best of all; null where there is none. */
  readonly best: number | null;
}

/** The grid of runs as they are now. */
export function sweepGrid(layout: SweepLayout, runs: readonly RunRecord[], result: SweepResult): SweepGrid {
  const byPlace = new Map<string, RunRecord[]>();
  for (const run of runs) {
    const { stated, point } = placeOfLane(layout, run.laneIndex);
    const key = `${stated} ${point}`;
    byPlace.set(key, [...(byPlace.get(key) ?? []), run]);
  }
  const blocks = layout.stated.map((label, stated) => ({
    label,
    cells: layout.points.map((_, point) => cellOf(point, byPlace.get(`${stated} ${point}`) ?? [], result)),
  }));
  const medians = blocks.flatMap(({ cells }) =>
    cells.flatMap(({ kind, median }) => (kind === 'value' ? [median] : [])),
  );
  if (medians.length === 0) return { blocks, range: null, best: null };
  const range = { min: Math.min(...medians), max: Math.max(...medians) };
  return { blocks, range, best: isBetterHigh(result) ? range.max : range.min };
}

function cellOf(point: number, runs: readonly RunRecord[], result: SweepResult): SweepCell {
  const values = runs.flatMap((run) => runResult(run, result) ?? []);
  const steps = runs.reduce((sum, { trace }) => sum + (trace?.steps ?? 0), 0);
  const all = runs.reduce(
    (sum, { started, settings, active, trace }) =>
      sum + (active ? (started?.steps ?? settings.training.steps) : (trace?.steps ?? 0)),
    0,
  );
  const over = overSeeds(values, result);
  return {
    ...over,
    kind: kindOf(over.median, runs),
    point,
    runs,
    counted: values.length,
    diverged: runs.filter(({ trace }) => trace !== null && trace.notFiniteAt !== null).length,
    progress: all === 0 ? 0 : steps / all,
  };
}

/** Of a share of the seeds a median says nothing: it is that share itself. */
function overSeeds(values: readonly number[], result: SweepResult): Quartiles {
  if (result !== 'diverged') return quartiles(values);
  const share = values.length === 0 ? NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
  return { low: share, median: share, high: share };
}

function kindOf(median: number, runs: readonly RunRecord[]): CellKind {
  if (Number.isFinite(median)) return 'value';
  if (!Number.isNaN(median)) return 'diverged';
  return runs.length > 0 && runs.every(({ active }) => !active) ? 'ended' : 'none';
}

/** Where a value lies within the range of all, 0 to 1: by ratio where the result is told apart by it. */
export function shareOf(value: number, { min, max }: Domain, result: SweepResult): number {
  if (max === min) return 0.5;
  const isLog = isRatio(result) && min > 0;
  const place = isLog ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  return Math.min(1, Math.max(0, place));
}

/** Columns of the grid, and its rows: one path lies along the columns. */
export function gridShape({ axes }: SweepLayout): { readonly rows: number; readonly columns: number } {
  const [first, second] = axes;
  if (first === undefined) return { rows: 1, columns: 1 };
  if (second === undefined) return { rows: 1, columns: first.values.length };
  return { rows: first.values.length, columns: second.values.length };
}
