// TensorFlow's GraphDef as values, and its bytes: a SavedModel whose graph feeds one function and fetches its results.
// Field numbers: tensorflow/core/framework/{graph,node_def,attr_value,function,op_def,tensor,tensor_shape}.proto and
// tensorflow/core/protobuf/{saved_model,meta_graph}.proto.
import {
  bytesField,
  concatBytes,
  floatField,
  mapField,
  messageField,
  packedField,
  textField,
  varintField,
} from './protobuf';

/** `tensorflow::DataType` of what a program can hold; `variant` is the type of lists of tensors. */
export const TfType = { float32: 1, int32: 3, bool: 10, variant: 21 } as const;
export type TfType = (typeof TfType)[keyof typeof TfType];

export type Shape = readonly number[];

/** An attribute's value, one kind of `tensorflow::AttrValue` each. */
export type Attr =
  | { readonly kind: 'string'; readonly value: Uint8Array }
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'type'; readonly value: number }
  | { readonly kind: 'types'; readonly value: readonly number[] }
  | { readonly kind: 'shape'; readonly value: Shape }
  | { readonly kind: 'shapes'; readonly value: readonly Shape[] }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'tensor'; readonly type: TfType; readonly shape: Shape; readonly content: Uint8Array };

export type Attrs = Readonly<Record<string, Attr>>;

/** One operation. Inputs: `node:output_arg:index` or an argument's name in a function, `node:index` in the graph. */
export interface NodeDef {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly attrs: Attrs;
}

/** A named, typed argument or result of a function. */
export interface ArgDef {
  readonly name: string;
  readonly type: TfType;
}

export interface FunctionDef {
  readonly name: string;
  readonly args: readonly ArgDef[];
  readonly results: readonly (ArgDef & { readonly ref: string })[];
  readonly nodes: readonly NodeDef[];
  readonly attrs: Attrs;
}

/** GraphDef version as written by TensorFlow 2.9, the oldest that tfjs-node 4 loads. */
const VERSIONS = { producer: 1087, minConsumer: 12 } as const;
const TENSORFLOW_VERSION = '2.9.1';

/** A tensor of the graph under a name for those who call it: `ref` is `node:index`; −1 is an extent that is free. */
export interface SignatureTensor extends ArgDef {
  readonly ref: string;
  readonly shape: Shape;
}

/** What of a graph is fed and fetched: a function for whoever loads it. */
export interface Signature {
  readonly name: string;
  readonly inputs: readonly SignatureTensor[];
  readonly outputs: readonly SignatureTensor[];
}

/** The content of `saved_model.pb`: one graph of `nodes` and the functions they call, tagged `serve`. */
export function encodeSavedModel(
  nodes: readonly NodeDef[],
  functions: readonly FunctionDef[],
  signatures: readonly Signature[] = [],
): Uint8Array {
  const graph = [
    ...nodes.map((node) => messageField(1, nodeFields(node))),
    messageField(4, [varintField(1, VERSIONS.producer), varintField(2, VERSIONS.minConsumer)]),
    messageField(2, functions.map((each) => messageField(1, functionFields(each)))), // prettier-ignore
  ];
  const meta = messageField(1, [textField(4, 'serve'), textField(5, TENSORFLOW_VERSION)]);
  const callable = signatures.map((signature) => mapField(5, signature.name, signatureFields(signature)));
  return concatBytes([varintField(1, 1), messageField(2, [meta, messageField(2, graph), ...callable])]);
}

function signatureFields({ inputs, outputs }: Signature): Uint8Array[] {
  const tensors = (field: number, all: readonly SignatureTensor[]) =>
    all.map(({ name, ref, type, shape }) =>
      mapField(field, name, [textField(1, ref), varintField(2, type), messageField(3, shapeFields(shape))]),
    );
  return [...tensors(1, inputs), ...tensors(2, outputs), textField(3, 'tensorflow/serving/predict')];
}

function nodeFields({ name, op, inputs, attrs }: NodeDef): Uint8Array[] {
  return [
    textField(1, name),
    textField(2, op),
    ...inputs.map((input) => textField(3, input)),
    ...attrsFields(5, attrs),
  ];
}

function functionFields({ name, args, results, nodes, attrs }: FunctionDef): Uint8Array[] {
  const argFields = (arg: ArgDef): Uint8Array[] => [textField(1, arg.name), varintField(3, arg.type)];
  return [
    messageField(1, [
      textField(1, name),
      ...args.map((arg) => messageField(2, argFields(arg))),
      ...results.map((result) => messageField(3, argFields(result))),
    ]),
    ...nodes.map((node) => messageField(3, nodeFields(node))),
    ...results.map((result) => messageField(4, [textField(1, result.name), textField(2, result.ref)])),
    ...attrsFields(5, attrs),
  ];
}

function attrsFields(number: number, attrs: Attrs): Uint8Array[] {
  return Object.entries(attrs).map(([name, attr]) => mapField(number, name, [attrField(attr)]));
}

function attrField(attr: Attr): Uint8Array {
  switch (attr.kind) {
    case 'string':
      return bytesField(2, attr.value);
    case 'int':
      return varintField(3, attr.value);
    case 'ints':
      return messageField(1, [packedField(3, attr.value)]);
    case 'float':
      return floatField(4, attr.value);
    case 'bool':
      return varintField(5, attr.value);
    case 'type':
      return varintField(6, attr.value);
    case 'types':
      return messageField(1, [packedField(6, attr.value)]);
    case 'shape':
      return messageField(7, shapeFields(attr.value));
    case 'shapes':
      return messageField(1, attr.value.map((shape) => messageField(7, shapeFields(shape)))); // prettier-ignore
    case 'function':
      return messageField(10, [textField(1, attr.name)]);
    case 'tensor':
      return messageField(8, [
        varintField(1, attr.type),
        messageField(2, shapeFields(attr.shape)),
        bytesField(4, attr.content),
      ]);
  }
}

function shapeFields(shape: Shape): Uint8Array[] {
  return shape.map((size) => messageField(2, [varintField(1, size)]));
}
