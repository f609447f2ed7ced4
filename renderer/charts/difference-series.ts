// How two lanes differ, step by step and paired by seed: A − B, and the step where twins part.
import { GrowingFloats } from '../runs/growing-array';
import { MinMaxBuckets } from '../runs/min-max-buckets';
import type { StepValues } from './line-points';

/** The difference of two runs of the same seed, as it grows. */
export class DifferenceSeries {
  readonly values = new GrowingFloats();
  readonly drawn: MinMaxBuckets;
  #partsAt: number | null = null;

  constructor(
    readonly a: StepValues,
    readonly b: StepValues,
    steps: number,
  ) {
    this.drawn = new MinMaxBuckets(steps);
  }

  /** First step at which the two differ in any digit; null while they do not. */
  get partsAt(): number | null {
    return this.#partsAt;
  }

  follow(): void {
    const first = this.values.rows;
    const fresh = new Float32Array(Math.max(0, Math.min(this.a.rows, this.b.rows) - first));
    for (let k = 0; k < fresh.length; k += 1) {
      const [a, b] = [this.a.at(first + k), this.b.at(first + k)];
      fresh[k] = a - b;
      this.drawn.add(first + k, a - b);
      if (this.#partsAt === null && !Object.is(a, b)) this.#partsAt = first + k;
    }
    this.values.append(fresh);
  }
}

/** One difference per pair of runs, gone with its first run. */
export class DifferenceCache {
  readonly #known = new WeakMap<StepValues, DifferenceSeries>();

  of(a: StepValues, b: StepValues, steps: number): DifferenceSeries {
    const known = this.#known.get(a);
    const series = known?.b === b ? known : new DifferenceSeries(a, b, steps);
    this.#known.set(a, series);
    series.follow();
    return series;
  }
}
