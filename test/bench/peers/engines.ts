// The engines of this project on the native library: the one table the benchmark takes them from.
import { loadBackend } from '../../../electron/trainer/load-backend';
import { nativeTensorFlow } from '../../../electron/trainer/native/native-tensorflow';
import { setNativeEnvironment } from '../../../electron/trainer/native-environment';
import { ProgramCache } from '../../../src-core/compile/program-cache';
import type { EngineKind } from '../../../src-core/contract/engine';
import { compiledEngine } from '../../../src-core/training/compiled-engine';
import { type Engine, eagerEngine } from '../../../src-core/training/engine';

const programs = (): ProgramCache => new ProgramCache(nativeTensorFlow());

/** As the app makes them; nothing is compiled twice here, so nothing unused is kept. */
const engines: Readonly<Record<EngineKind, () => Engine>> = {
  xla: () => compiledEngine('xla', programs()),
  graph: () => compiledEngine('graph', programs()),
  eager: () => eagerEngine('tensorflow'),
};

/** An engine, ready to compile, and what to call it in the table. Compiling throws XlaRefusedError where XLA is missing. */
export async function makeEngine(kind: EngineKind): Promise<{ engine: Engine; version: string }> {
  setNativeEnvironment(process.env);
  const { tensorflow } = await loadBackend('tensorflow');
  return { engine: engines[kind](), version: `${kind}, TensorFlow ${tensorflow ?? 'unknown'}` };
}
