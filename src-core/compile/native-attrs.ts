// Attributes as tfjs-node's kernels hand them over → attributes of a GraphDef.
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Attr, Attrs, Shape } from './graph/graph-def';
import { tfTypeOf } from './graph/graph-function';
import { AttrKind, type NativeAttr } from './native-tensorflow';
import { ascii } from './graph/protobuf';

/** The attributes of an operation. @throws naming the operation when one is of a kind that cannot be written down. */
export function attrsOf(op: string, attrs: readonly NativeAttr[], inputs: readonly TensorInfo[]): Attrs {
  const given = attrs.map((attr): [string, Attr] => [attr.name, attrOf(op, attr)]);
  return { ...inferred(op, inputs), ...Object.fromEntries(given) };
}

/** Where a kernel leaves attributes to TensorFlow's eager execution, which infers them; a graph wants them stated. */
function inferred(op: string, inputs: readonly TensorInfo[]): Attrs {
  const [x] = inputs;
  if (op !== 'ExpandDims' || x === undefined) return {};
  return { T: { kind: 'type', value: tfTypeOf(x.dtype) }, Tdim: { kind: 'type', value: tfTypeOf('int32') } };
}

function attrOf(op: string, { name, type, value }: NativeAttr): Attr {
  switch (type) {
    case AttrKind.string:
      return { kind: 'string', value: ascii(value as string) };
    case AttrKind.int:
      return Array.isArray(value) ? { kind: 'ints', value } : { kind: 'int', value: value as number };
    case AttrKind.float:
      return { kind: 'float', value: value as number };
    case AttrKind.bool:
      return { kind: 'bool', value: Boolean(value) };
    case AttrKind.type:
      return { kind: 'type', value: value as number };
    case AttrKind.shape:
      return { kind: 'shape', value: value as Shape };
    default:
      throw new Error(
        `The operation ${op} cannot be traced: its attribute ${name} is of an unknown kind ${type}.`,
      );
  }
}
