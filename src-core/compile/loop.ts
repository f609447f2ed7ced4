// A scan as a value, its arguments checked: what the eager loop runs and a trace records.
import type { Tensor } from '@tensorflow/tfjs-core';
import { describeTensor, leavesWithPaths } from './tree';

/** `length` is the capacity: rows of the xs, and of the stacked ys. */
export interface Loop<C, X, Y> {
  readonly f: (carry: C, x: X) => [C, Y];
  readonly carry: C;
  readonly xs: X;
  readonly length: number;
  readonly reverse: boolean;
  /** Steps really taken, int32 scalar; absent: `length` of them. */
  readonly n?: Tensor | undefined;
}

/** @throws naming the argument that does not fit, what was expected and what came. */
export function assertLoop<C, X, Y>(loop: Loop<C, X, Y>): void {
  if (!Number.isInteger(loop.length) || loop.length < 0) {
    throw new Error(`scan: length must be a whole number of steps, 0 or more, got ${loop.length}.`);
  }
  leavesWithPaths(loop.carry);
  for (const { path, tensor } of leavesWithPaths(loop.xs)) {
    if (tensor.shape[0] === loop.length) continue;
    throw new Error(
      `scan: xs${path} must have ${loop.length} rows (length) on axis 0, got ${describeTensor(tensor)}. ` +
        'Values that are the same at every step need not be among the xs: the function may just use them.',
    );
  }
  const { n } = loop;
  if (n !== undefined && (n.rank !== 0 || n.dtype !== 'int32')) {
    throw new Error(
      `scan: n must be a scalar of type int32, got ${describeTensor(n)}. Write tf.scalar(n, 'int32').`,
    );
  }
}
