// Loss and gradient norm of the lanes as lines: domain → points, no pixels. A lane with one seed is a line; one with several is
// their median, with a band between the quartiles.
import { gradientNormLines } from '../../src-core/diagnosis/trace-lines';
import type { Translate } from '../../src-core/language/translate';
import { count, figure } from '../format/number-text';
import type { Point } from '../runs/min-max-buckets';
import type { RunRecord } from '../runs/run-record';
import type { Trace } from '../runs/trace';
import { linearDomain, logDomain, signedDomain, type Domain } from './axis-domain';
import { laneRuns, type LaneRuns } from './lane-runs';
import { linePoints, type StepValues } from './line-points';
import { SeedSeries } from './seed-series';
import { SmoothedSeriesCache } from './smoothed-series';
import { wholeAxis } from './zoom';

export type Scale = 'log' | 'linear';

export interface Extent {
  readonly low: number;
  readonly high: number;
  /** Smallest value above zero, for a log axis; null where there is none. */
  readonly smallestPositive: number | null;
}

/** One line of a chart over training steps. */
export interface TraceLine {
  readonly name: string;
  /** Place of the lane: decides colour and dash. */
  readonly lane: number;
  readonly look: 'plain' | 'dotted';
  /** Every value, for cursor and table. */
  readonly values: StepValues;
  /** What is drawn of a view (null: of the whole axis): at most about two thousand points. */
  readonly points: (view: Domain | null) => Point[];
  /** Of the finite values; null before the first. */
  readonly extent: () => Extent | null;
}

/** What lies between two lines: the middle half of the seeds. */
export interface TraceBand {
  readonly lane: number;
  readonly low: (view: Domain | null) => Point[];
  readonly high: (view: Domain | null) => Point[];
}

/** A step of a lane that is marked. */
export interface StepMark {
  readonly x: number;
  readonly lane: number;
  readonly label: string;
}

/** Where a line ends because a value was not finite. */
export interface Divergence {
  readonly step: number;
  readonly lane: number;
  readonly label: string;
}

export interface TraceSeries {
  readonly lines: readonly TraceLine[];
  /** Smoothed lines, drawn over the raw ones, which then stand back; empty: nothing is smoothed. */
  readonly trends: readonly TraceLine[];
  readonly bands: readonly TraceBand[];
  readonly divergences: readonly Divergence[];
  /** Steps received by the lane that is furthest. */
  readonly steps: number;
  /** Steps that any line has a value of, in order, where that is not every step. */
  readonly knownSteps?: () => readonly number[];
}

export type Quantity = 'loss' | 'gradNorm' | 'gradNormClipped';

/** How series are made, and what is kept of them from one frame to the next. */
export interface SeriesOptions {
  readonly t: Translate;
  /** Length of the step axis. */
  readonly steps: number;
  /** Weight of the moving average; 0: none. */
  readonly smoothing: number;
  readonly memory: SeriesMemory;
}

/** Series that grow with their runs. One per group of charts. */
export class SeriesMemory {
  readonly smoothed = new SmoothedSeriesCache();
  readonly #seeds = new WeakMap<Trace, Map<Quantity, SeedSeries>>();

  /** The series over the seeds of a lane, which is known by its first run. */
  seedsOf(lane: LaneRuns, quantity: Quantity): SeedSeries {
    const first = lane.runs[0]?.trace;
    if (first === undefined) return new SeedSeries();
    const known = this.#seeds.get(first) ?? new Map<Quantity, SeedSeries>();
    this.#seeds.set(first, known);
    const series = known.get(quantity) ?? new SeedSeries();
    known.set(quantity, series);
    series.follow(
      lane.runs.map(({ trace }) => ({ values: trace[quantity], diverged: trace.notFiniteAt !== null })),
    );
    return series;
  }
}

interface LaneLine {
  readonly line: TraceLine;
  readonly trend: TraceLine | null;
  readonly band: TraceBand | null;
}

function laneLine(
  lane: LaneRuns,
  quantity: Quantity,
  name: string,
  look: TraceLine['look'],
  options: SeriesOptions,
): LaneLine {
  const [only] = lane.runs;
  return only !== undefined && lane.runs.length === 1
    ? runLine(only.trace, quantity, { name, look, lane: lane.index }, options)
    : seedLine(options.memory.seedsOf(lane, quantity), { name, look, lane: lane.index }, options);
}

type LineLook = Pick<TraceLine, 'name' | 'look' | 'lane'>;

function runLine(
  trace: Trace,
  quantity: Quantity,
  look: LineLook,
  { steps, smoothing, memory }: SeriesOptions,
): LaneLine {
  const [values, drawn] = [trace[quantity], trace.drawn[quantity]];
  const extent = (): Extent | null =>
    drawn.extent === null ? null : { ...drawn.extent, smallestPositive: drawn.smallestPositive };
  const line = {
    ...look,
    values,
    points: (view: Domain | null) => linePoints(values, drawn, view, steps),
    extent,
  };
  if (smoothing === 0) return { line, trend: null, band: null };
  const smooth = memory.smoothed.of(values, smoothing, steps);
  const points = (view: Domain | null): Point[] => linePoints(smooth.values, smooth.drawn, view, steps);
  return { line, trend: { ...line, values: smooth.values, points }, band: null };
}

function seedLine(seeds: SeedSeries, look: LineLook, { steps, smoothing }: SeriesOptions): LaneLine {
  const at =
    (key: 'low' | 'median' | 'high') =>
    (view: Domain | null): Point[] =>
      seeds
        .columns(withPast(view ?? wholeAxis(steps), smoothing))
        .map((column) => ({ x: column.step, y: column[key] }));
  const extent = (): Extent | null => extentOf([...at('low')(null), ...at('high')(null)]);
  const line = { ...look, values: seeds, points: at('median'), extent };
  const band = look.look === 'plain' ? { lane: look.lane, low: at('low'), high: at('high') } : null;
  if (smoothing === 0) return { line, trend: null, band };
  const points = (view: Domain | null): Point[] => smoothPoints(at('median')(view), smoothing);
  return { line, trend: { ...line, points }, band };
}

/** Averages that the past counts for: beyond, less than a thousandth of it is left. */
const PAST = 7;

/** A view with as many steps before it as its moving average remembers. */
function withPast(view: Domain, weight: number): Domain {
  return weight === 0 ? view : { min: Math.max(0, view.min - PAST / (1 - weight)), max: view.max };
}

/** The moving average over points that are samples of the steps: each stands for the steps since the one before. */
function smoothPoints(points: readonly Point[], weight: number): Point[] {
  let [sum, share, before] = [0, 0, -1];
  return points.map(({ x, y }) => {
    if (Number.isFinite(y)) {
      const kept = weight ** (x - before);
      sum = kept * sum + (1 - kept) * y;
      share = kept * share + (1 - kept);
      before = x;
    }
    return { x, y: share === 0 ? NaN : sum / share };
  });
}

function extentOf(points: readonly Point[]): Extent | null {
  let [low, high, smallestPositive] = [Infinity, -Infinity, Infinity];
  for (const { y } of points) {
    if (!Number.isFinite(y)) continue;
    low = Math.min(low, y);
    high = Math.max(high, y);
    if (y > 0) smallestPositive = Math.min(smallestPositive, y);
  }
  if (low > high) return null;
  return { low, high, smallestPositive: Number.isFinite(smallestPositive) ? smallestPositive : null };
}

function seriesOf(
  runs: readonly RunRecord[],
  options: SeriesOptions,
  linesOf: (lane: LaneRuns) => readonly LaneLine[],
): TraceSeries {
  const lanes = laneRuns(runs);
  const lines = lanes.flatMap(linesOf);
  return {
    lines: lines.map(({ line }) => line),
    trends: lines.flatMap(({ trend }) => trend ?? []),
    bands: lines.flatMap(({ band }) => band ?? []),
    divergences: lanes.flatMap((lane) => divergenceOf(lane, options.t) ?? []),
    steps: Math.max(0, ...lanes.flatMap((lane) => lane.runs.map(({ trace }) => trace.steps))),
  };
}

/** One mark per lane: of several seeds it says how many diverged, and stands where the first did. */
export function divergenceOf({ label, index, runs }: LaneRuns, t: Translate): Divergence | null {
  const steps = runs.flatMap(({ trace }) => trace.notFiniteAt ?? []);
  if (steps.length === 0) return null;
  const step = Math.min(...steps);
  if (runs.length === 1)
    return { step, lane: index, label: t('chart.diverged', { lane: label, step: count(step) }) };
  const values = { lane: label, diverged: steps.length, seeds: runs.length, step: count(step) };
  return { step, lane: index, label: t('chart.seeds-diverged', values) };
}

/** Loss per step. */
export function lossSeries(runs: readonly RunRecord[], options: SeriesOptions): TraceSeries {
  return seriesOf(runs, options, (lane) => [laneLine(lane, 'loss', lane.label, 'plain', options)]);
}

const NORM_NAMES = { gradNorm: 'chart.before-clipping', gradNormClipped: 'chart.after-clipping' } as const;

/** Gradient norm per step before clipping, and after it where the lane clips. */
export function gradientNormSeries(runs: readonly RunRecord[], options: SeriesOptions): TraceSeries {
  return seriesOf(runs, options, (lane) => {
    const clip = lane.runs[0]?.run.settings.training.clip ?? { kind: 'none' };
    const lines = gradientNormLines(lane.label, clip);
    return lines.map(({ quantity, look }) => {
      const name = lines.length === 1 ? lane.label : options.t(NORM_NAMES[quantity], { lane: lane.label });
      return laneLine(lane, quantity, name, look, options);
    });
  });
}

function extentsOf({ lines }: TraceSeries): Extent[] {
  return lines.flatMap((line) => line.extent() ?? []);
}

/** Range of a log axis over all lines, in decades, at least 0.001 … 1. */
export function logRange(series: TraceSeries): Domain {
  const positive = extentsOf(series).flatMap(({ high, smallestPositive }) =>
    smallestPositive === null ? [] : [{ low: smallestPositive, high }],
  );
  if (positive.length === 0) return logDomain(null, -3, 0);
  const extent = {
    low: Math.min(...positive.map(({ low }) => low)),
    high: Math.max(...positive.map(({ high }) => high)),
  };
  return logDomain(extent, -3, 0);
}

/** Range of a linear axis from zero over all lines and limits, at least 0 … 1; about zero where values are below it. */
export function linearRange(series: TraceSeries, limits: readonly number[]): Domain {
  const extents = extentsOf(series);
  const highs = [...extents.map(({ high }) => high), ...limits.map((limit) => limit * 1.2)];
  if (extents.some(({ low }) => low < 0))
    return signedDomain(Math.max(...extents.map(({ low, high }) => Math.max(-low, high))));
  return linearDomain(highs.length === 0 ? null : Math.max(...highs), 1);
}

/** Range of the value axis at a scale. */
export function valueRange(series: TraceSeries, scale: Scale, limits: readonly number[]): Domain {
  return scale === 'log' ? logRange(series) : linearRange(series, limits);
}

/** Points as a scale can show them: on a log axis zero has no place. */
export function drawable(points: Point[], scale: Scale): Point[] {
  return scale === 'log' ? points.filter(({ y }) => !(y <= 0)) : points;
}

/** The series in one sentence per line, for those who hear the chart. */
export function spokenSummary({ lines, divergences, steps }: TraceSeries, t: Translate): string {
  if (steps === 0) return t('chart.no-steps');
  const sentences = lines.map((line) => {
    const points = line.points(null);
    const lowest = points.reduce(
      (best, point) => (point.y < best.y ? point : best),
      points[0] ?? { x: 0, y: NaN },
    );
    const [first, last] = [line.values.at(0), line.values.at(line.values.rows - 1)];
    return t('chart.line-spoken', {
      name: line.name,
      first: figure(first),
      last: figure(last),
      lowest: figure(lowest.y),
      step: count(lowest.x),
    });
  });
  const ends = divergences.map(({ label }) => t('chart.divergence-spoken', { divergence: label }));
  return [t('chart.steps', { steps, count: count(steps) }), ...sentences, ...ends].join(' ');
}
