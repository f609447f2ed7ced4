// The engines of this project on the native library: the one table the benchmark takes them from.
import { loadBackend } from '../../../electron/trainer/load-backend';
import { nativeTensorFlow } from '../../../electron/trainer/native/native-tensorflow';
import { setNativeEnvironment } from '../../../electron/trainer/native-environment';
import { jit } from '../../../src-core/compile/jit';
import { ProgramCache } from '../../../src-core/compile/program-cache';
import { XlaRefusedError } from '../../../src-core/compile/xla-refused-error';
import type { EngineKind } from '../../../src-core/contract/engine';
import { type Engine, type TensorRecord, eagerEngine } from '../../../src-core/training/engine';
import { Unavailable } from './serve';

const engines: Readonly<Record<EngineKind, () => Engine>> = {
  xla: () => compiledEngine('xla'),
  graph: () => compiledEngine('graph'),
  eager: () => eagerEngine('tensorflow'),
};

function compiledEngine(kind: 'xla' | 'graph'): Engine {
  const programs = new ProgramCache(nativeTensorFlow());
  return {
    kind,
    backend: 'tensorflow',
    async compile(f, examples) {
      try {
        const program = jit<TensorRecord, TensorRecord>(f, examples, {
          programs,
          kind,
          name: 'the training program',
        });
        return { call: (inputs) => program(inputs), dispose: () => program.dispose() };
      } catch (error) {
        throw error instanceof XlaRefusedError ? new Unavailable(error.message) : error;
      }
    },
  };
}

/** An engine, ready to compile, and what to call it in the table. Compiling throws Unavailable where it cannot run. */
export async function makeEngine(kind: EngineKind): Promise<{ engine: Engine; version: string }> {
  setNativeEnvironment(process.env);
  const { tensorflow } = await loadBackend('tensorflow');
  return { engine: engines[kind](), version: `${kind}, TensorFlow ${tensorflow ?? 'unknown'}` };
}
