// One run in the worker thread, from its first weights to its last step: a session advanced in chunks of about 30 ms.
import type { Adjustment } from '../../src-core/contract/adjustment';
import type { Divergence } from '../../src-core/contract/divergence';
import type { EngineAttempt } from '../../src-core/contract/engine';
import type { Failure } from '../../src-core/contract/failure';
import type { RunJob } from '../../src-core/contract/host-message';
import type { Chunk, RunStarted, RunStatus } from '../../src-core/contract/run-event';
import { RunTally } from '../../src-core/contract/run-tally';
import { windowsFollow } from '../../src-core/experiment/task-traits';
import { taskBaseline } from '../../src-core/task/baseline';
import { evaluationInterval } from '../../src-core/training/evaluation-steps';
import type { Session, StepRecords } from '../../src-core/training/session';
import { buffersOf, chunkOf, detailFor, lastWindow } from './chunk';
import type { Detail } from './chunk';
import { nextChunkSize } from './chunk-size';
import type { ChosenEngine, EngineOutcome } from './engine-choice';
import { failureOf } from './failure-of';
import { commitFault } from './fault';
import type { Fault } from './fault';
import { NoEngineError, openSession } from './open-session';
import type { RunControl } from './run-control';
import type { SessionShelf } from './session-shelf';
import type { StepWindow, WorkerReply } from './worker-message';

/** Training between two checkpoints: what a run that is killed loses of it is trained again. */
const checkpointMs = 2000;

export interface TrainRequest {
  readonly job: RunJob;
  readonly chosen: ChosenEngine;
  /** Milliseconds spent on the program of this run before it was started. */
  readonly compiledMs: number;
  /** Steps that a chunk came to in a run like this one; null: there was none. */
  readonly chunkSize: number | null;
  /** The best engine without one that refused this run's program. */
  readonly next: (refused: EngineAttempt) => Promise<EngineOutcome>;
  readonly control: RunControl;
  readonly fault: Fault | null;
  /** Where the session can be asked about its steps, now and after the run. */
  readonly shelf: SessionShelf;
  /** Milliseconds that this thread has spent on such questions so far. */
  readonly inspectedMs: () => number;
  /** Sends a message to the host; the buffers are moved, not copied. */
  readonly post: (reply: WorkerReply, buffers?: readonly ArrayBuffer[]) => void;
}

/**
 * Trains the run and tells everything about it, its end included. Never rejects: an exception is a failed run.
 * @returns steps that a chunk came to at its end
 */
export async function trainRun(request: TrainRequest): Promise<number> {
  const run = new Run(request);
  request.post({ kind: 'phase', phase: 'compiling' });
  try {
    await run.start();
    const status = await run.train();
    run.end(status, null);
    request.shelf.end(request.job.runId);
  } catch (error) {
    const kind = error instanceof NoEngineError ? 'engine' : 'worker-threw';
    run.end('failed', failureOf(kind, error, `Run ${request.job.lane}, seed ${request.job.seed} failed`));
    request.shelf.discard(request.job.runId);
  } finally {
    request.post({ kind: 'phase', phase: 'idle' });
  }
  return run.chunkSize;
}

class Run {
  private session: Session | null = null;
  private chosen: ChosenEngine;
  private divergedAt: number | null = null;
  private divergence: Divergence | null = null;
  private window: StepWindow | null = null;
  private readonly tally: RunTally;
  private readonly limit: number;
  private readonly detail: Detail;
  /** Steps from one evaluation to the next. */
  private readonly interval: number;
  private evaluatedAt = -1;
  /** Over all sittings. */
  private trainedMs: number;
  /** Of the next chunk. The first is one step: what comes before the second is not counted as the engine's speed. */
  chunkSize = 1;

  constructor(private readonly request: TrainRequest) {
    const { training } = request.job.settings;
    this.chosen = request.chosen;
    this.tally = new RunTally(request.job.runId);
    this.limit = Math.min(training.steps, training.stopWhen.steps ?? Infinity);
    this.trainedMs = request.job.from?.trainedMs ?? 0;
    this.detail = detailFor(this.limit);
    this.interval = evaluationInterval(request.job.settings, this.limit, request.job.data);
  }

  async start(): Promise<void> {
    const { job, post, compiledMs } = this.request;
    const start = performance.now();
    const opened = await openSession(this.request);
    this.session = opened.session;
    this.chosen = opened.chosen;
    this.request.shelf.begin(job.runId, opened.session);
    const started = this.started(this.session, compiledMs + performance.now() - start);
    this.tally.follow(started);
    post({ kind: 'initial-weights', runId: job.runId, weights: this.session.initialWeights() });
    post(started);
    for (const adjustment of job.adjustments) this.tellAdjusted(adjustment);
    this.request.control.whenAdjusted((change) => this.tellAdjusted(opened.session.adjust(change)));
  }

  private tellAdjusted(adjustment: Adjustment): void {
    const { job, post } = this.request;
    post({ kind: 'adjusted', runId: job.runId, ...adjustment });
  }

  /** Takes steps until something ends the run. */
  async train(): Promise<RunStatus> {
    const { control, job, inspectedMs } = this.request;
    let kept = performance.now();
    const { seconds } = job.settings.training.stopWhen;
    let mark = performance.now();
    while (this.tally.steps < this.limit) {
      if (seconds !== null && this.trainedMs >= seconds * 1000) return 'done';
      if (this.evaluateIfDue()) mark = performance.now();
      const inspected = inspectedMs();
      const turn = await control.nextTurn();
      if (turn.kind === 'end') return turn.status;
      // What held the loop up was a person: the clock starts anew, and stands still while a step is being looked at. What was
      // the app's own counts as training.
      const start = turn.waited ? performance.now() : mark + inspectedMs() - inspected;
      const count = this.countBefore(
        Math.min(this.chunkSize, turn.atMost ?? this.chunkSize, this.limit - this.tally.steps),
      );
      const { chunk, ended, advanceMs } = this.advance(count, start);
      mark = performance.now();
      this.trainedMs += chunk.elapsedMs;
      this.chunkSize = this.sizeAfter(chunk.count, advanceMs);
      if (ended !== null) return ended;
      if (mark - kept >= checkpointMs) {
        this.keepCheckpoint();
        kept = mark;
      }
    }
    return 'done';
  }

  /** Says how the run ended, and what it leaves behind. */
  end(status: RunStatus, failure: Failure | null): void {
    const { job, post } = this.request;
    if (this.session !== null && this.tally.steps > 0) {
      // The session of a run that failed may stand anywhere: such a run goes on from the checkpoint before.
      if (status !== 'failed') this.keepCheckpoint();
      // Whoever interrupts is on the way out.
      if (status !== 'failed' && status !== 'interrupted') this.evaluate(this.session);
      post({ kind: 'run-result', runId: job.runId, weights: this.session.weights(), window: this.window });
    }
    const { divergedAt, divergence } = this;
    const why = divergence === null ? {} : { divergence };
    post(this.tally.ended({ status, failure, divergedAt, ...why, folder: null }));
  }

  /** After its first step, a run like one before goes on as that one did. */
  private sizeAfter(count: number, elapsedMs: number): number {
    const size = nextChunkSize({ count, elapsedMs });
    const isFirst = this.tally.steps === count;
    return isFirst ? Math.max(size, this.request.chunkSize ?? 1) : size;
  }

  private keepCheckpoint(): void {
    const { job, post } = this.request;
    if (this.session === null) return;
    const checkpoint = { ...this.session.checkpoint(), trainedMs: Math.round(this.trainedMs) };
    post({ kind: 'checkpoint', runId: job.runId, checkpoint });
  }

  private advance(
    count: number,
    start: number,
  ): { chunk: Chunk; ended: RunStatus | null; advanceMs: number } {
    if (this.session === null) throw new Error('The run has no session: start it first.');
    const { job, post, control } = this.request;
    const before = performance.now();
    const records = takeSteps(this.session, count, job.settings.training.stopWhen.lossBelow);
    const advanceMs = performance.now() - before;
    const ended = this.follow(records);
    const chunk = chunkOf(job.runId, records, this.detail, performance.now() - start);
    if (this.tally.steps === 0) post({ kind: 'phase', phase: 'training' });
    this.tally.follow(chunk);
    control.sent();
    post(chunk, buffersOf(chunk));
    return { chunk, ended, advanceMs };
  }

  /** @returns whether it was: the time that takes is none of training. */
  private evaluateIfDue(): boolean {
    if (this.session === null || this.session.step % this.interval !== 0) return false;
    return this.evaluate(this.session);
  }

  /** Tells what the network makes of windows it is not trained on; once at a step. */
  private evaluate(session: Session): boolean {
    const { job, post } = this.request;
    if (session.step === this.evaluatedAt) return false;
    this.evaluatedAt = session.step;
    post({ kind: 'phase', phase: 'inspecting' });
    post({ kind: 'evaluated', runId: job.runId, step: session.step, ...session.evaluate() });
    post({ kind: 'phase', phase: this.tally.steps === 0 ? 'compiling' : 'training' });
    return true;
  }

  /** Takes note of the records; says how the run ends where they end it. */
  private follow(records: StepRecords): RunStatus | null {
    this.window = lastWindow(records) ?? this.window;
    this.divergedAt = records.divergedAt;
    this.divergence = records.divergence;
    if (records.divergedAt !== null) return 'diverged';
    const { lossBelow } = this.request.job.settings.training.stopWhen;
    return lossBelow !== null && (records.loss.at(-1) ?? NaN) < lossBelow ? 'done' : null;
  }

  /** Commits the fault when its step has come, and keeps a chunk from running over it, or over the next evaluation. */
  private countBefore(most: number): number {
    const { fault } = this.request;
    const { steps } = this.tally;
    const count = Math.min(most, this.interval - (steps % this.interval));
    if (fault === null || fault.kind === 'refuse' || fault.step < steps) return count;
    if (fault.step === steps) commitFault(fault);
    return Math.min(count, fault.step - steps);
  }

  private started(session: Session, compileMs: number): RunStarted {
    const { job } = this.request;
    const { report } = this.chosen;
    return {
      kind: 'run-started',
      runId: job.runId,
      lane: job.lane,
      seed: job.seed,
      engine: report,
      firstStep: session.step,
      steps: this.limit,
      timeStep: job.settings.task.timeStep,
      inputSize: session.inputSize,
      outputSize: session.outputSize,
      task: job.settings.task.kind,
      ...(windowsFollow(job.settings) ? {} : { windows: 'independent' }),
      baseline: taskBaseline(job.settings.task, job.data),
      parameterCount: session.parameterCount,
      flowColumns: session.flowColumns,
      parameterNames: session.parameterNames,
      saturationColumns: session.saturationColumns,
      detailEvery: this.detail.every,
      compileMs,
    };
  }
}

/**
 * Takes `count` steps, or ends with the first whose loss is below the bound. The weights are then those after that step,
 * however many steps the chunk was to have.
 */
function takeSteps(session: Session, count: number, lossBelow: number | null): StepRecords {
  if (lossBelow === null) return session.advance(count);
  const before = session.checkpoint();
  const records = session.advance(count);
  const reached = records.loss.findIndex((loss) => loss < lossBelow);
  if (reached === -1 || reached === records.count - 1) return records;
  session.restore(before);
  return session.advance(reached + 1);
}
