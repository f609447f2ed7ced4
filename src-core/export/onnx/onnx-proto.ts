// ONNX's protocol buffers as values, and their bytes: just what a recurrent network needs.
// Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
import {
  bytesField,
  concatBytes,
  floatField,
  messageField,
  packedField,
  varintField,
} from '../../compile/graph/protobuf';
import { floatBytes } from '../float-bytes';

/** `TensorProto.DataType`. */
export const OnnxType = { float: 1, int64: 7 } as const;

/** Values of a tensor that is known: float32, or int64 as whole numbers. */
export interface OnnxTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | readonly number[];
}

export type OnnxAttribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'strings'; readonly value: readonly string[] }
  | { readonly kind: 'graph'; readonly value: OnnxGraphDef };

/** One operation. An input that is left out is the empty text. */
export interface OnnxNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** A float32 input or output; an extent that is only known at run time is a name. */
export interface OnnxValue {
  readonly name: string;
  readonly shape: readonly (number | string)[];
}

export interface OnnxGraphDef {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly initializers: readonly OnnxTensor[];
}

export interface OnnxModel {
  readonly producerVersion: string;
  readonly graph: OnnxGraphDef;
  /** Texts by name. */
  readonly notes: Readonly<Record<string, string>>;
}

/** Format and operators of ONNX 1.12 (2022): old enough for every runtime in use, and all that is needed. */
const IR_VERSION = 8;
const OPERATORS_VERSION = 17;

/** The content of a `.onnx` file. */
export function encodeOnnx({ producerVersion, graph, notes }: OnnxModel): Uint8Array {
  return concatBytes([
    varintField(1, IR_VERSION),
    text(2, 'Unroll'),
    text(3, producerVersion),
    messageField(7, graphFields(graph)),
    messageField(8, [text(1, ''), varintField(2, OPERATORS_VERSION)]),
    ...Object.entries(notes).map(([key, value]) => messageField(14, [text(1, key), text(2, value)])),
  ]);
}

function graphFields({ name, nodes, inputs, outputs, initializers }: OnnxGraphDef): Uint8Array[] {
  return [
    ...nodes.map((node) => messageField(1, nodeFields(node))),
    text(2, name),
    ...initializers.map((tensor) => messageField(5, tensorFields(tensor))),
    ...inputs.map((value) => messageField(11, valueFields(value))),
    ...outputs.map((value) => messageField(12, valueFields(value))),
  ];
}

function nodeFields({ name, op, inputs, outputs, attributes }: OnnxNode): Uint8Array[] {
  return [
    ...inputs.map((input) => text(1, input)),
    ...outputs.map((output) => text(2, output)),
    text(3, name),
    text(4, op),
    ...Object.entries(attributes).map(([key, value]) =>
      messageField(5, [text(1, key), ...attributeFields(value)]),
    ),
  ];
}

/** The value, and in field 20 its `AttributeProto.AttributeType`. */
function attributeFields(attribute: OnnxAttribute): Uint8Array[] {
  switch (attribute.kind) {
    case 'float':
      return [floatField(2, attribute.value), varintField(20, 1)];
    case 'int':
      return [varintField(3, attribute.value), varintField(20, 2)];
    case 'string':
      return [text(4, attribute.value), varintField(20, 3)];
    case 'graph':
      return [messageField(6, graphFields(attribute.value)), varintField(20, 5)];
    case 'ints':
      return [packedField(8, attribute.value), varintField(20, 7)];
    case 'strings':
      return [...attribute.value.map((value) => text(9, value)), varintField(20, 8)];
  }
}

function tensorFields({ name, shape, values }: OnnxTensor): Uint8Array[] {
  const isFloat = values instanceof Float32Array;
  return [
    packedField(1, shape),
    varintField(2, isFloat ? OnnxType.float : OnnxType.int64),
    text(8, name),
    bytesField(9, isFloat ? floatBytes(values) : int64Bytes(values)),
  ];
}

function valueFields({ name, shape }: OnnxValue): Uint8Array[] {
  const dimensions = shape.map((extent) =>
    messageField(1, [typeof extent === 'number' ? varintField(1, extent) : text(2, extent)]),
  );
  const tensor = [varintField(1, OnnxType.float), messageField(2, dimensions)];
  return [text(1, name), messageField(2, [messageField(1, tensor)])];
}

function text(field: number, value: string): Uint8Array {
  return bytesField(field, new TextEncoder().encode(value));
}

function int64Bytes(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(8 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, at) => view.setBigInt64(8 * at, BigInt(value), true));
  return bytes;
}
