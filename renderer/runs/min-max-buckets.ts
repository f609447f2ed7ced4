// Decimation for long series: each bucket of neighbouring steps keeps its lowest and its highest value, in the order they
// came, so that no spike is lost. The bucket width follows from the axis, which is fixed for a run; an append is O(1).

/** A point of a chart, x in steps. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Most points a line is drawn from: about two per pixel of a wide chart. */
export const DRAWN_POINTS = 2048;

/** Lowest and highest finite value of each bucket of a series whose steps come in order. */
export class MinMaxBuckets {
  readonly width: number;
  #buckets: { low: Point; high: Point }[] = [];
  #low = Infinity;
  #high = -Infinity;
  #smallestPositive = Infinity;

  /** @param steps length of the axis: at most {@link DRAWN_POINTS} points are kept for it. */
  constructor(steps: number) {
    this.width = steps <= DRAWN_POINTS ? 1 : Math.ceil((2 * steps) / DRAWN_POINTS);
  }

  /** Lowest and highest finite value so far; null before the first. */
  get extent(): { readonly low: number; readonly high: number } | null {
    return this.#low <= this.#high ? { low: this.#low, high: this.#high } : null;
  }

  /** Smallest value above zero so far, for a log axis; null where there is none. */
  get smallestPositive(): number | null {
    return Number.isFinite(this.#smallestPositive) ? this.#smallestPositive : null;
  }

  /** Adds the value of one step; values that are not finite are left to the marker that names them. */
  add(x: number, y: number): void {
    if (!Number.isFinite(y)) return;
    this.#low = Math.min(this.#low, y);
    this.#high = Math.max(this.#high, y);
    if (y > 0) this.#smallestPositive = Math.min(this.#smallestPositive, y);
    const place = Math.floor(x / this.width);
    const bucket = this.#buckets[place];
    if (bucket === undefined) {
      const point = { x, y };
      this.#buckets[place] = { low: point, high: point };
    } else if (y < bucket.low.y) bucket.low = { x, y };
    else if (y > bucket.high.y) bucket.high = { x, y };
  }

  /** The points to draw, in order of x. */
  points(): Point[] {
    const points: Point[] = [];
    for (const bucket of this.#buckets) {
      if (bucket === undefined) continue;
      const { low, high } = bucket;
      if (low.x < high.x) points.push(low, high);
      else if (low.x > high.x) points.push(high, low);
      else points.push(low);
    }
    return points;
  }
}
