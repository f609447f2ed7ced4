import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { scan } from '../../src-core/compile/scan';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Running sum over the rows; y is the sum so far. */
const add = (sum: tf.Tensor, x: tf.Tensor): [tf.Tensor, tf.Tensor] => {
  const next = tf.add(sum, x);
  return [next, next];
};
const rows = () => tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);

describe('scan, eagerly', () => {
  it('carries along the rows and stacks what each step returns', () => {
    const [sum, ys] = scan(add, tf.zeros([2]), rows() as tf.Tensor, 3);
    expect([...sum.dataSync()]).toEqual([9, 12]);
    expect(ys.shape).toEqual([3, 2]);
    expect([...ys.dataSync()]).toEqual([1, 2, 4, 6, 9, 12]);
  });

  it('walks backwards with reverse, ys in the order of the xs', () => {
    const [, ys] = scan(add, tf.zeros([2]), rows() as tf.Tensor, 3, { reverse: true });
    expect([...ys.dataSync()]).toEqual([9, 12, 8, 10, 5, 6]);
  });

  it('takes n steps over the first n rows, either way, and leaves zeros beyond', () => {
    const n = tf.scalar(2, 'int32');
    const [sum, ys] = scan(add, tf.zeros([2]), rows() as tf.Tensor, 3, { n });
    expect([...sum.dataSync()]).toEqual([4, 6]);
    expect([...ys.dataSync()]).toEqual([1, 2, 4, 6, 0, 0]);
    const [, reversed] = scan(add, tf.zeros([2]), rows() as tf.Tensor, 3, { n, reverse: true });
    expect([...reversed.dataSync()]).toEqual([4, 6, 3, 4, 0, 0]);
  });

  it.each([-1, 0, 3, 7])('clamps n = %i to 0 … length', (n) => {
    const [sum] = scan(add, tf.zeros([2]), rows() as tf.Tensor, 3, { n: tf.scalar(n, 'int32') });
    expect([...sum.dataSync()]).toEqual(n > 0 ? [9, 12] : [0, 0]);
  });

  it('takes records, tuples and nothing at all for carry, xs and y', () => {
    const [carry, ys] = scan(
      ({ h, steps }, [x, { mask }]) => [
        { h: tf.add(h, tf.mul(x, tf.cast(mask, 'float32'))), steps: tf.add(steps, tf.scalar(1, 'int32')) },
        [{ h }, x],
      ],
      { h: tf.zeros([2]), steps: tf.scalar(0, 'int32') },
      [rows(), { mask: tf.tensor1d([true, false, true], 'bool') }],
      3,
    );
    expect([...carry.h.dataSync()]).toEqual([6, 8]);
    expect(carry.steps.dataSync()[0]).toBe(3);
    expect(ys[0].h.shape).toEqual([3, 2]);
    expect([...ys[1].dataSync()]).toEqual([1, 2, 3, 4, 5, 6]);
    const [doubled, none] = scan((x) => [tf.mul(x, 2), []], tf.scalar(1), [], 10);
    expect(doubled.dataSync()[0]).toBe(1024);
    expect(none).toEqual([]);
  });

  it('of length 0 returns the carry and ys of no rows, shaped as one step would', () => {
    const [carry, ys] = scan(
      (c, x) => [c, { y: tf.matMul(c, x) }],
      tf.eye(2),
      tf.zeros<tf.Rank>([0, 2, 5]),
      0,
    );
    expect([...carry.dataSync()]).toEqual([1, 0, 0, 1]);
    expect(ys.y.shape).toEqual([0, 2, 5]);
  });

  it('leaves no tensor behind but its results', () => {
    const carry = tf.zeros([2]);
    const xs = rows() as tf.Tensor;
    const before = tf.memory().numTensors;
    const [sum, ys] = scan((c, x) => [tf.tanh(tf.add(tf.mul(c, 0.5), x)), tf.mul(x, c)], carry, xs, 3);
    expect(tf.memory().numTensors).toBe(before + 2);
    tf.dispose([sum, ys]);
    expect(tf.memory().numTensors).toBe(before);
    expect([...carry.dataSync()]).toEqual([0, 0]);
  });

  it('needs the memory of one step, however long it is', () => {
    let most = 0;
    const peak = (length: number): number => {
      most = 0;
      const start = tf.memory().numTensors;
      const step = (c: tf.Tensor): [tf.Tensor, []] => {
        most = Math.max(most, tf.memory().numTensors - start);
        return [tf.tanh(tf.add(c, 1)), []];
      };
      tf.dispose(scan(step, tf.zeros([2]), [], length));
      return most;
    };
    expect(peak(200)).toBe(peak(3));
  });

  it('never disposes of a tensor it was given, even where the function returns it as carry', () => {
    const mine = tf.tensor1d([7, 8]);
    const [last] = scan((_c, x) => [mine, x], tf.zeros([2]) as tf.Tensor, rows() as tf.Tensor, 3);
    expect([...last.dataSync()]).toEqual([7, 8]);
    expect([...mine.dataSync()]).toEqual([7, 8]);
  });
});

describe('scan refuses', () => {
  const f = (c: tf.Tensor, x: tf.Tensor): [tf.Tensor, tf.Tensor] => [c, x];
  it('xs with another number of rows than length', () => {
    expect(() => scan(f, tf.scalar(0), rows() as tf.Tensor, 4)).toThrow(
      'scan: xs must have 4 rows (length) on axis 0, got float32 [3, 2].',
    );
  });

  it('a carry whose shape changes', () => {
    const grow = (c: tf.Tensor): [tf.Tensor, []] => [tf.concat([c, c]), []];
    expect(() => scan(grow, tf.zeros([2]), [], 3)).toThrow(
      'carry changed from float32 [2] to float32 [4] in one step',
    );
  });

  it('a carry whose type changes', () => {
    const cast = (c: { k: tf.Tensor }): [{ k: tf.Tensor }, []] => [{ k: tf.cast(c.k, 'float32') }, []];
    expect(() => scan(cast, { k: tf.scalar(0, 'int32') as tf.Tensor }, [], 3)).toThrow(
      'carry.k changed from int32 [] to float32 [] in one step',
    );
  });

  it('a carry of another structure', () => {
    const drop = (c: readonly tf.Tensor[]): [readonly tf.Tensor[], []] => [c.slice(1), []];
    expect(() => scan(drop, [tf.scalar(0), tf.scalar(1)] as readonly tf.Tensor[], [], 3)).toThrow(
      'expected the tensors carry[0], carry[1], got carry[0]',
    );
  });

  it('an n that is no int32 scalar, and a length that is no number of steps', () => {
    expect(() => scan(f, tf.scalar(0), rows() as tf.Tensor, 3, { n: tf.scalar(2) })).toThrow(
      'scan: n must be a scalar of type int32, got float32 [].',
    );
    expect(() => scan(f, tf.scalar(0), [] as never, 2.5)).toThrow('got 2.5');
  });
});
