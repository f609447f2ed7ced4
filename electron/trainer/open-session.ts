// A run's session on the best engine that takes its program.
import { XlaRefusedError } from '../../src-core/compile/xla-refused-error';
import type { EngineAttempt } from '../../src-core/contract/engine';
import type { RunJob } from '../../src-core/contract/host-message';
import { createSession } from '../../src-core/training/session';
import type { Session } from '../../src-core/training/session';
import type { ChosenEngine, EngineOutcome } from './engine-choice';
import { oneSentence } from './failure-of';
import { refusedByXla } from './fault';
import type { Fault } from './fault';

/** XLA refuses the program of the run, and the choice of engine leaves no other. */
export class NoEngineError extends Error {}

export interface OpenSessionRequest {
  readonly job: RunJob;
  readonly chosen: ChosenEngine;
  /** The best engine without one that refused this run's program. */
  readonly next: (refused: EngineAttempt) => Promise<EngineOutcome>;
  readonly fault: Fault | null;
}

export interface OpenedSession {
  readonly session: Session;
  /** The engine it is on. */
  readonly chosen: ChosenEngine;
}

/**
 * Opens the session where the run begins: on the chosen engine, or on the next one where XLA refuses the program and no
 * engine is forced.
 * @throws NoEngineError
 */
export async function openSession(request: OpenSessionRequest): Promise<OpenedSession> {
  const { from } = request.job;
  const opened = await openOnEngine(request);
  if (from !== null) opened.session.restore(from);
  return opened;
}

async function openOnEngine({ job, chosen, next, fault }: OpenSessionRequest): Promise<OpenedSession> {
  const { settings, seed, weights, data, adjustments } = job;
  const { engine, report } = chosen;
  try {
    const given = fault?.kind === 'refuse' ? refusedByXla(engine) : engine;
    const session = await createSession({ settings, seed, engine: given, weights, data, adjustments });
    return { session, chosen };
  } catch (error) {
    if (!(error instanceof XlaRefusedError)) throw error;
    const { backend } = report;
    const outcome = await next({ engine: 'xla', backend, works: false, why: oneSentence(error) });
    if (outcome.kind === 'none') throw new NoEngineError(outcome.message, { cause: error });
    const session = await createSession({
      settings,
      seed,
      engine: outcome.engine,
      weights,
      data,
      adjustments,
    });
    return { session, chosen: outcome };
  }
}
