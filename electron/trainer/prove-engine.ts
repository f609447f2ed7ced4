// An engine is proven by training with it: with the lane that its process is to train, whose program is then compiled, else
// with the article's network.
import { proofOf } from '../../src-core/compile/jit';
import type { Settings } from '../../src-core/experiment/experiment';
import { articleExperiment } from '../../src-core/experiment/article';
import { taskSizes } from '../../src-core/experiment/task-sizes';
import type { SequenceSource } from '../../src-core/task/sequence-source';
import type { Engine } from '../../src-core/training/engine';
import { createSession } from '../../src-core/training/session';

const steps = 2;

/** A lane whose program an engine keeps compiled. */
export interface CompiledLane {
  readonly settings: Settings;
  /** Tracing and compiling. */
  readonly compileMs: number;
}

export interface EngineProof {
  /** How it was proven. */
  readonly why: string;
  readonly compiled: CompiledLane | null;
}

/**
 * Proves that an engine trains by two steps, of the lane where it compiles programs. A lane that it does not take, or that
 * diverges at once, says nothing of the engine: the article's network does then.
 * @throws Error when a step fails, or the loss is not finite
 */
export async function proveEngine(engine: Engine, lane: Settings | null): Promise<EngineProof> {
  if (lane !== null && engine.kind !== 'eager') {
    const trained = await train(engine, lane).catch(() => null);
    if (trained !== null && Number.isFinite(trained.loss)) {
      const { compileMs } = trained;
      return { why: sentence(engine, trained, 'the first lane'), compiled: { settings: lane, compileMs } };
    }
  }
  const { task, model, training } = articleExperiment();
  const trained = await train(engine, { task, model, training });
  if (!Number.isFinite(trained.loss))
    throw new Error(`Two steps of a small network gave the loss ${trained.loss}.`);
  return { why: sentence(engine, trained, "the article's network"), compiled: null };
}

interface Trained {
  readonly loss: number;
  readonly compileMs: number;
  readonly advanceMs: number;
}

async function train(engine: Engine, settings: Settings): Promise<Trained> {
  const start = performance.now();
  const source = blankSource(settings);
  const session = await createSession({ settings, seed: 1, engine, weights: null, source });
  try {
    const ready = performance.now();
    const { loss } = session.advance(steps);
    const advanceMs = performance.now() - ready;
    return { loss: loss.at(-1) ?? NaN, compileMs: ready - start, advanceMs };
  } finally {
    session.dispose();
  }
}

/** Windows of zeros: a program is the same whatever it is given, and the files of a task come with its runs. */
function blankSource({ task }: Settings): SequenceSource {
  return { timeStep: task.timeStep, ...taskSizes(task), writeBatch: () => undefined };
}

function sentence({ kind }: Engine, { advanceMs }: Trained, network: string): string {
  const trained = `Trained ${steps} steps of ${network} in ${advanceMs.toFixed(1)} ms.`;
  const proof = kind === 'eager' ? null : proofOf(kind);
  return proof === null ? trained : `${trained} ${proof}`;
}
