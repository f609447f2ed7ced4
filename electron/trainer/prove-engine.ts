import type { Settings } from '../../src-core/experiment/experiment';
import { articleExperiment } from '../../src-core/experiment/article';
import type { Engine } from '../../src-core/training/engine';
import { createSession } from '../../src-core/training/session';

const steps = 2;

/**
 * Proves that an engine trains by training with it: two steps of the article's network.
 * @returns how it was proven, in one sentence
 * @throws Error when a step fails, or the loss is not finite
 */
export async function proveEngine(engine: Engine): Promise<string> {
  const { task, model, training }: Settings = articleExperiment();
  const session = await createSession({
    settings: { task, model, training },
    seed: 1,
    engine,
    weights: null,
  });
  try {
    const start = performance.now();
    const { loss } = session.advance(steps);
    const elapsedMs = performance.now() - start;
    const last = loss.at(-1) ?? NaN;
    if (!Number.isFinite(last)) throw new Error(`Two steps of a small network gave the loss ${last}.`);
    return `Trained ${steps} steps of the article's network in ${elapsedMs.toFixed(1)} ms.`;
  } finally {
    session.dispose();
  }
}
