// A TensorFlow function while it is being written: arguments, nodes, constants, and the names by which they are called.
import { type Attr, type Attrs, type FunctionDef, type NodeDef, type Shape, TfType } from './graph-def';
import { outputRef } from './operations';

/** A tensor inside a function: how it is called there, its type and shape. */
export interface Value {
  readonly ref: string;
  readonly type: TfType;
  readonly shape: Shape;
}

/** Constants up to this many bytes are shared where they are equal. */
const SHARED_CONSTANT_BYTES = 256;

export class GraphFunction {
  /** Its arguments, in order. */
  readonly args: Value[] = [];
  private readonly nodes: NodeDef[] = [];
  private readonly constants = new Map<string, Value>();

  /** Adds an argument after those there are. */
  argument(type: TfType, shape: Shape): Value {
    const value = { ref: `arg${this.args.length}`, type, shape };
    this.args.push(value);
    return value;
  }

  /** Adds an operation and returns its results, which have the types and shapes given. */
  node(op: string, inputs: readonly Value[], attrs: Attrs, results: readonly Omit<Value, 'ref'>[]): Value[] {
    const name = `${op}_${this.nodes.length}`;
    const values = results.map((result, index) => ({ ...result, ref: outputRef(op, name, index) }));
    this.nodes.push({ name, op, inputs: inputs.map((input) => input.ref), attrs });
    return values;
  }

  /** Adds an operation with one result. */
  single(op: string, inputs: readonly Value[], attrs: Attrs, type: TfType, shape: Shape): Value {
    return first(this.node(op, inputs, attrs, [{ type, shape }]));
  }

  /** A tensor known now: `values` in row-major order. */
  constant(values: ArrayLike<number>, type: TfType, shape: Shape): Value {
    const content = contentOf(values, type);
    const make = (): Value => {
      const tensor: Attr = { kind: 'tensor', type, shape, content };
      return this.single('Const', [], { dtype: { kind: 'type', value: type }, value: tensor }, type, shape);
    };
    if (content.length > SHARED_CONSTANT_BYTES) return make();
    const key = `${type}[${shape.join()}]${content.join()}`;
    const value = this.constants.get(key) ?? make();
    this.constants.set(key, value);
    return value;
  }

  /** An int32 scalar. */
  int(value: number): Value {
    return this.constant([value], TfType.int32, []);
  }

  /** A shape as a tensor. */
  dims(shape: Shape): Value {
    return this.constant(shape, TfType.int32, [shape.length]);
  }

  /** The same values in another shape. */
  reshape(value: Value, shape: Shape): Value {
    const attrs: Attrs = {
      T: { kind: 'type', value: value.type },
      Tshape: { kind: 'type', value: TfType.int32 },
    };
    return this.single('Reshape', [value, this.dims(shape)], attrs, value.type, shape);
  }

  /** The finished function. */
  define(name: string, results: readonly Value[], attrs: Attrs = {}): FunctionDef {
    return {
      name,
      args: this.args.map(({ ref, type }) => ({ name: ref, type })),
      results: results.map(({ ref, type }, index) => ({ name: `result${index}`, type, ref })),
      nodes: this.nodes,
      attrs,
    };
  }
}

/** @param dtype tfjs's name of it @throws for the types that programs do not hold. */
export function tfTypeOf(dtype: string): TfType {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return TfType[dtype];
  throw new Error(`A tensor of type ${dtype} cannot be traced: programs hold float32, int32 and bool.`);
}

/** The only result of an operation that has one. */
export function first(values: readonly Value[]): Value {
  const [value] = values;
  if (value === undefined) throw new Error('Expected an operation with a result, got none.');
  return value;
}

function contentOf(values: ArrayLike<number>, type: TfType): Uint8Array {
  switch (type) {
    case TfType.float32:
      return new Uint8Array(Float32Array.from(values).buffer);
    case TfType.int32:
      return new Uint8Array(Int32Array.from(values).buffer);
    case TfType.bool:
      return Uint8Array.from(Array.from(values), Number);
    case TfType.variant:
      throw new Error('A list of tensors cannot be a constant.');
  }
}
