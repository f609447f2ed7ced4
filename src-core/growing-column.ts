/** Float32 values that grow; twice the room whenever it runs out. */
export class GrowingColumn {
  private room = new Float32Array(1024);
  private used = 0;

  get length(): number {
    return this.used;
  }

  append(values: Float32Array): void {
    const needed = this.used + values.length;
    if (needed > this.room.length) {
      const larger = new Float32Array(Math.max(needed, 2 * this.room.length));
      larger.set(this.room.subarray(0, this.used));
      this.room = larger;
    }
    this.room.set(values, this.used);
    this.used = needed;
  }

  /** What is there now, without a copy. */
  values(): Float32Array {
    return this.room.subarray(0, this.used);
  }
}
