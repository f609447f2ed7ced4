// The run events of the current experiment: what a window that is loaded anew is told again. It holds per run its start, its
// steps, its evaluations, whether it is paused, and its end; steps in long stretches, so that they cost what their numbers cost.
import { assertNever } from '../../src-core/assert-never';
import { joinChunks } from '../../src-core/contract/chunk-span';
import type {
  Chunk,
  Evaluated,
  RunAdjusted,
  RunEnded,
  RunEvent,
  RunPaused,
  RunResumed,
  RunStarted,
} from '../../src-core/contract/run-event';

/** Steps kept in all: four numbers each, 64 MiB. Of an experiment with more, the first steps are let go (they are on disk). */
export const MOST_STEPS = 4 * 1024 * 1024;
/** Length of a stretch, about 1 MiB. */
const STRETCH_STEPS = 65_536;
/** Chunks that are kept as they came before they are put together. */
const LOOSE_CHUNKS = 64;

interface KeptRun {
  started: RunStarted | null;
  /** In order, each following on the one before it. The first chunk stays alone: its time is that of a start. */
  readonly stretches: Chunk[];
  /** What follows on them, on its way to the next stretch. */
  loose: Chunk[];
  /** By step, the last one before each. */
  adjusted: readonly RunAdjusted[];
  /** A few dozen of a run at most. */
  readonly evaluations: Evaluated[];
  /** The last pause or resumption. */
  pause: RunPaused | RunResumed | null;
  ended: RunEnded | null;
}

export class RunLog {
  private readonly runs = new Map<string, KeptRun>();
  private steps = 0;

  /** @param mostSteps Steps that are kept at least; a stretch more may be. */
  constructor(private readonly mostSteps = MOST_STEPS) {}

  /** Forgets the experiment before. */
  beginExperiment(): void {
    this.runs.clear();
    this.steps = 0;
  }

  append(event: RunEvent): void {
    const run = this.runOf(event.runId);
    switch (event.kind) {
      case 'run-started':
        run.started = event;
        return;
      case 'chunk':
        return this.keep(run, event);
      case 'adjusted':
        run.adjusted = [...run.adjusted.filter(({ step }) => step !== event.step), event];
        return;
      case 'evaluated':
        run.evaluations.push(event);
        return;
      case 'run-paused':
      case 'run-resumed':
        run.pause = event;
        return;
      case 'run-ended':
        run.ended = event;
        return;
      default:
        assertNever(event);
    }
  }

  /** All that is kept, as it is now, in the order a window needs it. */
  snapshot(): readonly RunEvent[] {
    return [...this.runs.values()].flatMap((run) => [
      ...(run.started === null ? [] : [run.started]),
      ...run.stretches,
      ...(run.loose.length === 0 ? [] : [joinChunks(run.loose)]),
      ...run.adjusted,
      ...run.evaluations,
      ...(run.pause === null ? [] : [run.pause]),
      ...(run.ended === null ? [] : [run.ended]),
    ]);
  }

  private runOf(runId: string): KeptRun {
    const known = this.runs.get(runId);
    if (known !== undefined) return known;
    const run: KeptRun = {
      started: null,
      stretches: [],
      loose: [],
      evaluations: [],
      adjusted: [],
      pause: null,
      ended: null,
    };
    this.runs.set(runId, run);
    return run;
  }

  private keep(run: KeptRun, chunk: Chunk): void {
    if (chunk.count === 0) return;
    this.steps += chunk.count;
    if (chunk.firstStep === 0) run.stretches.push(chunk);
    else run.loose.push(chunk);
    if (run.loose.length >= LOOSE_CHUNKS || lengthOf(run.loose) >= STRETCH_STEPS) tidy(run);
    this.letGo();
  }

  /** The oldest stretch of the longest run goes first: short runs stay whole. */
  private letGo(): void {
    while (this.steps > this.mostSteps) {
      const [longest] = [...this.runs.values()].sort((a, b) => lengthOf(b.stretches) - lengthOf(a.stretches));
      const oldest = longest?.stretches.shift();
      if (oldest === undefined) return;
      this.steps -= oldest.count;
    }
  }
}

const lengthOf = (chunks: readonly Chunk[]): number => chunks.reduce((sum, { count }) => sum + count, 0);

function tidy(run: KeptRun): void {
  if (run.loose.length === 0) return;
  const joined = joinChunks(run.loose);
  if (joined.count < STRETCH_STEPS) run.loose = [joined];
  else {
    run.stretches.push(joined);
    run.loose = [];
  }
}
