// A traced function as a program: the bytes that TensorFlow loads, and the names by which it is fed and fetched.
import type { TfType } from './graph/graph-def';
import {
  type Attr,
  type Attrs,
  type FunctionDef,
  type NodeDef,
  type Shape,
  encodeSavedModel,
} from './graph/graph-def';
import type { GraphFunction, Value } from './graph/graph-function';

/** `xla`: compiled to machine code; `graph`: TensorFlow executes the operations of the graph. */
export type ProgramKind = 'xla' | 'graph';

/** Everything that determines a program, and nothing else: equal programs have equal bytes. */
export interface Program {
  readonly kind: ProgramKind;
  readonly savedModel: Uint8Array;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Operations in all its functions. */
  readonly operations: number;
}

/** Has TensorFlow compile a function with XLA or fail. It takes effect only on function and call together. */
const MUST_COMPILE: Attrs = { _XlaMustCompile: { kind: 'bool', value: true } };

/** The operation that proves compilation, see {@link onlyXlaRuns}. */
export const XLA_ONLY_OPERATION = 'XlaRemoveDynamicDimensionSize';

/** Builds the program that computes `results` with the function `main`. */
export function buildProgram(
  kind: ProgramKind,
  main: GraphFunction,
  results: readonly Value[],
  library: readonly FunctionDef[],
): Program {
  const [attrs, returned] = kind === 'xla' ? [MUST_COMPILE, proven(main, results)] : [{}, results];
  const functions = [...library, main.define('main', returned, attrs)];
  const feeds = main.args.map((arg, index) => placeholder(`input${index}`, arg));
  const nodes = [...feeds, call(main, results, attrs)];
  return {
    kind,
    savedModel: encodeSavedModel(nodes, functions),
    inputs: feeds.map(({ name }) => `${name}:0`),
    outputs: results.map((_, index) => `call:${index}`),
    operations: functions.reduce((sum, { nodes: { length } }) => sum + length, 0),
  };
}

/** The smallest result goes through an operation that only XLA runs: so the program is compiled, or does not run at all. */
function proven(main: GraphFunction, results: readonly Value[]): Value[] {
  const sizes = results.map(({ shape }) => sizeOf(shape));
  const smallest = sizes.indexOf(Math.min(...sizes));
  return results.map((result, index) => (index === smallest ? onlyXlaRuns(main, result) : result));
}

/**
 * `value` unchanged, by way of an operation that TensorFlow has no kernel for, only XLA: the promise that a dimension is not
 * dynamic, where none is. (Most operations of XLA's own would not do: TensorFlow compiles them one by one on demand.)
 */
function onlyXlaRuns(main: GraphFunction, value: Value): Value {
  const { type, shape } = value;
  const row = shape.length > 0 ? value : main.reshape(value, [sizeOf(shape)]);
  const attrs: Attrs = { T: typeAttr(type) };
  const same = main.single(XLA_ONLY_OPERATION, [row, main.int(0)], attrs, type, row.shape);
  return shape.length > 0 ? same : main.reshape(same, shape);
}

function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

function placeholder(
  name: string,
  { type, shape }: { readonly type: TfType; readonly shape: Shape },
): NodeDef {
  return {
    name,
    op: 'Placeholder',
    inputs: [],
    attrs: { dtype: typeAttr(type), shape: { kind: 'shape', value: shape } },
  };
}

/** Stateful by name only: another calling operation would be inlined, and the function then not compiled. */
function call(main: GraphFunction, results: readonly Value[], attrs: Attrs): NodeDef {
  return {
    name: 'call',
    op: 'StatefulPartitionedCall',
    inputs: main.args.map((_, index) => `input${index}`),
    attrs: {
      Tin: { kind: 'types', value: main.args.map(({ type }) => type) },
      Tout: { kind: 'types', value: results.map(({ type }) => type) },
      f: { kind: 'function', name: 'main' },
      ...attrs,
    },
  };
}

function typeAttr(type: TfType): Attr {
  return { kind: 'type', value: type };
}
