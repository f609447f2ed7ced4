// The operations of cell equations as nodes of a TensorFlow function. Extents that are only known at run time are −1.
import { type Attr, type Attrs, type Shape, TfType } from '../../compile/graph/graph-def';
import type { GraphFunction } from '../../compile/graph/graph-function';
import { type Value } from '../../compile/graph/graph-function';
import type { Operations } from '../cell-equations';

const FLOAT: Attr = { kind: 'type', value: TfType.float32 };
const INT: Attr = { kind: 'type', value: TfType.int32 };

export class GraphOperations implements Operations<Value> {
  constructor(readonly graph: GraphFunction) {}

  readonly add = (a: Value, b: Value) => this.binary('AddV2', a, b);
  readonly sub = (a: Value, b: Value) => this.binary('Sub', a, b);
  readonly mul = (a: Value, b: Value) => this.binary('Mul', a, b);
  readonly div = (a: Value, b: Value) => this.binary('RealDiv', a, b);
  readonly sigmoid = (a: Value) => this.unary('Sigmoid', a);
  readonly tanh = (a: Value) => this.unary('Tanh', a);
  readonly relu = (a: Value) => this.unary('Relu', a);
  readonly sqrt = (a: Value) => this.unary('Sqrt', a);
  readonly scalar = (value: number) => this.tensor(Float32Array.of(value), []);
  readonly join = (gates: readonly Value[]) => this.concat(gates, lastAxis(gates[0]));
  readonly meanOfRow = (a: Value) => this.mean(a, [lastAxis(a)], true, [...a.shape.slice(0, -1), 1]);
  readonly meanOfColumn = (a: Value) => this.mean(a, [0, 1], false, a.shape.slice(2));

  readonly split = (z: Value, count: number): readonly Value[] => {
    if (count === 1) return [z];
    const width = (z.shape[lastAxis(z)] ?? 0) / count;
    const attrs: Attrs = { T: FLOAT, Tlen: INT, num_split: { kind: 'int', value: count } };
    const part = { type: TfType.float32, shape: [...z.shape.slice(0, -1), width] };
    const sizes = this.graph.dims(Array.from({ length: count }, () => width));
    const inputs = [z, sizes, this.graph.int(lastAxis(z))];
    return this.graph.node('SplitV', inputs, attrs, Array.from({ length: count }, () => part)); // prettier-ignore
  };

  /** A float32 tensor known now. */
  tensor(values: Float32Array, shape: Shape): Value {
    return this.graph.constant(values, TfType.float32, shape);
  }

  /** […, K] times [K, N]. */
  matMul(a: Value, b: Value): Value {
    const attrs: Attrs = {
      T: FLOAT,
      adj_x: { kind: 'bool', value: false },
      adj_y: { kind: 'bool', value: false },
    };
    return this.float('BatchMatMulV2', [a, b], attrs, [...a.shape.slice(0, -1), b.shape[1] ?? 0]);
  }

  concat(parts: readonly Value[], axis: number): Value {
    const [first] = parts;
    if (parts.length === 1 && first !== undefined) return first;
    const attrs: Attrs = { N: { kind: 'int', value: parts.length }, T: FLOAT, Tidx: INT };
    const extent = parts.reduce((sum, part) => sum + (part.shape[axis] ?? 0), 0);
    const shape = (first?.shape ?? []).map((own, at) => (at === axis ? extent : own));
    return this.float('ConcatV2', [...parts, this.graph.int(axis)], attrs, shape);
  }

  /** Tensors of one shape on a new axis 0. */
  stack(parts: readonly Value[]): Value {
    const attrs: Attrs = {
      N: { kind: 'int', value: parts.length },
      T: FLOAT,
      axis: { kind: 'int', value: 0 },
    };
    return this.float('Pack', parts, attrs, [parts.length, ...(parts[0]?.shape ?? [])]);
  }

  /** [A, B, …] as [B, A, …]. */
  swapped(a: Value): Value {
    const [first = 0, second = 0, ...rest] = a.shape;
    const order = [1, 0, ...rest.map((_, at) => at + 2)];
    return this.float('Transpose', [a, this.graph.dims(order)], { T: FLOAT, Tperm: INT }, [
      second,
      first,
      ...rest,
    ]);
  }

  /** The first extent, int32 scalar. */
  length(a: Value): Value {
    const rank = a.shape.length;
    const shape = this.graph.single('Shape', [a], { T: FLOAT, out_type: INT }, TfType.int32, [rank]);
    const attrs: Attrs = {
      Taxis: INT,
      Tindices: INT,
      Tparams: INT,
      batch_dims: { kind: 'int', value: 0 },
    };
    return this.graph.single(
      'GatherV2',
      [shape, this.graph.int(0), this.graph.int(0)],
      attrs,
      TfType.int32,
      [],
    );
  }

  private binary(op: string, a: Value, b: Value): Value {
    return this.float(op, [a, b], { T: FLOAT }, a.shape.length >= b.shape.length ? a.shape : b.shape);
  }

  private unary(op: string, a: Value): Value {
    return this.float(op, [a], { T: FLOAT }, a.shape);
  }

  private mean(a: Value, axes: readonly number[], keep: boolean, shape: Shape): Value {
    const attrs: Attrs = { T: FLOAT, Tidx: INT, keep_dims: { kind: 'bool', value: keep } };
    return this.float('Mean', [a, this.graph.dims(axes)], attrs, shape);
  }

  private float(op: string, inputs: readonly Value[], attrs: Attrs, shape: Shape): Value {
    return this.graph.single(op, inputs, attrs, TfType.float32, shape);
  }
}

function lastAxis(value: Value | undefined): number {
  return (value?.shape.length ?? 0) - 1;
}
