// Programs that come and go: what must not add up.
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { jit } from '../../src-core/compile/jit';
import type { ProgramKind } from '../../src-core/compile/program';
import type { ProgramCache } from '../../src-core/compile/program-cache';
import { scan } from '../../src-core/compile/scan';

/** TensorFlow's own count of loaded programs. */
export function loadedPrograms(): number {
  return (tf.backend() as unknown as { getNumOfSavedModels(): number }).getNumOfSavedModels();
}

/** h ← tanh(h W + x) over five rows. */
const loop = ({ W, xs }: { W: tf.Tensor2D; xs: tf.Tensor }) =>
  scan(
    (h: tf.Tensor2D, row: tf.Tensor) => [tf.tanh(tf.add(tf.matMul(h, W), row)) as tf.Tensor2D, h],
    tf.zeros([1, 4]) as tf.Tensor2D,
    xs,
    5,
  );

/** Compiles, runs and disposes so many times, and checks what comes out. */
export function compileRunDispose(programs: ProgramCache, kind: ProgramKind, rounds: number): void {
  for (let round = 0; round < rounds; round += 1) {
    const args = { W: tf.ones([4, 4]) as tf.Tensor2D, xs: tf.ones([5, 1, 4]) as tf.Tensor };
    const compiled = jit(loop, args, { programs, kind });
    const [last, ys] = compiled(args);
    expect(ys.shape).toEqual([5, 1, 4]);
    tf.dispose([last, ys, args]);
    compiled.dispose();
  }
}
