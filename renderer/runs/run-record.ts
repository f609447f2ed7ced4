// One run as the window knows it: who it is, how far it is, what it recorded.
import { assertNever } from '../../src-core/assert-never';
import type { StartedRun } from '../../src-core/contract/ipc';
import type {
  Chunk,
  Evaluated,
  RunAdjusted,
  RunEnded,
  RunEvent,
  RunStarted,
} from '../../src-core/contract/run-event';
import type { Settings } from '../../src-core/experiment/experiment';
import { Trace } from './trace';

/** `starting`: asked for, not yet at its first step. */
export type RunState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'paused'; readonly step: number }
  | { readonly kind: 'ended'; readonly end: RunEnded };

/** A run and what it sent so far. Changed in place by its events. */
export class RunRecord {
  #state: RunState = { kind: 'starting' };
  #started: RunStarted | null = null;
  #trace: Trace | null = null;
  #adjustments: readonly RunAdjusted[] = [];
  readonly #evaluations: Evaluated[] = [];

  /**
   * @param laneIndex place of the lane in the experiment: decides colour and dash.
   * @param label what the window calls its lane: of a sweep, where the point is named once for all, the lane as it is stated
   */
  constructor(
    readonly identity: StartedRun,
    readonly laneIndex: number,
    readonly settings: Settings,
    readonly label = identity.lane,
  ) {}

  get state(): RunState {
    return this.#state;
  }

  /** Shapes and engine; null before the first step. */
  get started(): RunStarted | null {
    return this.#started;
  }

  /** Changes of learning rate and clip limit while it went on, by step. */
  get adjustments(): readonly RunAdjusted[] {
    return this.#adjustments;
  }

  /** What was recorded; null before the first step. */
  get trace(): Trace | null {
    return this.#trace;
  }

  /** What it made of windows it is not trained on, in order. */
  get evaluations(): readonly Evaluated[] {
    return this.#evaluations;
  }

  /** The last evaluation of the network as it was up to the end of a step; null before the first. */
  evaluationAt(step: number): Evaluated | null {
    const at = this.#evaluations.findIndex((evaluation) => evaluation.step > step + 1);
    return this.#evaluations[at === -1 ? this.#evaluations.length - 1 : at - 1] ?? null;
  }

  /** True while it can be paused, stepped or stopped. */
  get active(): boolean {
    return this.#state.kind !== 'ended';
  }

  /** Takes in one event of this run. */
  apply(event: RunEvent): void {
    if (this.#state.kind === 'ended') return;
    switch (event.kind) {
      case 'run-started':
        this.#started = event;
        this.#trace = new Trace(event);
        this.#state = { kind: 'running' };
        return;
      case 'chunk':
        this.#append(event);
        return;
      case 'evaluated':
        this.#evaluations.push(event);
        this.#trace?.noteEvaluated(event);
        return;
      case 'run-paused':
        this.#state = { kind: 'paused', step: event.step };
        return;
      case 'adjusted':
        this.#adjustments = [...this.#adjustments.filter(({ step }) => step !== event.step), event];
        return;
      case 'run-resumed':
        this.#state = { kind: 'running' };
        return;
      case 'run-ended':
        this.#state = { kind: 'ended', end: event };
        return;
      default:
        assertNever(event);
    }
  }

  #append(chunk: Chunk): void {
    if (this.#trace === null) {
      throw new Error(
        `Expected the start of run ${chunk.runId} before its steps, got step ${chunk.firstStep}.`,
      );
    }
    this.#trace.append(chunk);
  }
}
