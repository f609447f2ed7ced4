import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { jit } from '../../src-core/compile/jit';
import type { ProgramCache } from '../../src-core/compile/program-cache';
import { scan } from '../../src-core/compile/scan';
import { type Tree, leavesOf } from '../../src-core/compile/tree';
import { nativePrograms, valuesOf } from './native';

let programs: ProgramCache;
beforeAll(async () => {
  programs = await nativePrograms();
});

/** Compiles and runs `f`, and compares with what plain tfjs makes of it. */
function expectSame<A extends Tree>(kind: 'graph' | 'xla', f: (args: A) => Tree, args: A): Tree {
  const expected = tf.tidy(() => f(args) as tf.Tensor) as Tree;
  const compiled = jit(f as (args: Tree) => Tree, args as Tree, { programs, kind });
  const got = compiled(args);
  compiled.dispose();
  leavesOf(expected).forEach((tensor, k) => {
    const leaf = leavesOf(got)[k] as tf.Tensor;
    expect([leaf.dtype, leaf.shape]).toEqual([tensor.dtype, tensor.shape]);
    const values = valuesOf(tensor);
    valuesOf(leaf).forEach((value, i) => expect(value).toBeCloseTo(values[i] as number, 5));
  });
  expect(leavesOf(got)).toHaveLength(leavesOf(expected).length);
  return got;
}

const rows = () => tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
const sumUp = (sum: tf.Tensor, x: tf.Tensor): [tf.Tensor, tf.Tensor] => {
  const next = tf.add(sum, x);
  return [next, next];
};

describe.each(['graph', 'xla'] as const)('scan, traced, %s', (kind) => {
  it('carries, stacks and walks backwards', () => {
    expectSame(kind, (xs: tf.Tensor) => scan(sumUp, tf.zeros([2]) as tf.Tensor, xs, 3), rows());
    const back = (xs: tf.Tensor) => scan(sumUp, tf.zeros([2]) as tf.Tensor, xs, 3, { reverse: true });
    expectSame(kind, back, rows());
  });

  it.each([-2, 0, 1, 3, 9])('takes n = %i steps of 3, n being an input, forwards and backwards', (steps) => {
    for (const reverse of [false, true]) {
      const f = ([xs, n]: readonly [tf.Tensor, tf.Tensor]) =>
        scan(sumUp, tf.zeros([2]) as tf.Tensor, xs, 3, { n, reverse });
      expectSame(kind, f, [rows(), tf.scalar(steps, 'int32')]);
    }
  });

  it('serves every n with one program', () => {
    const f = ([xs, n]: readonly [tf.Tensor, tf.Tensor]) =>
      scan(sumUp, tf.zeros([2]) as tf.Tensor, xs, 3, { n })[0];
    const compiled = jit(f, [rows(), tf.scalar(0, 'int32')] as const, { programs, kind });
    const sums = [0, 1, 2, 3].map((n) => valuesOf(compiled([rows(), tf.scalar(n, 'int32')])));
    expect(sums).toEqual([[0, 0], [1, 2], [4, 6], [9, 12]]); // prettier-ignore
    compiled.dispose();
  });

  it('nests, with captures through both levels', () => {
    const f = ({ W, xs, scale }: { W: tf.Tensor2D; xs: tf.Tensor; scale: tf.Tensor }) => {
      const doubled = tf.mul(W, 2) as tf.Tensor2D;
      return scan(
        (outer: tf.Tensor2D, x: tf.Tensor) => {
          const shifted = tf.add(outer, scale) as tf.Tensor2D;
          const [inner, ys] = scan(
            (h: tf.Tensor2D, _row) => {
              const next = tf.tanh(tf.add(tf.matMul(h, doubled), tf.mul(x, tf.sum(shifted)))) as tf.Tensor2D;
              return [next, tf.mul(scale, next)];
            },
            outer,
            [],
            2,
          );
          return [inner, { ys, shifted }];
        },
        tf.zeros([1, 2]) as tf.Tensor2D,
        xs,
        3,
      );
    };
    expectSame(kind, f, { W: tf.tensor2d([0.1, 0.2, 0.3, 0.4], [2, 2]), xs: rows(), scale: tf.scalar(0.5) });
  });

  it('carries trees of float32, int32 and bool', () => {
    const f = (xs: tf.Tensor) =>
      scan(
        ({ k, any, best }, x: tf.Tensor) => [
          {
            k: tf.add(k, tf.scalar(1, 'int32')),
            any: tf.logicalOr(any, tf.greater(x, 4)),
            best: tf.maximum(best, x),
          },
          [k, [any, { best }]],
        ],
        {
          k: tf.scalar(0, 'int32'),
          any: tf.tensor1d([false, false], 'bool') as tf.Tensor,
          best: tf.fill([2], -9) as tf.Tensor,
        },
        xs,
        3,
      );
    expectSame(kind, f as (xs: tf.Tensor) => Tree, rows());
  });

  it('needs no xs, and takes xs of int32 and bool', () => {
    expectSame(kind, (c: tf.Tensor) => scan((x, _none) => [tf.mul(x, 2), []], c, [], 10)[0], tf.scalar(1));
    const f = ([i, b]: readonly [tf.Tensor, tf.Tensor]) =>
      scan(
        (c, [k, on]) => [tf.add(c, tf.mul(k, tf.cast(on, 'int32'))), on],
        tf.scalar(0, 'int32') as tf.Tensor,
        [i, b],
        4,
      );
    expectSame(kind, f, [tf.tensor1d([1, 2, 3, 4], 'int32'), tf.tensor1d([true, false, true, true], 'bool')]);
  });

  it('of length 0 is no loop: the carry as it is, ys of no rows', () => {
    const f = (xs: tf.Tensor) => scan(sumUp, tf.zeros([2]) as tf.Tensor, xs, 0);
    const [carry, ys] = expectSame(kind, f, tf.zeros([0, 2])) as [tf.Tensor, tf.Tensor];
    expect([valuesOf(carry), ys.shape]).toEqual([[0, 0], [0, 2]]); // prettier-ignore
  });

  it('returns what a step merely passes on: an input, a constant, the row itself', () => {
    const f = ([W, xs]: readonly [tf.Tensor, tf.Tensor]) =>
      scan((_c, x) => [W, [x, W, tf.scalar(7)]], tf.zeros([2]) as tf.Tensor, xs, 3);
    expectSame(kind, f, [tf.tensor1d([8, 9]), rows()]);
  });

  it('looks rows up by an index that the loop computes', () => {
    const f = (table: tf.Tensor) =>
      scan((k, _none) => [tf.mod(tf.add(k, tf.scalar(2, 'int32')), tf.scalar(3, 'int32')), tf.gather(table, k)], tf.scalar(0, 'int32') as tf.Tensor, [], 5); // prettier-ignore
    expectSame(kind, f as (table: tf.Tensor) => Tree, rows());
  });

  it('differentiates inside of a step', () => {
    const f = (xs: tf.Tensor) =>
      scan((w, x) => [tf.sub(w, tf.mul(0.1, tf.grad((v: tf.Tensor) => tf.sum(tf.square(tf.sub(v, x))))(w))), w], tf.zeros([2]) as tf.Tensor, xs, 3); // prettier-ignore
    expectSame(kind, f, rows());
  });
});

describe('scan, traced, refuses', () => {
  it('a carry that changes, as it does eagerly', () => {
    const f = (xs: tf.Tensor) =>
      scan((c: tf.Tensor, x: tf.Tensor) => [tf.concat([c, x]), []], tf.zeros([2]) as tf.Tensor, xs, 3)[0];
    expect(() => jit(f, rows() as tf.Tensor, { programs })).toThrow(
      'carry changed from float32 [2] to float32 [4]',
    );
    expect(tf.getBackend()).toBe('tensorflow');
  });
});
