// scan: the one loop. Plain tfjs runs it step by step; a function traced by jit records it as one native while loop.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { type Loop, assertLoop } from './loop';
import { scanEagerly } from './scan-eager';
import { scanDifferentiably } from './scan-gradient';
import { scanTraced } from './scan-trace';
import { activeTrace } from './trace-backend';
import type { TreeLike } from './tree';

export interface ScanOptions {
  /** From the last row to the first. Default: false. */
  readonly reverse?: boolean | undefined;
  /**
   * Steps really taken, an int32 scalar; clamped to 0 … length. The loop is then one over the first n rows (n − 1 … 0 where
   * reverse), and rows n … length − 1 of the ys are zeros. Default: length.
   */
  readonly n?: Tensor | undefined;
}

/**
 * Carries a state along the rows of the xs and collects what each step returns. After `jax.lax.scan`.
 * @param f one step: takes the carry and one row of the xs, returns the next carry (same structure, shapes, types) and y.
 * @param carry initial state: a tree of tensors.
 * @param xs a tree of tensors of shape [length, …], which f sees as [ … ]; `[]` where there is nothing to walk along.
 * @param length number of rows, known beforehand.
 * @returns the last carry (the very tensors given, where no step is taken eagerly), and every y stacked on axis 0 in the order
 *   of the xs, also when reverse: [length, …].
 * @throws when the xs have other numbers of rows, or a step returns a carry that could not go into the next one.
 */
export function scan<C extends TreeLike<C>, X extends TreeLike<X>, Y extends TreeLike<Y>>(
  f: (carry: C, x: X) => [C, Y],
  carry: C,
  xs: X,
  length: number,
  options: ScanOptions = {},
): [C, Y] {
  const loop: Loop<C, X, Y> = { f, carry, xs, length, reverse: options.reverse ?? false, n: options.n };
  assertLoop(loop);
  const active = activeTrace();
  // A loop of no rows is not worth a native one: what it returns is known already.
  if (active === null || length === 0) return scanEagerly(loop, length === 0 ? 0 : stepsOf(loop));
  if (tf.engine().isTapeOn()) return scanDifferentiably(active.tracer, loop);
  return scanTraced(active.tracer, active.trace, loop);
}

function stepsOf<C, X, Y>({ n, length }: Loop<C, X, Y>): number {
  return n === undefined ? length : Math.min(Math.max(n.dataSync()[0] ?? 0, 0), length);
}
