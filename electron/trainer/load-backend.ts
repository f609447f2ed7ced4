// The tfjs backends, loaded on demand and one at a time: what is never tried costs no time and no memory.
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Wasm from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { BackendKind } from '../../src-core/contract/engine';
import { restoreRemovedUtil } from './native-environment';

const require = createRequire(import.meta.url);

type WasmPackage = Pick<typeof Wasm, 'setWasmPaths'>;

/** A backend that is loaded and current. */
export interface LoadedBackend {
  /** Version of the native TensorFlow library; null where the backend has none. */
  readonly tensorflow: string | null;
}

/**
 * Loads a backend and makes it tfjs's current one.
 * @throws Error of the library when it is missing, damaged or refuses to start
 */
export async function loadBackend(backend: BackendKind): Promise<LoadedBackend> {
  // Keeps tfjs from advertising tfjs-node where that one has just been tried.
  tf.env().set('PROD', true);
  const loaded = await loaders[backend]();
  if (!(await tf.setBackend(backend))) throw new Error(`The tfjs backend ${backend} refused to start.`);
  return loaded;
}

const loaders: Readonly<Record<BackendKind, () => LoadedBackend | Promise<LoadedBackend>>> = {
  tensorflow: async () => {
    restoreRemovedUtil();
    const { registerNativeBackend } = await import('./native/native-backend');
    // Another build of tfjs-node may be named.
    return { tensorflow: registerNativeBackend(process.env['UNROLL_TFJS_NODE'] ?? null) };
  },
  wasm: () => {
    const wasm = require('@tensorflow/tfjs-backend-wasm') as WasmPackage;
    const folder = path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'));
    wasm.setWasmPaths(path.join(folder, 'dist', path.sep));
    return { tensorflow: null };
  },
  cpu: () => {
    require('@tensorflow/tfjs-backend-cpu');
    return { tensorflow: null };
  },
};
