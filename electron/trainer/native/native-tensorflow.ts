// The native side of compiled programs: tfjs-node's backend as src-core/compile asks for it. A program reaches TensorFlow as
// a SavedModel folder, which exists only while it is being loaded.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type {
  NativeBackend,
  NativeSession,
  NativeTensorFlow,
} from '../../../src-core/compile/native-tensorflow';

const BACKEND = 'tensorflow';

/** The methods of tfjs-node's backend that load and run graphs; `tf.node.loadSavedModel` is a wrapper around them. */
interface SavedModelBackend extends NativeBackend {
  loadSavedModelMetaGraph(folder: string, tags: string): number;
  /** `tfDtype` asks for conversion from types that tfjs lacks; programs have none of them. */
  runSavedModel(
    session: number,
    inputs: readonly Tensor[],
    infos: readonly { readonly name: string; readonly tfDtype: string }[],
    outputs: readonly string[],
  ): Tensor[];
  deleteSavedModel(session: number): void;
}

/**
 * Native TensorFlow for compiled programs.
 * @throws when tfjs-node has not been loaded.
 */
export function nativeTensorFlow(): NativeTensorFlow {
  const backend = tf.findBackend(BACKEND) as SavedModelBackend | null;
  if (backend === null) {
    throw new Error(
      `The tfjs backend ${BACKEND} is not there: load @tensorflow/tfjs-node before compiling programs.`,
    );
  }
  return {
    backendName: BACKEND,
    backend,
    load: (savedModel, inputs, outputs) => session(backend, loadGraph(backend, savedModel), inputs, outputs),
  };
}

function session(
  backend: SavedModelBackend,
  id: number,
  inputs: readonly string[],
  outputs: readonly string[],
): NativeSession {
  const infos = inputs.map((name) => ({ name, tfDtype: '' }));
  return {
    run: (tensors) => backend.runSavedModel(id, tensors, infos, outputs),
    release: () => backend.deleteSavedModel(id),
  };
}

function loadGraph(backend: SavedModelBackend, savedModel: Uint8Array): number {
  const folder = mkdtempSync(path.join(tmpdir(), 'unroll-program-'));
  try {
    writeFileSync(path.join(folder, 'saved_model.pb'), savedModel);
    return backend.loadSavedModelMetaGraph(folder, 'serve');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
