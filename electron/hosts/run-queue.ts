// The runs that wait for a host, and which of them a host is to train next. All runs of a lane are best trained by one host:
// each that takes up a lane has to compile its program. So a host stays with its lane, then takes one that nobody trains, and
// joins in a lane of another only where what is left of it takes longer than another compilation.
import type { RunJob } from '../../src-core/contract/host-message';

/** What is known of a lane, from its runs so far. */
export interface LaneCost {
  /** Before the first step of the first run on a host: tracing and compiling. */
  readonly compileMs: number;
  /** A run, from its first step to its end; null: not known. */
  readonly runMs: number | null;
}

export class RunQueue {
  private readonly waiting: RunJob[];
  private readonly costs = new Map<string, LaneCost>();

  /** @param jobs in lane, then seed order */
  constructor(jobs: readonly RunJob[]) {
    this.waiting = [...jobs];
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  /** Lanes with runs that wait, in order. */
  get lanes(): readonly string[] {
    return [...new Set(this.waiting.map(({ lane }) => lane))];
  }

  /** A host that has compiled a lane does not do so again: what the longest took is what another would pay. */
  noteCost(lane: string, cost: LaneCost): void {
    const known = this.costs.get(lane);
    const compileMs = Math.max(cost.compileMs, known?.compileMs ?? 0);
    this.costs.set(lane, { compileMs, runMs: cost.runMs ?? known?.runMs ?? null });
  }

  /**
   * Takes the run that a free host is to train; null: none is worth its while yet.
   * @param known lanes that the host has trained, the last one at the end
   * @param underWay how many hosts train a lane now
   */
  take(known: readonly string[], underWay: ReadonlyMap<string, number>): RunJob | null {
    const { lanes } = this;
    const own = [...known].reverse().find((lane) => lanes.includes(lane));
    const lane = own ?? lanes.find((one) => !underWay.has(one)) ?? this.worthJoining(underWay, 0);
    return lane === undefined ? null : this.takeOf(lane);
  }

  /** The lane whose rest is worth another host, the one with the longest rest; undefined: none is. @param startMs of the host */
  worthJoining(underWay: ReadonlyMap<string, number>, startMs: number): string | undefined {
    const rests = this.lanes
      .map((lane) => ({ lane, restMs: this.restMs(lane) / (underWay.get(lane) ?? 1) }))
      .filter(({ lane, restMs }) => restMs > startMs + (this.costs.get(lane)?.compileMs ?? Infinity));
    return rests.sort((a, b) => b.restMs - a.restMs)[0]?.lane;
  }

  /** How long one host takes for what waits of a lane; 0 while nothing is known of it. */
  private restMs(lane: string): number {
    const count = this.waiting.filter((job) => job.lane === lane).length;
    return count * (this.costs.get(lane)?.runMs ?? 0);
  }

  private takeOf(lane: string): RunJob | null {
    const at = this.waiting.findIndex((job) => job.lane === lane);
    return this.waiting.splice(at, 1)[0] ?? null;
  }
}
