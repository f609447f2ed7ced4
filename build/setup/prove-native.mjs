// Loads the native backend and adds two numbers with it; ends with another code than 0 when that fails.
import { createRequire } from 'node:module';
import util from 'node:util';

// Node 23 removed two helpers that tfjs-node still calls.
const helpers = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (util));
helpers['isNullOrUndefined'] ??= (/** @type {unknown} */ value) => value === null || value === undefined;
helpers['isArray'] ??= Array.isArray;

const tf = createRequire(import.meta.url)('@tensorflow/tfjs-node');
if (tf.getBackend() !== 'tensorflow') throw new Error(`backend ${tf.getBackend()}, expected tensorflow`);
const [sum] = tf.add(tf.scalar(1), tf.scalar(2)).dataSync();
if (sum !== 3) throw new Error(`1 + 2 gave ${sum}`);
