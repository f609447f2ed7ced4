// Compiled programs for tests, on the native library as the trainer uses it.
import '@tensorflow/tfjs-node';
import * as tf from '@tensorflow/tfjs-core';
import { restoreRemovedUtil } from '../../electron/trainer/native-environment';
import { nativeTensorFlow } from '../../electron/trainer/native/native-tensorflow';
import { ProgramCache } from '../../src-core/compile/program-cache';

/** A cache of its own over the native library, which is loaded and active. */
export async function nativePrograms(keepUnused = 0): Promise<ProgramCache> {
  restoreRemovedUtil();
  await tf.setBackend('tensorflow');
  return new ProgramCache(nativeTensorFlow(), { keepUnused });
}

/** Values as plain numbers. */
export function valuesOf(tensor: tf.Tensor): number[] {
  return [...tensor.dataSync()];
}
