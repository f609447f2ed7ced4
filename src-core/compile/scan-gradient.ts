// Reverse mode through a traced scan. To tfjs's gradient tape the whole loop is one kernel; its gradient is a scan in the
// other direction, which takes every step once more from the carry it started with and lets tf.grads loose on it.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { capturedTensors } from './captured-tensors';
import type { Loop } from './loop';
import { type ScanOptions, scan } from './scan';
import { scanTraced } from './scan-trace';
import { TRACE, type Tracer, activeTrace } from './trace-backend';
import { leavesOf, withLeaves } from './tree';
import { zip } from './zip';

const KERNEL = 'Scan';

/** One differentiable scan: what its kernel leaves for its gradient. */
interface Call {
  readonly loop: Loop<unknown, unknown, unknown>;
  readonly tracer: Tracer;
  /** Tensors from outside of the loop that its function uses, float32. */
  readonly captured: readonly Tensor[];
  /** Trees of the results; set by the kernel. */
  results?: readonly [carry: unknown, y: unknown];
  /** The carry before every step: a tree of [length, …]; set by the kernel. */
  before?: unknown;
}

/** {@link scanTraced} for a loop that a gradient tape watches. */
export function scanDifferentiably<C, X, Y>(tracer: Tracer, loop: Loop<C, X, Y>): [C, Y] {
  register();
  const call: Call = {
    loop: loop as unknown as Loop<unknown, unknown, unknown>,
    tracer,
    captured: capturedTensors(tracer, loop),
  };
  const inputs = [...floats(loop.carry), ...floats(loop.xs), ...call.captured];
  // A kernel's inputs and attributes are records to tfjs; a list and a call are records enough.
  const outputs = tf
    .engine()
    .runKernel<Tensor[]>(
      KERNEL,
      inputs as unknown as tf.NamedTensorMap,
      call as unknown as Record<string, never>,
    );
  return withLeaves(call.results, outputs) as [C, Y];
}

function register(): void {
  if (tf.getKernel(KERNEL, TRACE) !== undefined) return;
  tf.registerKernel({
    kernelName: KERNEL,
    backendName: TRACE,
    kernelFunc: ({ attrs }) => forward(attrs as unknown as Call),
  });
  tf.registerGradient({
    kernelName: KERNEL,
    inputsToSave: [],
    gradFunc: (dy, _saved, attrs) => {
      const grads = backward(attrs as unknown as Call, Array.isArray(dy) ? dy : [dy]);
      return Object.fromEntries(grads.map((grad, index) => [String(index), () => grad]));
    },
  });
}

function forward(call: Call): Tensor[] {
  const { loop, tracer, captured } = call;
  const { trace } = activeTrace() ?? {};
  if (trace === undefined) throw new Error('A traced scan ran outside of a trace.');
  const [carry, { y, before }] = scanTraced(tracer, trace, {
    ...loop,
    f: (c: unknown, x: unknown) => {
      const [next, y] = loop.f(c, x);
      return [next, { y, before: c }];
    },
  });
  call.results = [carry, y];
  call.before = before;
  const n = loop.n === undefined ? [] : [loop.n];
  tracer.keep([...leavesOf(before), ...leavesOf(loop.xs), ...captured, ...n]);
  return leavesOf(call.results);
}

/** Gradients with respect to the floats of the carry, those of the xs, and the captured tensors, in this order. */
function backward({ loop, captured, results, before }: Call, dOutputs: readonly Tensor[]): Tensor[] {
  const dFloats = dOutputs.filter((_, k) => leavesOf(results)[k]?.dtype === 'float32');
  const carries = floats(loop.carry).length;
  const step = (acc: Accumulated, row: Row): [Accumulated, readonly Tensor[]] => {
    const carry = withLeaves(loop.carry, row.before);
    const x = withLeaves(loop.xs, row.x);
    const wrt = [...floats(row.before), ...floats(row.x), ...captured];
    const objective = (): Tensor => {
      const outputs = floats(loop.f(carry, x));
      return tf.addN([
        tf.scalar(0),
        ...zip(outputs, [...acc.carry, ...row.dy]).map(([o, d]) => tf.sum(tf.mul(o, d))),
      ]);
    };
    const { grads } = tf.engine().gradients(objective, wrt, undefined, true);
    const full = zip(wrt, grads).map(
      ([tensor, grad]) => (grad as Tensor | undefined) ?? tf.zerosLike(tensor),
    );
    const dCaptured = full.slice(full.length - captured.length);
    return [
      {
        carry: full.slice(0, carries),
        captured: zip(acc.captured, dCaptured).map(([sum, each]) => tf.add(sum, each)),
      },
      full.slice(carries, full.length - captured.length),
    ];
  };
  const start: Accumulated = {
    carry: dFloats.slice(0, carries),
    captured: captured.map((tensor) => tf.zerosLike(tensor)),
  };
  const rows: Row = { before: leavesOf(before), x: leavesOf(loop.xs), dy: dFloats.slice(carries) };
  const options: ScanOptions = { reverse: !loop.reverse, n: loop.n };
  const [last, dxs] = scan(step, start, rows, loop.length, options);
  return [...last.carry, ...dxs, ...last.captured];
}

/** Gradients gathered while walking back. */
interface Accumulated {
  readonly carry: readonly Tensor[];
  readonly captured: readonly Tensor[];
}

/** What one step of the way back sees: where the step started, what it was given, dL/dy of what it returned. */
interface Row {
  readonly before: readonly Tensor[];
  readonly x: readonly Tensor[];
  readonly dy: readonly Tensor[];
}

function floats(tree: unknown): Tensor[] {
  return leavesOf(tree).filter(({ dtype }) => dtype === 'float32');
}
