// How fast a run goes at this moment, as seen from the window: steps per second of wall time over the last few seconds.

const SPAN_MS = 3000;

/** Measures progress over a sliding span; the clock is handed in. */
export class RateMeter {
  #samples: { readonly at: number; readonly step: number }[] = [];

  /** Forgets what was measured: after a pause, or when the pace changed. */
  reset(): void {
    this.#samples = [];
  }

  /** Notes that `step` steps were taken by the time `at` (milliseconds). */
  note(at: number, step: number): void {
    this.#samples.push({ at, step });
    while (this.#samples.length > 2 && at - (this.#samples[1]?.at ?? at) >= SPAN_MS) this.#samples.shift();
  }

  /** Seconds until `total` steps are taken; null before two measurements that differ. */
  secondsLeft(total: number): number | null {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || last.step === first.step || last.at <= first.at)
      return null;
    const perStep = (last.at - first.at) / (last.step - first.step);
    return (Math.max(0, total - last.step) * perStep) / 1000;
  }
}
