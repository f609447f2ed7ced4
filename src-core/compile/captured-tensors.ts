// Which tensors from outside a loop's function it uses: a gradient has to reach them too.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { copyOf, firstRow } from './examples';
import type { Loop } from './loop';
import type { Tracer } from './trace-backend';
import { leavesOf, withLeaves } from './tree';

/** The float32 tensors that `loop.f` reads without being given them, found by one step that leads nowhere. */
export function capturedTensors<C, X, Y>(tracer: Tracer, loop: Loop<C, X, Y>): Tensor[] {
  return tracer.within([], (trace) => {
    const begin = tf.scalar(0);
    const [carry, x] = tracer.unrecorded(() => [
      leavesOf(loop.carry).map(copyOf),
      leavesOf(loop.xs).map(firstRow),
    ]);
    [...carry, ...x].forEach((example) => trace.argument(example));
    const found = new Map<number, Tensor>();
    const watched = (): Tensor => {
      loop.f(withLeaves(loop.carry, carry), withLeaves(loop.xs, x));
      for (const { inputs } of tf.engine().state.activeTape) {
        for (const tensor of Object.values(inputs)) {
          // Ids count up: an older one was there before the function ran.
          if (tensor.id < begin.id && tensor.dtype === 'float32') found.set(tensor.id, tensor);
        }
      }
      return tf.scalar(0);
    };
    tf.engine().gradients(watched, [begin], undefined, true);
    return [...found.values()];
  });
}
