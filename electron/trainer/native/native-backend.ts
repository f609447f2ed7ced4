// tfjs-node as training needs it: its kernels and its backend, on tfjs-core. The package's own entry also loads layers, data,
// converter and a WebGL backend, which takes longer than the rest of the worker's JavaScript and is used by nothing here.
import { createRequire } from 'node:module';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-node/dist/register_all_kernels';
import { NodeJSKernelBackend } from '@tensorflow/tfjs-node/dist/nodejs_kernel_backend';
import type { TFJSBinding } from '@tensorflow/tfjs-node/dist/tfjs_binding';

const require = createRequire(import.meta.url);

const PACKAGE = '@tensorflow/tfjs-node';

/** Node-API 8 is what tfjs-node's addon is built for, whatever newer one the process offers. */
const ADDON = path.join('lib', 'napi-v8', 'tfjs_binding.node');

/**
 * Loads the native library and registers the backend `tensorflow`.
 * @param folder of the package whose library is loaded; null: the installed one
 * @returns version of the native library
 * @throws Error of the system's loader when the library is missing or damaged
 */
export function registerNativeBackend(folder: string | null): string {
  const home = folder ?? path.dirname(require.resolve(`${PACKAGE}/package.json`));
  const binding = require(path.join(home, ADDON)) as TFJSBinding;
  tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(binding, PACKAGE));
  return binding.TF_Version;
}
