// Peer unroll-xla, unroll-graph, unroll-eager: this project's session on one of its engines. Argument: the engine.
import { XlaRefusedError } from '../../../src-core/compile/xla-refused-error';
import type { EngineKind } from '../../../src-core/contract/engine';
import { createSession } from '../../../src-core/training/session';
import { rowSettings } from '../row';
import { makeEngine } from './engines';
import { Unavailable, type Trainer, type Work, serve } from './serve';

async function makeTrainer(kind: EngineKind, { row, weights }: Work): Promise<Trainer> {
  const { engine, version } = await makeEngine(kind);
  const capacity = kind === 'eager' ? 1 : row.chunk;
  const session = await createSession({
    settings: rowSettings(row),
    seed: 1,
    engine,
    weights,
    capacity,
  }).catch((error: unknown) => {
    throw error instanceof XlaRefusedError ? new Unavailable(error.message) : error;
  });
  return { version, chunk: capacity, advance: (steps) => session.advance(steps) };
}

const kinds: readonly EngineKind[] = ['xla', 'graph', 'eager'];
const kind = kinds.find((name) => name === process.argv[2]);
if (kind === undefined)
  throw new Error(`Expected one of ${kinds.join(', ')}, got ${process.argv[2] ?? 'nothing'}.`);
void serve((work) => makeTrainer(kind, work));
