// Answers what a step of a run did: while the run trains, between its chunks; and after its end, from the session it left on
// the shelf, or from a new one that trains up to that step again, to the bit.
import { setImmediate as nextEventLoopTurn } from 'node:timers/promises';
import { assertNever } from '../../src-core/assert-never';
import type { RunJob } from '../../src-core/contract/host-message';
import type { InspectionAnswer, InspectionQuestion } from '../../src-core/contract/inspection';
import { estimateSize } from '../../src-core/experiment/size-estimate';
import type { Session } from '../../src-core/training/session';
import { nextChunkSize } from './chunk-size';
import { oneSentence } from './failure-of';
import { inspectedStep, MOST_NUMBERS, normsOf, numbersIn, spectraOf } from './inspected-step';
import type { SessionShelf } from './session-shelf';

/** Longest that a run is trained again for one answer. */
const LONGEST_REPLAY_SECONDS = 120;

export interface InspectionDeskOptions {
  readonly shelf: SessionShelf;
  /** Opens a session where the run began. */
  readonly open: (job: RunJob) => Promise<Session>;
  /** Called before and after work during which the thread can say nothing. */
  readonly onBusy: (busy: boolean) => void;
}

export class InspectionDesk {
  /** One question after the other: two about the same run need but one session. */
  private queue: Promise<unknown> = Promise.resolve();
  private spentMs = 0;

  constructor(private readonly options: InspectionDeskOptions) {}

  /** Milliseconds of this thread that answers have taken so far: not the time of any run. */
  get spent(): number {
    return this.spentMs;
  }

  /** Never rejects: what cannot be told is refused with the reason. */
  answer(job: RunJob, question: InspectionQuestion): Promise<InspectionAnswer> {
    const answered = this.queue
      .then(() => this.look(job, question))
      .catch((error: unknown) =>
        refused(oneSentence(error instanceof Error ? error : new Error(String(error)))),
      );
    this.queue = answered;
    return answered;
  }

  private async look(job: RunJob, question: InspectionQuestion): Promise<InspectionAnswer> {
    const parts = new Set(question.kind === 'step' ? question.parts : []);
    const session = this.options.shelf.find(job.runId) ?? (await this.replay(job, question.step));
    const { model, task } = job.settings;
    switch (question.kind) {
      case 'spectrum':
        return this.busy(async () => ({
          kind: 'spectrum',
          step: question.step,
          gates: spectraOf(model.cell, session.parametersBefore(question.step)),
        }));
      case 'norms':
        return this.busy(async () => ({
          kind: 'norms',
          step: question.step,
          norms: normsOf(session.parametersBefore(question.step)),
        }));
      case 'step': {
        const numbers = numbersIn(parts, {
          parameters: session.parameterCount,
          timeStep: task.timeStep,
          directions: model.layers * (model.bidirectional ? 2 : 1),
          units: model.hiddenSize,
        });
        if (numbers > MOST_NUMBERS) return refused(tooLarge(numbers));
        const depth = { weightTerms: parts.has('weightTerms'), jacobianNorms: parts.has('jacobianNorms') };
        return this.busy(async () => inspectedStep(await session.inspect(question.step, depth), parts));
      }
      default:
        return assertNever(question);
    }
  }

  /** A session of a run that has none any more, trained up to and including a step in pieces, so that others have their turn. */
  private async replay(job: RunJob, step: number): Promise<Session> {
    refuseLong(job, step);
    const session = await this.busy(() => this.options.open(job));
    this.options.shelf.begin(job.runId, session);
    try {
      await this.train(session, step);
    } catch (error) {
      this.options.shelf.discard(job.runId);
      throw error;
    }
    this.options.shelf.end(job.runId);
    return session;
  }

  private async train(session: Session, step: number): Promise<void> {
    let size = 1;
    while (session.recorded <= step) {
      const start = performance.now();
      const count = Math.min(size, step + 1 - session.recorded);
      const { divergedAt } = await this.busy(async () => session.advance(count));
      if (divergedAt !== null) return;
      size = nextChunkSize({ count, elapsedMs: performance.now() - start });
      await nextEventLoopTurn();
    }
  }

  /** Does what nothing else of this thread comes between, and takes its time down. */
  private async busy<T>(work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    this.options.onBusy(true);
    try {
      return await work();
    } finally {
      this.options.onBusy(false);
      this.spentMs += performance.now() - start;
    }
  }
}

function refused(message: string): InspectionAnswer {
  return { kind: 'refused', message };
}

function refuseLong({ lane, seed, settings }: RunJob, step: number): void {
  const { steps } = settings.training;
  if (step >= steps)
    throw new Error(`Step ${step} cannot be inspected: run ${lane}, seed ${seed} has ${steps} steps.`);
  const seconds = (estimateSize(settings).seconds * (step + 1)) / steps;
  if (seconds > LONGEST_REPLAY_SECONDS)
    throw new Error(
      `Run ${lane}, seed ${seed} is no longer in memory, and training it again up to step ${step} would take about ${Math.round(seconds / 60)} min: choose an earlier step.`,
    );
}

function tooLarge(numbers: number): string {
  const mebibytes = Math.round((numbers * 4) / 2 ** 20);
  return `These parts of the step take ${mebibytes} MiB, which is too much to show: choose a smaller network or fewer time steps.`;
}
