// A quantity over the seeds of a lane: the median, and the band between the quartiles. What is drawn are samples of the steps
// in view; of a run that goes on only those are computed again that another seed has reached.
import { quartiles, type Quartiles } from '../../src-core/diagnosis/quantile';
import type { Domain } from './axis-domain';
import { sampledSteps, type StepValues } from './line-points';

/** One seed's values. `diverged`: beyond its last step its values count as infinite, not as missing. */
export interface SeedValues {
  readonly values: StepValues;
  readonly diverged: boolean;
}

export interface SeedColumn extends Quartiles {
  readonly step: number;
  /** Seeds that it is of. */
  readonly seeds: number;
}

/** Views whose columns are kept. */
const KEPT_VIEWS = 3;

export class SeedSeries implements StepValues {
  #seeds: readonly SeedValues[] = [];
  /** Columns by view, the one asked for last at the end: the whole axis gives the range, a part of it is drawn. */
  readonly #columns = new Map<string, readonly SeedColumn[]>();

  /** The seeds as they are now: their values grow in place. */
  follow(seeds: readonly SeedValues[]): void {
    this.#seeds = seeds;
  }

  get rows(): number {
    return Math.max(0, ...this.#seeds.map(({ values }) => values.rows));
  }

  /** Median at a step, of the seeds that have got there. */
  at(step: number): number {
    return this.quartilesAt(step).median;
  }

  quartilesAt(step: number): Quartiles {
    return quartiles(
      this.#seeds.flatMap(({ values, diverged }) =>
        step < values.rows ? [values.at(step)] : diverged ? [Infinity] : [],
      ),
    );
  }

  /** Columns of the steps in view, as far as any seed has got. */
  columns(view: Domain): readonly SeedColumn[] {
    const key = `${view.min} ${view.max}`;
    const before = this.#columns.get(key) ?? [];
    this.#columns.delete(key);
    const last = this.rows - 1;
    const steps = sampledSteps(view).filter((step) => step <= last);
    const columns = steps.map((step, place) => {
      const known = before[place];
      const seeds = this.#countAt(step);
      return known?.step === step && known.seeds === seeds
        ? known
        : { step, seeds, ...this.quartilesAt(step) };
    });
    this.#columns.set(key, columns);
    const [oldest] = this.#columns.keys();
    if (this.#columns.size > KEPT_VIEWS && oldest !== undefined) this.#columns.delete(oldest);
    return columns;
  }

  #countAt(step: number): number {
    let count = 0;
    for (const { values, diverged } of this.#seeds) if (diverged || step < values.rows) count += 1;
    return count;
  }
}
