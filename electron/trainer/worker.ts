// Entry of the worker thread: loads the library, settles on an engine, trains one run at a time. The host process
// (host.ts) owns the thread, and everything that is written to the disk.
import { isDeepStrictEqual } from 'node:util';
import { isMainThread, parentPort } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { assertNever } from '../../src-core/assert-never';
import type { EngineAttempt, EngineChoice } from '../../src-core/contract/engine';
import type { RunJob } from '../../src-core/contract/host-message';
import type { Settings } from '../../src-core/experiment/experiment';
import type { Session } from '../../src-core/training/session';
import { chooseEngine } from './engine-choice';
import type { ChosenEngine, EngineOutcome } from './engine-choice';
import type { CompiledLane } from './prove-engine';
import { parseFault } from './fault';
import type { Fault } from './fault';
import { InspectionDesk } from './inspection-desk';
import { misfitsOf } from './misfits';
import { openSession } from './open-session';
import { RunControl } from './run-control';
import { SessionShelf } from './session-shelf';
import { trainRun } from './train-run';
import type { WorkerPhase, WorkerReply, WorkerRequest } from './worker-message';

if (isMainThread || parentPort === null) {
  throw new Error('worker.cjs trains in a worker thread of the trainer host: start host.cjs instead.');
}

/** The thread's own sign of life, besides the messages of its work. */
const aliveMs = 500;

class Worker {
  private choice: EngineChoice = { engine: 'auto', backend: 'auto' };
  private ruledOut: readonly EngineAttempt[] = [];
  private chosen: ChosenEngine | null = null;
  /** A program that was compiled for a run still to come. */
  private compiled: CompiledLane | null = null;
  /** Steps that a chunk came to at the end of the last run. */
  private pacing: { readonly settings: Settings; readonly chunkSize: number } | null = null;
  private run: { readonly runId: string; readonly control: RunControl } | null = null;
  private fault: Fault | null = null;
  /** What the thread is about besides answering questions. */
  private phase: WorkerPhase = 'idle';
  private readonly shelf = new SessionShelf();
  private readonly desk = new InspectionDesk({
    shelf: this.shelf,
    open: (job) => this.openAgain(job),
    onBusy: (busy) => this.port.postMessage({ kind: 'phase', phase: busy ? 'inspecting' : this.phase }),
  });

  constructor(private readonly port: MessagePort) {}

  receive(request: WorkerRequest): void {
    switch (request.kind) {
      case 'prepare':
        return void this.prepare(request);
      case 'fit-weights':
        return this.post({ kind: 'weights-fitted', misfits: misfitsOf(request.weights, request.settings) });
      case 'start':
        return void this.start(request.job);
      case 'inspect':
        return void this.inspect(request);
      case 'close':
        return process.exit(0);
      case 'pause':
      case 'resume':
      case 'step':
      case 'stop':
      case 'pace':
      case 'adjust':
      case 'recorded':
        return this.steer(request);
      default:
        assertNever(request);
    }
  }

  private async prepare(request: Extract<WorkerRequest, { kind: 'prepare' }>): Promise<void> {
    this.post({ kind: 'phase', phase: 'preparing' });
    if (request.first) this.fault = parseFault(process.env['UNROLL_FAULT']);
    this.choice = request.choice;
    this.ruledOut = request.ruledOut;
    const outcome = await chooseEngine(this.choice, this.ruledOut, request.lane, (candidate) =>
      this.post({ kind: 'engine-trying', ...candidate }),
    );
    if (outcome.kind === 'none') {
      const failure = { kind: 'engine', message: outcome.message, stack: null } as const;
      this.post({ kind: 'engine-failed', failure, attempts: outcome.attempts });
    } else {
      this.chosen = outcome;
      this.compiled = outcome.compiled;
      this.post({ kind: 'engine-ready', report: outcome.report });
    }
    this.post({ kind: 'phase', phase: 'idle' });
  }

  /**
   * The best engine besides those ruled out before and `refused`. Not announced: a process that dies of it loses a run, and
   * that is what its commander is to see.
   */
  private chooseWithout(refused: EngineAttempt): Promise<EngineOutcome> {
    return chooseEngine(this.choice, [...this.ruledOut, refused], null, () => undefined);
  }

  private async start(job: RunJob): Promise<void> {
    const { chosen, fault } = this;
    if (chosen === null) {
      throw new Error(`Run ${job.runId} was started before an engine was ready: send 'prepare' first.`);
    }
    const { runId } = job;
    let nextStep = 0;
    const post = (reply: WorkerReply, buffers: readonly ArrayBuffer[] = []): void => {
      if (reply.kind === 'chunk') nextStep = reply.firstStep + reply.count;
      this.post(reply, buffers);
    };
    const control = new RunControl(job.pace, {
      onPaused: () => post({ kind: 'run-paused', runId, step: nextStep }),
      onResumed: () => post({ kind: 'run-resumed', runId }),
    });
    this.run = { runId, control };
    this.fault = null;
    const next = (refused: EngineAttempt): Promise<EngineOutcome> => this.chooseWithout(refused);
    const { shelf, desk } = this;
    const compiledMs = this.compiledFor(job);
    const { settings } = job;
    const isLikeLast = this.pacing !== null && isDeepStrictEqual(this.pacing.settings, settings);
    const chunkSize = await trainRun({
      job,
      chosen,
      compiledMs,
      chunkSize: isLikeLast ? (this.pacing?.chunkSize ?? null) : null,
      next,
      control,
      fault,
      shelf,
      inspectedMs: () => desk.spent,
      post,
    });
    this.pacing = { settings, chunkSize };
    this.run = null;
  }

  /** Milliseconds that went into the program of this run before it was started; told of the first that uses it. */
  private compiledFor({ settings }: RunJob): number {
    const { compiled } = this;
    if (compiled === null || !isDeepStrictEqual(compiled.settings, settings)) return 0;
    this.compiled = null;
    return compiled.compileMs;
  }

  private async inspect({
    requestId,
    job,
    question,
  }: Extract<WorkerRequest, { kind: 'inspect' }>): Promise<void> {
    this.post({ kind: 'inspected', requestId, answer: await this.desk.answer(job, question) });
  }

  /** The session of an ended run, for questions about it. */
  private async openAgain(job: RunJob): Promise<Session> {
    const { chosen } = this;
    if (chosen === null)
      throw new Error(
        `No engine is ready to replay run ${job.lane}, seed ${job.seed}: try again in a moment.`,
      );
    const next = (refused: EngineAttempt): Promise<EngineOutcome> => this.chooseWithout(refused);
    return (await openSession({ job, chosen, next, fault: null })).session;
  }

  /** What people want of a run; too late for one that has ended. */
  private steer(request: Extract<WorkerRequest, { runId: string }>): void {
    if (this.run?.runId !== request.runId) return;
    const { control } = this.run;
    switch (request.kind) {
      case 'pause':
        return control.pause();
      case 'resume':
        return control.resume();
      case 'step':
        return control.step();
      case 'stop':
        return control.stop(request.status);
      case 'pace':
        return control.setPace(request.pace);
      case 'adjust':
        return control.adjust(request.change);
      case 'recorded':
        return control.recorded();
      default:
        assertNever(request);
    }
  }

  private post(reply: WorkerReply, buffers: readonly ArrayBuffer[] = []): void {
    if (reply.kind === 'phase') this.phase = reply.phase;
    this.port.postMessage(reply, buffers);
  }
}

const worker = new Worker(parentPort);
parentPort.on('message', (request: WorkerRequest) => worker.receive(request));
setInterval(() => parentPort?.postMessage({ kind: 'alive' } satisfies WorkerReply), aliveMs);
