// Typed arrays that grow: what a run appends to for as long as it trains. Plain memory, never made reactive.

/** A growing float32 column, or a table of rows `stride` wide. Doubling keeps an append O(1) on average. */
export class GrowingFloats {
  #values: Float32Array;
  #length = 0;

  constructor(
    readonly stride = 1,
    capacity = 256,
  ) {
    this.#values = new Float32Array(capacity * stride);
  }

  /** Whole rows held. */
  get rows(): number {
    return this.#length / this.stride;
  }

  /** Appends rows, flattened. @throws where the length is no multiple of the stride. */
  append(values: Float32Array): void {
    if (values.length % this.stride !== 0) {
      throw new Error(`A row holds ${this.stride} values, got ${values.length} values: send whole rows.`);
    }
    const needed = this.#length + values.length;
    if (needed > this.#values.length) {
      const grown = new Float32Array(Math.max(needed, this.#values.length * 2));
      grown.set(this.#values.subarray(0, this.#length));
      this.#values = grown;
    }
    this.#values.set(values, this.#length);
    this.#length = needed;
  }

  /** Value `column` of row `row`; NaN beyond the end. */
  at(row: number, column = 0): number {
    return row < this.rows ? (this.#values[row * this.stride + column] ?? NaN) : NaN;
  }

  /** One row, shape [stride]: a view that an append may leave behind. */
  row(row: number): Float32Array {
    return this.#values.subarray(row * this.stride, Math.min((row + 1) * this.stride, this.#length));
  }

  /** All rows, flattened: a view that an append may leave behind. */
  view(): Float32Array {
    return this.#values.subarray(0, this.#length);
  }
}

/** A growing column of whole numbers in ascending order. */
export class GrowingSteps {
  #values = new Int32Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append(values: Int32Array): void {
    const needed = this.#length + values.length;
    if (needed > this.#values.length) {
      const grown = new Int32Array(Math.max(needed, this.#values.length * 2));
      grown.set(this.#values.subarray(0, this.#length));
      this.#values = grown;
    }
    this.#values.set(values, this.#length);
    this.#length = needed;
  }

  /** The step at a place; -1 beyond the end. */
  at(index: number): number {
    return index >= 0 && index < this.#length ? (this.#values[index] ?? -1) : -1;
  }

  /** Place of the last step that is not after `step`; -1 where all are. */
  lastAtOrBefore(step: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#values[middle] ?? 0) <= step) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
