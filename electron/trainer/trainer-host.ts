// The trainer host: between its commander and its one worker thread. Passes commands down and events up, has everything
// recorded on the way, and says so when the worker throws, ends or hangs.
import { assertNever } from '../../src-core/assert-never';
import type { Failure } from '../../src-core/contract/failure';
import type { HostCommand, HostEvent, RunJob } from '../../src-core/contract/host-message';
import { parseHostCommand } from '../../src-core/contract/parse-host-message';
import type { RunEvent } from '../../src-core/contract/run-event';
import { runEventShapes } from '../../src-core/contract/parse-run-event';
import { failureOf } from './failure-of';
import { HostedRun } from './hosted-run';
import { Recording } from './recording';
import type { SeriesPort, Transport } from './transport';
import { Watchdog, watchdogTickMs } from './watchdog';
import type { WorkerReply, WorkerRequest } from './worker-message';
import type { WorkerListener, WorkerThread } from './worker-thread';

export interface TrainerHostOptions {
  readonly transport: Transport;
  readonly startWorker: (listener: WorkerListener) => WorkerThread;
  /** Ends the process. `stuck`: its worker does not end, which an orderly exit would wait for. */
  readonly exit: (worker: 'ended' | 'stuck') => void;
}

/** How long a worker may take to end before the process ends without it. */
const workerGraceMs = 1000;

/** Starts serving: to be called once per process. */
export function serveTrainerHost(options: TrainerHostOptions): void {
  const host = new TrainerHost(options);
  options.transport.onMessage((message, ports) => host.command(parseHostCommand(message), ports));
  options.transport.onClose(() => host.leave());
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    host.watch(now - last);
    last = now;
  }, watchdogTickMs);
}

class TrainerHost {
  private readonly recording = new Recording();
  private readonly watchdog = new Watchdog();
  private worker: WorkerThread | null = null;
  /** The worker is lost, and with it this process. */
  private unusable = false;
  private leaving = false;
  private series: SeriesPort | null = null;
  private run: HostedRun | null = null;
  /** One thing after the other: recording takes its time, and events leave in the order they came. */
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly options: TrainerHostOptions) {}

  command(command: HostCommand, ports: readonly SeriesPort[]): void {
    switch (command.kind) {
      case 'prepare':
        this.worker ??= this.options.startWorker(this.listener());
        this.worker.post(command);
        return;
      case 'start':
        return this.enqueue(() => this.start(command.job));
      case 'fit-weights':
        return this.enqueue(() => this.post(command));
      case 'inspect':
        return this.enqueue(() => this.inspect(command));
      case 'attach-series':
        return this.attach(ports[0]);
      case 'shutdown':
        return this.leave();
      case 'pause':
      case 'resume':
      case 'step':
      case 'stop':
      case 'pace':
      case 'adjust':
        return this.enqueue(() => this.steer(command));
      default:
        assertNever(command);
    }
  }

  /** Ends in order: the run that trains is interrupted and recorded. */
  leave(): void {
    if (this.leaving) return;
    this.leaving = true;
    this.enqueue(() => {
      if (this.run === null) return void this.depart();
      this.steer({ kind: 'stop', runId: this.run.job.runId, status: 'interrupted' });
    });
  }

  /** @param elapsedMs since the last call */
  watch(elapsedMs: number): void {
    if (this.worker === null || this.unusable) return;
    const silentMs = this.watchdog.tick(elapsedMs);
    if (silentMs !== null) this.loseWorker(hung(silentMs));
  }

  private listener(): WorkerListener {
    return {
      onReply: (reply) => this.receive(reply),
      onLost: (cause) =>
        this.loseWorker(
          'error' in cause
            ? failureOf('worker-threw', cause.error, 'The worker thread failed')
            : ended(cause.exitCode),
        ),
    };
  }

  private receive(reply: WorkerReply): void {
    if (this.unusable) return;
    this.watchdog.heard();
    if (reply.kind === 'alive') return;
    if (reply.kind === 'phase') return this.watchdog.enter(reply.phase);
    if (reply.kind === 'chunk') this.watchdog.tookChunk(reply.elapsedMs);
    this.enqueue(() => this.handle(reply));
  }

  private async handle(reply: Exclude<WorkerReply, { kind: 'alive' | 'phase' }>): Promise<void> {
    switch (reply.kind) {
      case 'engine-trying':
      case 'engine-ready':
      case 'engine-failed':
      case 'weights-fitted':
      case 'inspected':
        return this.tell(reply);
      case 'initial-weights':
        return this.recording.keepInitialWeights(reply.weights);
      case 'checkpoint':
        return this.keepCheckpoint(reply);
      case 'run-result':
        return this.recording.keepFinal(reply.weights, reply.window);
      case 'run-started':
      case 'chunk':
      case 'evaluated':
      case 'run-paused':
      case 'run-resumed':
      case 'adjusted':
        return this.follow(reply);
      case 'run-ended':
        return this.endRun(reply);
      default:
        assertNever(reply);
    }
  }

  private inspect(command: Extract<HostCommand, { kind: 'inspect' }>): void {
    if (this.worker !== null && !this.unusable) return this.post(command);
    const message = 'No engine is ready to look at the step: try again in a moment.';
    this.tell({ kind: 'inspected', requestId: command.requestId, answer: { kind: 'refused', message } });
  }

  private start(job: RunJob): void {
    const refused = this.refusal(job);
    const run = new HostedRun(job);
    if (refused !== null) return this.tell(run.failed(refused));
    this.run = run;
    this.post({ kind: 'start', job });
  }

  private refusal(job: RunJob): Failure | null {
    const subject = `Run ${job.lane}, seed ${job.seed} cannot start`;
    if (this.unusable || this.worker === null) return failureOf('engine', 'No engine is ready', subject);
    if (this.run !== null) return failureOf('engine', 'Another run is training', subject);
    return null;
  }

  private steer(request: Extract<WorkerRequest, { runId: string }>): void {
    if (this.run?.job.runId !== request.runId || this.unusable) return;
    if (request.kind === 'stop') {
      this.run.stopAsked ??= request.status;
      this.watchdog.askedToStop();
    }
    this.post(request);
  }

  /** Has an event of the run recorded, then passes it on: nothing is told that a crash could still lose. */
  private follow(event: Exclude<RunEvent, { kind: 'run-ended' }>): void {
    const { run } = this;
    if (run?.job.runId !== event.runId) return;
    run.tally.follow(event);
    // A disk that fails does not end the training.
    if (event.kind === 'run-started') run.storageFailure = this.recording.begin(event, run.job.folder);
    if (event.kind === 'chunk') run.storageFailure ??= this.recording.append(event);
    if (event.kind === 'adjusted') run.storageFailure ??= this.recording.adjust(event);
    if (event.kind === 'evaluated') run.storageFailure ??= this.recording.evaluate(event);
    this.tell(event);
    if (event.kind === 'chunk') this.post({ kind: 'recorded', runId: event.runId });
  }

  private keepCheckpoint({ runId, checkpoint }: Extract<WorkerReply, { kind: 'checkpoint' }>): void {
    const { run } = this;
    if (run?.job.runId === runId) run.storageFailure ??= this.recording.keepCheckpoint(checkpoint);
  }

  /** Tells the end only when everything of the run is in its folder. */
  private async endRun(event: Extract<RunEvent, { kind: 'run-ended' }>): Promise<void> {
    const { run } = this;
    if (run === null) return;
    run.storageFailure ??= this.recording.end();
    this.run = null;
    this.tell(run.endAs(event));
    if (this.leaving) await this.depart();
  }

  private loseWorker(failure: Failure): void {
    if (this.unusable || (this.leaving && this.run === null)) return;
    this.unusable = true;
    // Behind all that the worker said before. The commander waits for the end of the run before it ends this process.
    this.enqueue(async () => {
      this.tell({ kind: 'host-unusable', failure });
      if (this.run !== null) await this.endRun(this.run.lost(failure));
    });
  }

  private async depart(): Promise<void> {
    this.options.exit((await this.worker?.end(workerGraceMs)) ?? 'ended');
  }

  private attach(port: SeriesPort | undefined): void {
    // In the order of events: none told before the acknowledgement may have taken the port.
    this.enqueue(() => {
      this.series?.close();
      this.series = port ?? null;
      this.tell({ kind: 'series-attached' });
    });
  }

  private tell(event: HostEvent): void {
    this.options.transport.post(event);
    if (event.kind in runEventShapes) this.series?.post(event);
  }

  private post(request: WorkerRequest): void {
    this.worker?.post(request);
  }

  private enqueue(task: () => void | Promise<void>): void {
    this.queue = this.queue.then(task).catch((error: unknown) => this.fail(error));
  }

  /** An error in a task is a fault of the host itself: nothing it would do after it could be trusted, its records least. */
  private fail(error: unknown): void {
    const { run } = this;
    const failure = failureOf('host-lost', error, 'The trainer process failed');
    this.unusable = true;
    this.run = null;
    this.tell({ kind: 'host-unusable', failure });
    if (run !== null) this.tell(run.lost(failure));
    // The commander ends this process, unless it is gone itself.
    if (this.leaving) this.options.exit('stuck');
  }
}

function hung(silentMs: number): Failure {
  const seconds = Math.round(silentMs / 1000);
  const message = `The worker thread has given no sign of life for ${seconds} s and was ended. Run again: a new trainer process takes its place.`;
  return { kind: 'worker-hung', message, stack: null };
}

function ended(exitCode: number): Failure {
  const message = `The worker thread ended with exit code ${exitCode} while it was needed. Run again: a new trainer process takes its place.`;
  return { kind: 'worker-threw', message, stack: null };
}
