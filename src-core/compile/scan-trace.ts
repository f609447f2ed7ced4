// scan inside a traced function: one StatelessWhile. Its loop variables are, in this order: the step k, the number of steps
// n, the carry, whatever the function captures (the xs among it), and the lists that collect the ys.
import type { Tensor } from '@tensorflow/tfjs-core';
import { assertSameCarry } from './carry';
import { copyOf, firstRow, repeated } from './examples';
import { type FunctionDef, TfType } from './graph/graph-def';
import type { Value } from './graph/graph-function';
import type { Loop } from './loop';
import * as nodes from './graph/loop-nodes';
import type { Trace } from './trace';
import type { Tracer } from './trace-backend';
import { leavesOf, leavesWithPaths, withLeaves } from './tree';
import { zip } from './zip';

/** What tracing one step of the loop told. */
interface Body<C, Y> {
  readonly definition: FunctionDef;
  /** The loop variables as the body takes them. */
  readonly variables: readonly Value[];
  /** The values of the enclosing function that go into the captured ones. */
  readonly captured: readonly Value[];
  /** Results of the example step: they tell structure, types and shapes. */
  readonly carry: C;
  readonly y: Y;
}

/** Records the loop into `outer` and returns tensors that stand for its results. */
export function scanTraced<C, X, Y>(tracer: Tracer, outer: Trace, loop: Loop<C, X, Y>): [C, Y] {
  const { graph, library } = outer;
  const body = traceBody(tracer, library, loop);
  const condition = nodes.defineCondition(`condition_${library.length}`, body.variables);
  library.push(condition, body.definition);

  const carry = leavesOf(loop.carry).map((tensor) => outer.use(tensor));
  const rows = leavesOf(body.y).map(nodes.rowLike);
  const lists = rows.map((y) => nodes.reserveList(graph, y, graph.int(loop.length)));
  const inputs = [graph.int(0), stepsOf(outer, loop), ...carry, ...body.captured, ...lists];
  const results = nodes.whileLoop(graph, condition, body.definition, inputs);

  const last = results.slice(2, 2 + carry.length);
  const filled = results.slice(results.length - lists.length);
  const ys = zip(filled, rows).map(([list, y]) => nodes.stackList(graph, list, y, loop.length));
  return tracer.unrecorded(() => [
    standIns(outer, body.carry, copyOf, last),
    standIns(outer, body.y, (y) => repeated(y, loop.length), ys),
  ]);
}

function traceBody<C, X, Y>(tracer: Tracer, library: FunctionDef[], loop: Loop<C, X, Y>): Body<C, Y> {
  return tracer.within(library, (trace) => {
    const { graph } = trace;
    const k = graph.argument(TfType.int32, []);
    const n = graph.argument(TfType.int32, []);
    const carryIn = tracer.unrecorded(() => leavesOf(loop.carry).map(copyOf));
    carryIn.forEach((example) => trace.argument(example));
    const at = loop.reverse ? nodes.mirrored(graph, k, n) : k;
    const x = leavesOf(loop.xs).map((xs) => {
      const example = tracer.unrecorded(() => firstRow(xs));
      trace.bind(example, nodes.row(graph, trace.use(xs), at));
      return example;
    });
    const [carry, y] = loop.f(withLeaves(loop.carry, carryIn), withLeaves(loop.xs, x));
    assertSameCarry(leavesWithPaths(loop.carry), carry);

    const carryOut = leavesOf(carry).map((tensor) => trace.use(tensor));
    const rows = leavesOf(y).map((tensor) => trace.use(tensor));
    // From here on nothing new is captured: the lists come last.
    const lists = rows.map((value) => nodes.writeList(graph, graph.argument(TfType.variant, []), at, value));
    const captures = trace.captures;
    const results = [
      nodes.plusOne(graph, k),
      n,
      ...carryOut,
      ...captures.map(({ inner }) => inner),
      ...lists,
    ];
    return {
      // Named only now: scans inside of this one have taken their places in the library.
      definition: graph.define(`body_${library.length}`, results),
      variables: graph.args,
      captured: captures.map(({ outer }) => outer),
      carry,
      y,
    };
  });
}

/** n clamped to 0 … length, as a value of the enclosing function. */
function stepsOf<C, X, Y>(outer: Trace, { n, length }: Loop<C, X, Y>): Value {
  return n === undefined ? outer.graph.int(length) : nodes.clamped(outer.graph, outer.use(n), length);
}

/** A tree like `tree` of new tensors, made by `example`, that are `values` to the enclosing function. */
function standIns<T>(outer: Trace, tree: T, example: (leaf: Tensor) => Tensor, values: readonly Value[]): T {
  const tensors = zip(leavesOf(tree), values).map(([leaf, value]) => {
    const tensor = example(leaf);
    outer.bind(tensor, value);
    return tensor;
  });
  return withLeaves(tree, tensors);
}
