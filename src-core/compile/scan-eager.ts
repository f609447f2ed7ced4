// scan as an ordinary loop of tfjs operations: works on every backend, and tf.grads sees through it.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { assertSameCarry } from './carry';
import type { Loop } from './loop';
import { leavesOf, leavesWithPaths, withLeaves } from './tree';

/** Takes `steps` steps of the loop, one after another. Only the results outlive the call. */
export function scanEagerly<C, X, Y>(loop: Loop<C, X, Y>, steps: number): [C, Y] {
  return tidy(() => run(loop, steps));
}

function run<C, X, Y>(loop: Loop<C, X, Y>, steps: number): [C, Y] {
  const columns = leavesOf(loop.xs).map((xs) => (loop.length === 0 ? [] : tf.unstack(xs, 0)));
  const before = leavesWithPaths(loop.carry);
  const release = releaseCarries();
  const taken: Y[] = [];
  let carry = loop.carry;
  for (let k = 0; k < steps; k += 1) {
    const at = loop.reverse ? steps - 1 - k : k;
    const x = withLeaves(loop.xs, rowOf(columns, at));
    const [next, y] = tidy(() => loop.f(carry, x));
    assertSameCarry(before, next);
    release(leavesOf(carry), leavesOf(next), leavesOf(y));
    taken[at] = y;
    carry = next;
  }
  return [carry, stack(taken[0] ?? exampleOfY(loop), taken, loop.length)];
}

/** y of one step on zeros: its shapes, for a loop that takes none. */
function exampleOfY<C, X, Y>(loop: Loop<C, X, Y>): Y {
  const zeros = leavesOf(loop.xs).map((xs) => tf.zeros(xs.shape.slice(1), xs.dtype));
  return tidy(() => loop.f(loop.carry, withLeaves(loop.xs, zeros)))[1];
}

/** Stacks the y of every step taken on axis 0; rows beyond them are zeros. */
function stack<Y>(example: Y, taken: readonly Y[], length: number): Y {
  const columns = taken.map((y) => leavesOf(y));
  const stacked = leavesOf(example).map((leaf, k) => {
    const rows = rowOf(columns, k);
    const padding = () => tf.zeros([length - rows.length, ...leaf.shape], leaf.dtype);
    if (rows.length === 0) return padding();
    return rows.length === length ? tf.stack(rows, 0) : tf.concat([tf.stack(rows, 0), padding()], 0);
  });
  return withLeaves(example, stacked);
}

/** Entry `at` of every list: rows of the xs at one step, or one leaf of y over all steps. */
function rowOf(lists: readonly (readonly Tensor[])[], at: number): Tensor[] {
  return lists.map((list) => {
    const tensor = list[at];
    if (tensor === undefined)
      throw new Error(`scan: expected the same number of tensors at every step, got fewer at ${at}.`);
    return tensor;
  });
}

/**
 * Frees a carry as soon as the next one is there, so that a long loop needs the memory of one step. Spared are tensors made
 * before the loop (older ids), those still in use, and all of them while a gradient tape may come back to them.
 */
function releaseCarries(): (old: readonly Tensor[], carry: readonly Tensor[], y: readonly Tensor[]) => void {
  if (tf.engine().isTapeOn()) return () => {};
  const begin = tf.scalar(0).id;
  const stackedLater = new Set<Tensor>();
  return (old, carry, y) => {
    y.forEach((tensor) => stackedLater.add(tensor));
    for (const tensor of old) {
      const made = tensor.id > begin && !tensor.isDisposed;
      if (made && !carry.includes(tensor) && !stackedLater.has(tensor)) tensor.dispose();
    }
  };
}

/** tf.tidy for results of any nesting: it looks for tensors in all of it, its type says so only in part. */
function tidy<T>(f: () => T): T {
  return tf.tidy(() => f() as tf.TensorContainer) as T;
}
