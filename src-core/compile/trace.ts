// One function being traced: which tensor of the running code is which value of the function.
// Traces nest as scans do; what an inner one uses of an outer one becomes a captured argument.
import type { DataId, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { Attrs, FunctionDef } from './graph/graph-def';
import { GraphFunction, type Value, tfTypeOf } from './graph/graph-function';

/** A value of the enclosing function that the inner one takes as a further argument. */
export interface Capture {
  readonly outer: Value;
  readonly inner: Value;
  /** The tensor by which the code reached for it. */
  readonly tensor: TensorInfo;
}

/** What tensors are that no trace has made: their values at hand, or a reason why they must not be used. */
export type ConstantReader = (tensor: TensorInfo) => ArrayLike<number>;

export class Trace {
  readonly graph = new GraphFunction();
  readonly captures: Capture[] = [];
  private readonly values = new WeakMap<DataId, Value>();

  /**
   * @param library where finished functions go: that of the whole program.
   * @param parent the trace around this one; null for a program's main function.
   */
  constructor(
    readonly library: FunctionDef[],
    readonly parent: Trace | null,
    private readonly readConstant: ConstantReader,
  ) {}

  /** From now on, `tensor` is `value`. */
  bind(tensor: TensorInfo, value: Value): void {
    this.values.set(tensor.dataId, value);
  }

  /** Adds an argument to the function and binds a tensor to it. */
  argument(tensor: Tensor): Value {
    const value = this.graph.argument(tfTypeOf(tensor.dtype), tensor.shape);
    this.bind(tensor, value);
    return value;
  }

  /** Whether this trace or one around it has made the tensor, so that its values are not known yet. */
  knows(dataId: DataId): boolean {
    return this.values.has(dataId) || (this.parent?.knows(dataId) ?? false);
  }

  /** The value that a tensor is: made here, captured from around, or else a constant. */
  use(tensor: TensorInfo): Value {
    const value = this.lookup(tensor) ?? this.constant(tensor);
    return sameShape(value.shape, tensor.shape) ? value : this.graph.reshape(value, tensor.shape);
  }

  /** Adds the operation that turned `inputs` into `outputs`. */
  record(op: string, attrs: Attrs, inputs: readonly TensorInfo[], outputs: readonly TensorInfo[]): void {
    const results = outputs.map((output) => ({ type: tfTypeOf(output.dtype), shape: output.shape }));
    const args = inputs.map((input) => this.use(input));
    const values = this.graph.node(op, args, attrs, results);
    outputs.forEach((output, index) => {
      const value = values[index];
      if (value !== undefined) this.bind(output, value);
    });
  }

  private lookup(tensor: TensorInfo): Value | undefined {
    return this.values.get(tensor.dataId) ?? this.capture(tensor);
  }

  private capture(tensor: TensorInfo): Value | undefined {
    const outer = this.parent?.lookup(tensor);
    if (outer === undefined) return undefined;
    const inner = this.graph.argument(outer.type, outer.shape);
    this.captures.push({ outer, inner, tensor });
    this.bind(tensor, inner);
    return inner;
  }

  private constant(tensor: TensorInfo): Value {
    const values = Array.from(this.readConstant(tensor));
    return this.graph.constant(values, tfTypeOf(tensor.dtype), tensor.shape);
  }
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}
