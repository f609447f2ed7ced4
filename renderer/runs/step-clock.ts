// When a run took its steps: as its chunks were measured, evenly within each of them.
import { GrowingFloats, GrowingSteps } from './growing-array';

/** Training time by step, in milliseconds. What lies between chunks (pauses, questions, a pace) is no training. */
export class StepClock {
  /** Steps taken, and time spent, by the end of each chunk. */
  readonly #taken = new GrowingSteps();
  readonly #spent = new GrowingFloats();
  #first = 0;
  #total = 0;

  /** Notes the steps of a chunk, which follow on those before. */
  note(firstStep: number, count: number, elapsedMs: number): void {
    if (this.#taken.length === 0) this.#first = firstStep;
    this.#total += elapsedMs;
    this.#taken.append(Int32Array.of(firstStep + count));
    this.#spent.append(Float32Array.of(this.#total));
  }

  /** All of it so far. */
  get total(): number {
    return this.#total;
  }

  /** The last step that was taken; one less than the first that is known where none was. */
  get lastStep(): number {
    return this.#taken.length === 0 ? this.#first - 1 : this.#taken.at(this.#taken.length - 1) - 1;
  }

  /** Time at the end of a step; NaN of a step that was not taken, or lies before the first that is known. */
  at(step: number): number {
    const taken = step + 1;
    if (taken < this.#first || taken > this.#taken.at(this.#taken.length - 1)) return NaN;
    const chunk = this.#taken.lastAtOrBefore(taken);
    const [from, to] = [this.#endOf(chunk), this.#endOf(chunk + 1)];
    if (taken === from.taken) return from.spent;
    return from.spent + ((taken - from.taken) / (to.taken - from.taken)) * (to.spent - from.spent);
  }

  /** The last step that had ended by then; one less than the first that is known where none had. */
  stepBy(ms: number): number {
    let [low, high] = [this.#first - 1, this.lastStep];
    while (low < high) {
      const middle = low + Math.ceil((high - low) / 2);
      // A hair of tolerance: what was told in seconds may come back rounded.
      if (this.at(middle) <= ms * (1 + 1e-9)) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Steps and time at the end of a chunk, by its place; −1: before the first. */
  #endOf(chunk: number): { readonly taken: number; readonly spent: number } {
    if (chunk < 0) return { taken: this.#first, spent: 0 };
    return { taken: this.#taken.at(chunk), spent: this.#spent.at(chunk) };
  }
}
