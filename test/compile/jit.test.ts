import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { jit } from '../../src-core/compile/jit';
import type { ProgramCache } from '../../src-core/compile/program-cache';
import { nativePrograms, valuesOf } from './native';

let programs: ProgramCache;
beforeAll(async () => {
  programs = await nativePrograms();
});

interface Line {
  readonly x: tf.Tensor1D;
  readonly slope: tf.Scalar;
}
const line = ({ x, slope }: Line) => ({
  y: tf.add(tf.mul(x, slope), 1),
  count: tf.scalar(2, 'int32'),
  same: x,
});
const at = (x: number[], slope: number): Line => ({ x: tf.tensor1d(x), slope: tf.scalar(slope) });

describe.each(['graph', 'xla'] as const)('jit, %s', (kind) => {
  it('runs the function on new arguments, with trees in and out', () => {
    const compiled = jit(line, at([0, 0], 1), { programs, kind });
    const { y, count, same } = compiled(at([1, 2], 10));
    expect(valuesOf(y)).toEqual([11, 21]);
    expect(count.dtype).toBe('int32');
    expect(valuesOf(count)).toEqual([2]);
    expect(valuesOf(same)).toEqual([1, 2]);
    compiled.dispose();
  });

  it('takes float32, int32 and bool, and returns them', () => {
    const f = ([a, b, c]: readonly [tf.Tensor, tf.Tensor, tf.Tensor]) => [
      tf.where(c as tf.Tensor1D, a, tf.cast(b, 'float32')),
      tf.mul(b, b),
      tf.logicalNot(c),
    ];
    const args = [
      tf.tensor1d([1.5, 2.5]),
      tf.tensor1d([3, 4], 'int32'),
      tf.tensor1d([true, false], 'bool'),
    ] as const;
    const compiled = jit(f, args, { programs, kind });
    const [x, y, z] = compiled(args);
    expect([x?.dtype, y?.dtype, z?.dtype]).toEqual(['float32', 'int32', 'bool']);
    expect([x, y, z].map((tensor) => valuesOf(tensor as tf.Tensor))).toEqual([
      [1.5, 4],
      [9, 16],
      [0, 1],
    ]);
    compiled.dispose();
  });

  it('computes bit for bit the same at every call', () => {
    const f = (x: tf.Tensor2D) => tf.sum(tf.tanh(tf.matMul(x, x)));
    const x = tf.randomNormal<tf.Rank.R2>([37, 37], 0, 1, 'float32', 7);
    const compiled = jit(f, x, { programs, kind });
    const results = Array.from({ length: 20 }, () => valuesOf(compiled(x))[0]);
    expect(new Set(results).size).toBe(1);
    compiled.dispose();
  });

  it('reshapes without an operation of its own: tensors that share data', () => {
    const f = (x: tf.Tensor) => tf.add(tf.reshape(x, [2, 3]), tf.tensor2d([[1], [2]]));
    const compiled = jit(f, tf.zeros([6]), { programs, kind });
    expect(valuesOf(compiled(tf.range(0, 6)))).toEqual([1, 2, 3, 5, 6, 7]);
    compiled.dispose();
  });

  it('differentiates inside: tf.grads becomes part of the program', () => {
    const f = ([w, x]: readonly [tf.Tensor, tf.Tensor]) =>
      tf.grads((w, x) => tf.sum(tf.square(tf.mul(w, x))))([w, x]);
    const compiled = jit(f, [tf.scalar(0), tf.scalar(0)], { programs, kind });
    expect(compiled([tf.scalar(3), tf.scalar(2)]).map((g) => valuesOf(g)[0])).toEqual([24, 36]);
    compiled.dispose();
  });

  it('inlines a compiled function that is called while another one is traced', () => {
    const double = jit((x: tf.Tensor) => tf.mul(x, 2), tf.scalar(0) as tf.Tensor, { programs, kind });
    const compiled = jit((x: tf.Tensor) => tf.add(double(x), 1), tf.scalar(0) as tf.Tensor, {
      programs,
      kind,
    });
    expect(valuesOf(compiled(tf.scalar(5)))).toEqual([11]);
    double.dispose();
    compiled.dispose();
  });

  it('leaves no tensor behind but its results', () => {
    const args = at([1, 2], 3);
    const before = tf.memory().numTensors;
    const compiled = jit(line, args, { programs, kind });
    expect(tf.memory().numTensors).toBe(before);
    const result = compiled(args);
    expect(tf.memory().numTensors).toBe(before + 3);
    tf.dispose(result);
    compiled.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(tf.getBackend()).toBe('tensorflow');
  });
});

describe('proof of compilation', () => {
  it('is stated for xla only', () => {
    const f = (x: tf.Tensor) => tf.tanh(x);
    const xla = jit(f, tf.scalar(1) as tf.Tensor, { programs });
    const graph = jit(f, tf.scalar(1) as tf.Tensor, { programs, kind: 'graph' });
    expect(xla.proof).toContain('XlaRemoveDynamicDimensionSize');
    expect(graph.proof).toBeNull();
    xla.dispose();
    graph.dispose();
  });
});
