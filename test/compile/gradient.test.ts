// tf.grads through scan: traced against eager, where tfjs's tape sees every operation, and against hand arithmetic.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { jit } from '../../src-core/compile/jit';
import type { ProgramCache } from '../../src-core/compile/program-cache';
import { scan } from '../../src-core/compile/scan';
import { nativePrograms, valuesOf } from './native';

let programs: ProgramCache;
beforeAll(async () => {
  programs = await nativePrograms();
});

type Tensors = readonly Tensor[];

/** Gradients of `f`, compiled with tf.grads inside, and eager. */
function bothGradients(
  kind: 'graph' | 'xla',
  f: (...args: Tensor[]) => Tensor,
  args: Tensors,
): [Tensors, Tensors] {
  const gradients = (given: Tensors): Tensors => tf.grads(f)([...given]);
  const compiled = jit(gradients, args, { programs, kind, name: 'gradients' });
  const got = compiled(args);
  compiled.dispose();
  return [got, gradients(args)];
}

function expectSame([got, expected]: [Tensors, Tensors]): void {
  expect(got.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
  got.forEach((gradient, k) => {
    const values = valuesOf(expected[k] as Tensor);
    expect(values.some((value) => value !== 0)).toBe(true);
    valuesOf(gradient).forEach((value, i) => expect(value).toBeCloseTo(values[i] as number, 5));
  });
}

const normal = (shape: number[], seed: number): Tensor => tf.randomNormal(shape, 0, 0.5, 'float32', seed);

/** Loss of a small RNN with weights captured by the step, over initial state, weights and inputs. */
function rnnLoss(options: { reverse?: boolean; n?: number }) {
  return (h0: Tensor, W: Tensor, xs: Tensor): Tensor => {
    const n = options.n === undefined ? undefined : tf.scalar(options.n, 'int32');
    const recurrent = tf.mul(W, 1.5) as Tensor2D;
    const [{ h, k }, ys] = scan(
      (carry: { h: Tensor2D; k: Tensor }, x: Tensor) => {
        const h = tf.tanh(tf.add(tf.matMul(carry.h, recurrent), tf.reshape(x, [1, 3]))) as Tensor2D;
        return [{ h, k: tf.add(carry.k, tf.scalar(1, 'int32')) }, [tf.sum(tf.square(h)), carry.k]];
      },
      { h: h0 as Tensor2D, k: tf.scalar(0, 'int32') },
      xs,
      4,
      { reverse: options.reverse, n },
    );
    return tf.addN([tf.sum(h), tf.sum(ys[0] as Tensor), tf.mul(tf.cast(k, 'float32'), 0)]);
  };
}
const rnnArgs = () => [normal([1, 3], 1), normal([3, 3], 2), normal([4, 3], 3)];

describe.each(['graph', 'xla'] as const)('tf.grads through a traced scan, %s', (kind) => {
  it('reaches the carry, what the step captures, and the xs', () => {
    expectSame(bothGradients(kind, rnnLoss({}), rnnArgs()));
  });

  it('walks the other way for a reverse scan, and only n steps', () => {
    expectSame(bothGradients(kind, rnnLoss({ reverse: true }), rnnArgs()));
    expectSame(bothGradients(kind, rnnLoss({ n: 2 }), rnnArgs()));
    expectSame(bothGradients(kind, rnnLoss({ n: 3, reverse: true }), rnnArgs()));
  });

  it('is what calculus says: d(w³x)/dw = 3w²x, d/dx = w³', () => {
    const f = (w: Tensor, x: Tensor): Tensor => scan((c: Tensor, _none) => [tf.mul(c, w), []], x, [], 3)[0];
    const [got] = bothGradients(kind, f, [tf.scalar(2), tf.scalar(5)]);
    expect(got.map((each) => valuesOf(each)[0])).toEqual([60, 8]);
  });

  it('goes through nested scans', () => {
    const f = (w: Tensor, xs: Tensor): Tensor => {
      const [last] = scan(
        (c: Tensor, x: Tensor) => {
          const [inner] = scan((d: Tensor, _none) => [tf.sin(tf.mul(d, w)), []], tf.add(c, x), [], 3);
          return [inner, []];
        },
        tf.scalar(0.3) as Tensor,
        xs,
        4,
      );
      return last;
    };
    expectSame(bothGradients(kind, f, [tf.scalar(1.2), tf.tensor1d([0.1, 0.2, 0.3, 0.4])]));
  });

  it('works inside of the step of a traced loop: gradient descent as one program', () => {
    const train = ([w, xs]: Tensors): Tensor =>
      scan(
        (w: Tensor, target: Tensor) => {
          const loss = (v: Tensor): Tensor => {
            const [end] = scan((c: Tensor, _none) => [tf.mul(c, v), []], tf.scalar(1) as Tensor, [], 2);
            return tf.square(tf.sub(end, target));
          };
          return [tf.sub(w, tf.mul(0.01, tf.grad(loss)(w))), []];
        },
        w as Tensor,
        xs as Tensor,
        3,
      )[0];
    const args = [tf.scalar(3), tf.tensor1d([4, 4, 4])];
    const compiled = jit(train, args, { programs, kind });
    let w = 3;
    for (let step = 0; step < 3; step += 1) w -= 0.01 * 4 * w * (w * w - 4);
    expect(valuesOf(compiled(args))[0]).toBeCloseTo(w, 4);
    compiled.dispose();
  });

  it('survives a tidy between loop and gradient, and leaves no tensor behind', () => {
    const f = (w: Tensor): Tensor => tf.tidy(() => scan((c: Tensor, _none) => [tf.mul(c, tf.mul(w, 2)), []], tf.mul(w, 3), [], 2)[0]); // prettier-ignore
    const args = [tf.scalar(1.5)];
    const before = tf.memory().numTensors;
    const [got, expected] = bothGradients(kind, f, args);
    expectSame([got, expected]);
    tf.dispose([...got, ...expected]);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('tf.grads through an eager scan', () => {
  it('is what calculus says', () => {
    const f = (w: Tensor): Tensor =>
      scan((c: Tensor, _none) => [tf.mul(c, w), []], tf.scalar(5) as Tensor, [], 3)[0];
    expect(valuesOf(tf.grad(f)(tf.scalar(2)))).toEqual([60]);
  });
});
