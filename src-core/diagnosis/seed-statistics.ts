// One number per step, such as the loss, over the seeds of a lane: what is typical, how far it spreads, how many diverged.
// Runs arrive chunk by chunk, in any order.
//
//   const losses = new SeedStatistics(seeds.length);
//   losses.append(run, chunk.loss);            // the next steps of that run
//   losses.end(run, ended.divergedAt);
//   const { median, lowerQuartile } = losses.between(0, losses.steps);
import { GrowingColumn } from '../growing-column';
import { quantile } from './quantile';

/** Statistics of consecutive steps, one entry per step. A run that diverged counts as +∞ from that step on. */
export interface StepStatistics {
  readonly first: number;
  readonly least: Float64Array;
  readonly lowerQuartile: Float64Array;
  readonly median: Float64Array;
  readonly upperQuartile: Float64Array;
  readonly largest: Float64Array;
  /** Runs that have the step, or diverged before it. Where there is none, the statistics are NaN. */
  readonly runs: Uint32Array;
  /** Those of them that diverged. */
  readonly diverged: Uint32Array;
}

export class SeedStatistics {
  private readonly columns: readonly GrowingColumn[];
  private readonly hasDiverged: boolean[];

  /** @param runs how many, each known by its index from now on */
  constructor(runs: number) {
    this.columns = Array.from({ length: runs }, () => new GrowingColumn());
    this.hasDiverged = this.columns.map(() => false);
  }

  /** Steps that the longest run has. */
  get steps(): number {
    return this.columns.reduce((most, { length }) => Math.max(most, length), 0);
  }

  /** Adds the next steps of a run. @throws where there is no such run */
  append(run: number, values: Float32Array): void {
    this.columnOf(run).append(values);
  }

  /** Ends a run: one that diverged is infinite from then on, any other is left out. */
  end(run: number, divergedAt: number | null): void {
    this.columnOf(run);
    this.hasDiverged[run] = divergedAt !== null;
  }

  /** The statistics of steps `from` … `to − 1`; quantiles are type 7, see quantile.ts. */
  between(from: number, to: number): StepStatistics {
    const count = Math.max(0, to - from);
    const numbers = () => new Float64Array(count);
    const statistics = {
      first: from,
      least: numbers(),
      lowerQuartile: numbers(),
      median: numbers(),
      upperQuartile: numbers(),
      largest: numbers(),
      runs: new Uint32Array(count),
      diverged: new Uint32Array(count),
    };
    const columns = this.columns.map((column) => column.values());
    const room = new Float64Array(columns.length);
    for (let at = 0; at < count; at += 1) {
      const runs = this.valuesAt(columns, from + at, room);
      const sorted = room.subarray(0, runs).sort();
      statistics.runs[at] = runs;
      statistics.diverged[at] = countOf(sorted, Infinity);
      statistics.least[at] = quantile(sorted, 0);
      statistics.lowerQuartile[at] = quantile(sorted, 0.25);
      statistics.median[at] = quantile(sorted, 0.5);
      statistics.upperQuartile[at] = quantile(sorted, 0.75);
      statistics.largest[at] = quantile(sorted, 1);
    }
    return statistics;
  }

  /** Writes the values that the runs have at a step into `room`. @returns how many */
  private valuesAt(columns: readonly Float32Array[], step: number, room: Float64Array): number {
    let count = 0;
    columns.forEach((column, run) => {
      const isThere = step < column.length;
      if (!isThere && this.hasDiverged[run] !== true) return;
      const value = isThere ? (column[step] ?? NaN) : Infinity;
      // NaN is how a loss diverges; −∞ is no better.
      room[count] = Number.isFinite(value) ? value : Infinity;
      count += 1;
    });
    return count;
  }

  private columnOf(run: number): GrowingColumn {
    const column = this.columns[run];
    if (column === undefined) throw new Error(`Run ${run}: expected one of the ${this.columns.length} runs.`);
    return column;
  }
}

function countOf(sorted: Float64Array, value: number): number {
  let count = 0;
  for (let at = sorted.length - 1; at >= 0 && sorted[at] === value; at -= 1) count += 1;
  return count;
}
