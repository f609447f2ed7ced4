// A trend through a noisy series: the exponential moving average, with its start put right as in Adam (Kingma and Ba 2015):
// s_k = β s_{k−1} + (1 − β) v_k, shown as s_k / (1 − β^k).
import { GrowingFloats } from '../runs/growing-array';
import { MinMaxBuckets } from '../runs/min-max-buckets';
import type { StepValues } from './line-points';

/** The smoothed course of a series that grows. Values that are not finite are passed over: the mark on the chart names them. */
export class SmoothedSeries {
  readonly values = new GrowingFloats();
  readonly drawn: MinMaxBuckets;
  #sum = 0;
  #share = 0;

  /**
   * @param weight β: 0 leaves everything as it is, near 1 only the long course is left
   * @param steps length of the axis
   */
  constructor(
    private readonly source: StepValues,
    readonly weight: number,
    steps: number,
  ) {
    this.drawn = new MinMaxBuckets(steps);
  }

  /** Takes in what the source has got since. */
  follow(): void {
    const { source, weight, values } = this;
    const first = values.rows;
    const fresh = new Float32Array(source.rows - first);
    for (let k = 0; k < fresh.length; k += 1) {
      const value = source.at(first + k);
      if (Number.isFinite(value)) {
        this.#sum = weight * this.#sum + (1 - weight) * value;
        this.#share = weight * this.#share + (1 - weight);
      }
      fresh[k] = this.#share === 0 ? NaN : this.#sum / this.#share;
      this.drawn.add(first + k, fresh[k] ?? NaN);
    }
    values.append(fresh);
  }
}

/** One smoothed series per source: made anew where the weight changes, and gone with its source. */
export class SmoothedSeriesCache {
  readonly #known = new WeakMap<StepValues, SmoothedSeries>();

  of(source: StepValues, weight: number, steps: number): SmoothedSeries {
    const known = this.#known.get(source);
    const series = known?.weight === weight ? known : new SmoothedSeries(source, weight, steps);
    this.#known.set(source, series);
    series.follow();
    return series;
  }
}
