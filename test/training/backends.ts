// The tfjs backends under test, made current one at a time.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { restoreRemovedUtil } from '../../electron/trainer/native-environment';
import type { BackendKind } from '../../src-core/contract/engine';

export const BACKENDS: readonly BackendKind[] = ['tensorflow', 'wasm', 'cpu'];

/** Loads a backend where it is not loaded yet and makes it the one that runs operations. */
export async function useBackend(backend: BackendKind): Promise<void> {
  if (backend === 'tensorflow') {
    restoreRemovedUtil();
    await import('@tensorflow/tfjs-node');
  }
  if (backend === 'wasm') {
    const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(join(dirname(entry), '/'));
  }
  if (!(await tf.setBackend(backend))) throw new Error(`The tfjs backend "${backend}" did not start.`);
}
