// An ONNX graph while it is being written: nodes, known tensors, and names that never meet.
import type { Operations } from '../cell-equations';
import type { OnnxAttribute, OnnxGraphDef, OnnxNode, OnnxTensor, OnnxValue } from './onnx-proto';

/** Counter and known tensors of a whole model: a graph inside of another sees the names of the outer one. */
interface Scope {
  count: number;
  readonly initializers: OnnxTensor[];
}

type Attributes = Readonly<Record<string, OnnxAttribute>>;

/** Values are called by their names. */
export class OnnxGraph implements Operations<string> {
  private readonly nodes: OnnxNode[] = [];

  private constructor(private readonly scope: Scope) {}

  static empty(): OnnxGraph {
    return new OnnxGraph({ count: 0, initializers: [] });
  }

  /** A graph inside of this one, for an operation that runs it. */
  inner(): OnnxGraph {
    return new OnnxGraph(this.scope);
  }

  /** A new name, for a value or a node. */
  name(stem: string): string {
    this.scope.count += 1;
    return `${stem}_${this.scope.count}`;
  }

  /** A tensor known now. @param name its name in the file, which must be new */
  constant(name: string, shape: readonly number[], values: OnnxTensor['values']): string {
    this.scope.initializers.push({ name, shape, values });
    return name;
  }

  /** Whole numbers: axes, sizes. */
  integers(...values: readonly number[]): string {
    return this.constant(this.name('integers'), [values.length], values);
  }

  /** Adds an operation that gives the values `outputs`. */
  node(op: string, inputs: readonly string[], outputs: readonly string[], attributes: Attributes = {}): void {
    this.nodes.push({ name: this.name(op.toLowerCase()), op, inputs, outputs, attributes });
  }

  /** Adds an operation with one result, and names it. */
  single(op: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const output = this.name(op.toLowerCase());
    this.node(op, inputs, [output], attributes);
    return output;
  }

  /** The finished graph; the known tensors go with the outermost. */
  finish(
    name: string,
    inputs: readonly OnnxValue[],
    outputs: readonly OnnxValue[],
    isInner = false,
  ): OnnxGraphDef {
    return { name, nodes: this.nodes, inputs, outputs, initializers: isInner ? [] : this.scope.initializers };
  }

  readonly add = (a: string, b: string) => this.single('Add', [a, b]);
  readonly sub = (a: string, b: string) => this.single('Sub', [a, b]);
  readonly mul = (a: string, b: string) => this.single('Mul', [a, b]);
  readonly div = (a: string, b: string) => this.single('Div', [a, b]);
  readonly matMul = (a: string, b: string) => this.single('MatMul', [a, b]);
  readonly sigmoid = (a: string) => this.single('Sigmoid', [a]);
  readonly tanh = (a: string) => this.single('Tanh', [a]);
  readonly relu = (a: string) => this.single('Relu', [a]);
  readonly sqrt = (a: string) => this.single('Sqrt', [a]);
  readonly scalar = (value: number) => this.constant(this.name('scalar'), [], Float32Array.of(value));
  readonly join = (gates: readonly string[]) => this.single('Concat', gates, { axis: int(-1) });
  readonly meanOfRow = (a: string) => this.mean(a, [-1], true);
  readonly meanOfColumn = (a: string) => this.mean(a, [0, 1], false);

  readonly split = (z: string, count: number): readonly string[] => {
    if (count === 1) return [z];
    const parts = Array.from({ length: count }, () => this.name('gate'));
    this.node('Split', [z], parts, { axis: int(-1) });
    return parts;
  };

  private mean(a: string, axes: readonly number[], keep: boolean): string {
    return this.single('ReduceMean', [a], {
      axes: { kind: 'ints', value: axes },
      keepdims: int(keep ? 1 : 0),
    });
  }
}

export const int = (value: number): OnnxAttribute => ({ kind: 'int', value });
