// Every engine under test, by kind and backend.
import type { BackendKind, EngineKind } from '../../src-core/contract/engine';
import { nativeTensorFlow } from '../../electron/trainer/native/native-tensorflow';
import { ProgramCache } from '../../src-core/compile/program-cache';
import { compiledEngine } from '../../src-core/training/compiled-engine';
import { type Engine, eagerEngine } from '../../src-core/training/engine';
import { BACKENDS, useBackend } from './backends';

export const ENGINES: readonly (readonly [EngineKind, BackendKind])[] = [
  ['xla', 'tensorflow'],
  ['graph', 'tensorflow'],
  ...BACKENDS.map((backend) => ['eager', backend] as const),
];

/** Makes the backend current and gives its engine. */
export async function startEngine(kind: EngineKind, backend: BackendKind): Promise<Engine> {
  await useBackend(backend);
  return kind === 'eager' ? eagerEngine(backend) : compiledEngine(kind, new ProgramCache(nativeTensorFlow()));
}
