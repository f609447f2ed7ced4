// Native memory of programs: 200 rounds of compile, run, dispose.
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { jit } from '../../src-core/compile/jit';
import { nativePrograms } from '../compile/native';
import { compileRunDispose, loadedPrograms } from '../compile/rounds';
import { residentMemory } from './resident-memory';

describe('memory', () => {
  it.each(['graph', 'xla'] as const)(
    'stays bounded over 200 rounds of compile, run, dispose: %s',
    async (kind) => {
      const programs = await nativePrograms();
      compileRunDispose(programs, kind, 20);
      const [tensors, resident] = [tf.memory().numTensors, await residentMemory()];
      compileRunDispose(programs, kind, 200);
      expect(tf.memory().numTensors).toBe(tensors);
      expect(loadedPrograms()).toBe(0);
      // 200 programs that were not released would take more than 40 MB: see the next test.
      expect((await residentMemory()) - resident).toBeLessThan(20e6);
    },
  );

  it('of programs that are kept would show there', async () => {
    const programs = await nativePrograms(40);
    const resident = await residentMemory();
    for (let k = 0; k < 40; k += 1) {
      const x = tf.tensor1d([1, 2, 3]) as tf.Tensor;
      jit((v: tf.Tensor) => tf.mul(v, 100 + k), x, { programs }).dispose();
    }
    expect(loadedPrograms()).toBe(40);
    expect((await residentMemory()) - resident).toBeGreaterThan(40 * 200e3);
    programs.clear();
    expect(loadedPrograms()).toBe(0);
  });
});
