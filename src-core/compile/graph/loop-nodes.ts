// The TensorFlow operations a traced loop is made of: counting, reading a row, collecting rows, the loop itself.
import { type Attr, type Attrs, type FunctionDef, type Shape, TfType } from './graph-def';
import { GraphFunction, type Value, tfTypeOf } from './graph-function';

/** Type and shape of a tensor, whatever it is called. */
type Kind = Omit<Value, 'ref'>;

const INT: Attr = { kind: 'type', value: TfType.int32 };

/** k + 1. */
export function plusOne(graph: GraphFunction, k: Value): Value {
  return intNode(graph, 'AddV2', k, graph.int(1));
}

/** Where step k of n is when walking backwards: n − 1 − k. */
export function mirrored(graph: GraphFunction, k: Value, n: Value): Value {
  return intNode(graph, 'Sub', intNode(graph, 'Sub', n, graph.int(1)), k);
}

/** n within 0 … length. */
export function clamped(graph: GraphFunction, n: Value, length: number): Value {
  return intNode(graph, 'Maximum', intNode(graph, 'Minimum', n, graph.int(length)), graph.int(0));
}

/** Row `at` of xs: [length, …] → […]. */
export function row(graph: GraphFunction, xs: Value, at: Value): Value {
  const attrs: Attrs = {
    batch_dims: { kind: 'int', value: 0 },
    Tparams: { kind: 'type', value: xs.type },
    Tindices: INT,
    Taxis: INT,
  };
  return graph.single('GatherV2', [xs, at, graph.int(0)], attrs, xs.type, xs.shape.slice(1));
}

/** Type and shape of a row, read off an example of it. */
export function rowLike(y: { readonly dtype: string; readonly shape: Shape }): Kind {
  return { type: tfTypeOf(y.dtype), shape: y.shape };
}

/** An empty list for `length` tensors like `y`. @param length int32 scalar */
export function reserveList(graph: GraphFunction, y: Kind, length: Value): Value {
  const attrs: Attrs = { element_dtype: { kind: 'type', value: y.type }, shape_type: INT };
  return graph.single('TensorListReserve', [graph.dims(y.shape), length], attrs, TfType.variant, []);
}

/** The list with `y` at place `at`. */
export function writeList(graph: GraphFunction, list: Value, at: Value, y: Value): Value {
  const attrs: Attrs = { element_dtype: { kind: 'type', value: y.type } };
  return graph.single('TensorListSetItem', [list, at, y], attrs, TfType.variant, []);
}

/** All tensors of a list like `y`, stacked on axis 0; zeros where none was written. @param length −1: as many as there are */
export function stackList(graph: GraphFunction, list: Value, y: Kind, length: number): Value {
  const attrs: Attrs = {
    element_dtype: { kind: 'type', value: y.type },
    num_elements: { kind: 'int', value: length },
  };
  return graph.single('TensorListStack', [list, graph.dims(y.shape)], attrs, y.type, [length, ...y.shape]);
}

/** k < n, as a function of the loop variables, of which k and n are the first two. */
export function defineCondition(name: string, variables: readonly Value[]): FunctionDef {
  const graph = new GraphFunction();
  const args = variables.map(({ type, shape }) => graph.argument(type, shape));
  return graph.define(name, [graph.single('Less', args.slice(0, 2), { T: INT }, TfType.bool, [])]);
}

/** Runs `body` on the loop variables while `condition` holds; returns their last values. */
export function whileLoop(
  graph: GraphFunction,
  condition: FunctionDef,
  body: FunctionDef,
  inputs: readonly Value[],
): Value[] {
  const attrs: Attrs = {
    T: { kind: 'types', value: inputs.map(({ type }) => type) },
    cond: { kind: 'function', name: condition.name },
    body: { kind: 'function', name: body.name },
    output_shapes: { kind: 'shapes', value: inputs.map(({ shape }) => shape) },
    parallel_iterations: { kind: 'int', value: 1 },
  };
  return graph.node('StatelessWhile', inputs, attrs, inputs);
}

function intNode(graph: GraphFunction, op: string, a: Value, b: Value): Value {
  return graph.single(op, [a, b], { T: INT }, TfType.int32, []);
}
