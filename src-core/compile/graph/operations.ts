// The operations a trace can record: those the kernels of tfjs-node execute, with the names of their output arguments.
// Inside a function, TensorFlow refers to a tensor as node:output_arg:index, so an operation whose argument names are not
// known cannot be recorded. Source: TensorFlow's operation registry (TF_GetAllOpList), version 2.15.

const OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  // Elementwise.
  ...named('y', [
    ...[
      'Abs',
      'Acos',
      'Acosh',
      'Asin',
      'Asinh',
      'Atan',
      'Atanh',
      'Cast',
      'Ceil',
      'Cos',
      'Cosh',
      'Erf',
      'Exp',
    ],
    ...['Expm1', 'Floor', 'IsFinite', 'IsInf', 'IsNan', 'Log', 'Log1p', 'LogicalNot', 'Neg', 'OnesLike'],
    ...['Reciprocal', 'Round', 'Rsqrt', 'Sigmoid', 'Sign', 'Sin', 'Sinh', 'Sqrt', 'Square', 'Tan', 'Tanh'],
    'ZerosLike',
  ]),
  ...named('z', [
    ...['Add', 'AddV2', 'Atan2', 'Equal', 'FloorDiv', 'FloorMod', 'Greater', 'GreaterEqual'],
    ...[
      'Less',
      'LessEqual',
      'LogicalAnd',
      'LogicalOr',
      'Maximum',
      'Minimum',
      'Mul',
      'NotEqual',
      'Pow',
      'RealDiv',
    ],
    ...['SquaredDifference', 'Sub'],
  ]),
  ...named('activations', ['Elu', 'LeakyRelu', 'Relu', 'Relu6', 'Selu', 'Softplus']),
  EluGrad: ['backprops'],
  AddN: ['sum'],
  Select: ['output'],
  // Reductions and scans.
  ...named('output', ['All', 'Any', 'ArgMax', 'ArgMin', 'Max', 'Mean', 'Min', 'Prod', 'Sum']),
  ...named('out', ['Cumprod', 'Cumsum']),
  Softmax: ['softmax'],
  TopKV2: ['values', 'indices'],
  UnsortedSegmentSum: ['output'],
  // Linear algebra.
  ...named('output', ['BatchMatMulV2', 'Diag', 'Einsum']),
  // Shape, slicing, making.
  ...named('output', [
    ...['ConcatV2', 'Const', 'ExpandDims', 'Fill', 'GatherNd', 'GatherV2', 'LinSpace', 'MirrorPad'],
    ...[
      'OneHot',
      'Pack',
      'PadV2',
      'Range',
      'Reshape',
      'ReverseV2',
      'ScatterNd',
      'Slice',
      'SplitV',
      'StridedSlice',
    ],
    ...['TensorScatterUpdate', 'Tile', 'Unpack'],
  ]),
  SparseToDense: ['dense'],
  Transpose: ['y'],
  // Convolution.
  ...named('output', [
    'AvgPool',
    'AvgPoolGrad',
    'Conv2D',
    'Conv2DBackpropFilter',
    'Conv2DBackpropInput',
    'Dilation2D',
  ]),
  ...named('output', ['MaxPool', 'MaxPoolGrad']),
  FusedBatchNorm: ['y', 'batch_mean', 'batch_variance', 'reserve_space_1', 'reserve_space_2'],
  // What scan and jit add themselves.
  StatelessWhile: ['output'],
  TensorListReserve: ['handle'],
  TensorListSetItem: ['output_handle'],
  TensorListStack: ['tensor'],
  XlaRemoveDynamicDimensionSize: ['output'],
};

/** Operations that only functions written by hand have: in a trace all shapes are known. */
const WRITTEN: Readonly<Record<string, readonly string[]>> = { Shape: ['output'] };

/** Operations with a single output argument that is a list: its tensors are `arg:0`, `arg:1`, … */
const LIST_OUTPUT: ReadonlySet<string> = new Set(['SplitV', 'StatelessWhile', 'Unpack']);

/** Operations that would not mean the same in a program, and what to write instead. */
const REFUSED: Readonly<Record<string, string>> = {
  Multinomial:
    'it draws random numbers, which would be the same at every call: draw outside and pass them in',
  UniqueV2: 'the shape of its result depends on values, and shapes in a program are fixed: work with a mask',
  Where:
    'the shape of its result depends on values, and shapes in a program are fixed: work with a mask (tf.where)',
};

/** The names of all operations that can be recorded, sorted. */
export const OPERATIONS: readonly string[] = Object.keys(OUTPUTS).sort();

/**
 * How a node's output tensor number `index` is called inside a function.
 * @throws for an operation that cannot be traced, with what to write instead.
 */
export function outputRef(op: string, node: string, index: number): string {
  const args = OUTPUTS[op] ?? WRITTEN[op];
  if (args === undefined) throw new Error(untraceable(op));
  return LIST_OUTPUT.has(op) ? `${node}:${args[0]}:${index}` : `${node}:${args[index]}:0`;
}

function untraceable(op: string): string {
  const reason =
    REFUSED[op] ??
    'it is not in the table of src-core/compile/graph/operations.ts: write it with operations that are, or run it outside ' +
      'and pass its result in';
  return `The operation ${op} cannot be traced: ${reason}.`;
}

function named(output: string, ops: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(ops.map((op) => [op, [output]]));
}
