// Whether XLA is there and really compiles, found out by compiling something small.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { jit } from './jit';
import type { ProgramCache } from './program-cache';
import { XlaRefusedError } from './xla-refused-error';

/** `proof`: how it is known that XLA compiles; `reason`: why it does not. One sentence each. */
export type XlaCheck =
  { readonly works: true; readonly proof: string } | { readonly works: false; readonly reason: string };

/** Compiles one tanh with XLA, runs it, and compares the result with what tfjs computes. */
export function checkXla(programs: ProgramCache): XlaCheck {
  const x = tf.tensor1d([-1, 0, 2]);
  try {
    const compiled = jit((v: Tensor) => tf.tanh(v), x, { programs, kind: 'xla', name: 'a check of XLA' });
    const distance = tf.tidy(() => tf.max(tf.abs(tf.sub(compiled(x), tf.tanh(x)))).dataSync()[0] ?? NaN);
    compiled.dispose();
    if (distance < 1e-6) return { works: true, proof: compiled.proof ?? '' };
    return { works: false, reason: `XLA compiled tanh to something else: it is off by ${distance}.` };
  } catch (error) {
    if (error instanceof XlaRefusedError) return { works: false, reason: error.message };
    throw error;
  } finally {
    x.dispose();
  }
}
