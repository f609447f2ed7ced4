// Every operation of the table, compiled both ways, against tfjs run as it is.
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nativeTensorFlow } from '../../electron/trainer/native/native-tensorflow';
import { jit } from '../../src-core/compile/jit';
import { OPERATIONS } from '../../src-core/compile/graph/operations';
import { ProgramCache } from '../../src-core/compile/program-cache';
import { scan } from '../../src-core/compile/scan';
import { leavesOf } from '../../src-core/compile/tree';
import { XlaRefusedError } from '../../src-core/compile/xla-refused-error';
import { nativePrograms, valuesOf } from './native';

type Args = readonly tf.Tensor[];
type Case = readonly [name: string, f: (args: Args) => tf.Tensor | readonly tf.Tensor[], args: () => Args];

const small = () => tf.tensor2d([-0.9, 0.1, 0.4, -0.2, 0.7, 0.3], [2, 3]);
const positive = () => tf.tensor2d([1.1, 2.5, 0.3, 4, 1.7, 0.9], [2, 3]);
const ints = () => tf.tensor2d([7, -3, 2, 5, 9, 4], [2, 3], 'int32');
const bools = () => tf.tensor2d([true, false, true, false, false, true], [2, 3], 'bool');
const pair = () => [small(), positive()];

const unary: Case[] = (
  [
    ['abs', small],
    ['acos', small],
    ['acosh', () => tf.add(positive(), 1)],
    ['asin', small],
    ['asinh', small],
    ['atan', small],
    ['atanh', small],
    ['ceil', small],
    ['cos', small],
    ['cosh', small],
    ['elu', small],
    ['erf', small],
    ['exp', small],
    ['expm1', small],
    ['floor', small],
    ['isFinite', positive],
    ['isInf', positive],
    ['isNaN', positive],
    ['leakyRelu', small],
    ['log', positive],
    ['log1p', positive],
    ['logicalNot', bools],
    ['neg', ints],
    ['onesLike', ints],
    ['reciprocal', positive],
    ['relu', small],
    ['relu6', small],
    ['round', positive],
    ['rsqrt', positive],
    ['selu', small],
    ['sigmoid', small],
    ['sign', small],
    ['sin', small],
    ['sinh', small],
    ['softmax', small],
    ['softplus', small],
    ['sqrt', positive],
    ['square', small],
    ['step', small],
    ['tan', small],
    ['tanh', small],
    ['zerosLike', bools],
    ['logSoftmax', small],
    ['logSigmoid', small],
    ['transpose', small],
  ] as const
).map(([name, x]) => [name, ([a]) => (tf[name] as (x: tf.Tensor) => tf.Tensor)(a as tf.Tensor), () => [x()]]);

const binary: Case[] = (
  [
    ['add', pair],
    ['atan2', pair],
    ['div', pair],
    ['equal', () => [ints(), tf.scalar(2, 'int32')]],
    ['floorDiv', () => [ints(), tf.scalar(2, 'int32')]],
    ['greater', pair],
    ['greaterEqual', pair],
    ['less', pair],
    ['lessEqual', pair],
    ['logicalAnd', () => [bools(), tf.logicalNot(bools())]],
    ['logicalOr', () => [bools(), tf.logicalNot(bools())]],
    ['logicalXor', () => [bools(), bools()]],
    ['maximum', pair],
    ['minimum', pair],
    ['mod', () => [positive(), tf.scalar(0.7)]],
    ['mul', pair],
    ['notEqual', () => [ints(), tf.scalar(2, 'int32')]],
    ['pow', () => [positive(), small()]],
    ['squaredDifference', pair],
    ['sub', pair],
    ['prelu', pair],
    ['dot', () => [small(), tf.transpose(positive())]],
  ] as const
).map(([name, args]) => [
  name,
  ([a, b]) => (tf[name] as (a: tf.Tensor, b: tf.Tensor) => tf.Tensor)(a as tf.Tensor, b as tf.Tensor),
  args,
]);

const reductions: Case[] = (
  ['sum', 'mean', 'max', 'min', 'prod', 'argMax', 'argMin', 'cumsum', 'cumprod', 'logSumExp'] as const
).map((name) => [
  name,
  ([a]) => (tf[name] as (x: tf.Tensor, axis: number) => tf.Tensor)(a as tf.Tensor, 1),
  () => [small()],
]);

const on = (
  f: (x: tf.Tensor) => tf.Tensor | readonly tf.Tensor[],
  x: () => tf.Tensor,
): Pick<Case, 1 | 2> => ({
  1: ([a]) => f(a as tf.Tensor),
  2: () => [x()],
});
const one = (
  name: string,
  f: (x: tf.Tensor) => tf.Tensor | readonly tf.Tensor[],
  x: () => tf.Tensor,
): Case => {
  const c = on(f, x);
  return [name, c[1], c[2]];
};

const indices = () => tf.tensor2d([[0], [1]], [2, 1], 'int32');
const shapes: Case[] = [
  one('all, any', (x) => [tf.all(x, 0), tf.any(x, 1)], bools),
  one('norm', (x) => tf.norm(x), small),
  one('cast to int32', (x) => tf.cast(x, 'int32'), positive),
  one('cast to bool', (x) => tf.cast(x, 'bool'), ints),
  one('clipByValue', (x) => tf.clipByValue(x, -0.3, 0.3), small),
  one('addN', (x) => tf.addN([x, x, x]), small),
  one('broadcastTo', (x) => tf.broadcastTo(x, [4, 2, 3]), small),
  one('concat, stack', (x) => [tf.concat([x, x], 1), tf.stack([x, x], 1)], small),
  one('split, unstack', (x) => [...tf.split(x, [1, 2], 1), ...tf.unstack(x)], small),
  one('expandDims, squeeze', (x) => tf.squeeze(tf.expandDims(x, 1)), small),
  one('expandDims kernel', (x) => tf.expandDims(x, -1), bools),
  one('fill', (x) => tf.add(tf.fill([2, 3], 2), x), small),
  one('eye, range', (x) => tf.add(tf.matMul(x, tf.eye(3)), tf.range(0, 3)), small),
  one('pad', (x) => tf.pad(x, [[1, 0], [0, 2]] as [number, number][], 7), small), // prettier-ignore
  one('mirrorPad', (x) => tf.mirrorPad(x, [[1, 1], [1, 0]], 'reflect'), small), // prettier-ignore
  one('linspace', (x) => tf.add(x, tf.linspace(0, 1, 3)), small),
  one('reshape', (x) => tf.reshape(x, [3, 2]), small),
  one('reverse', (x) => tf.reverse(x, 1), small),
  one('slice', (x) => tf.slice(x, [0, 1], [2, 2]), small),
  one('stridedSlice', (x) => tf.stridedSlice(x, [0, 0], [2, 3], [1, 2]), small),
  one('tile', (x) => tf.tile(x, [2, 1]), small),
  one('oneHot', (x) => tf.oneHot(x as tf.Tensor1D, 3), () => tf.tensor1d([2, 0, 1], 'int32')), // prettier-ignore
  one('topk', (x) => { const { values, indices } = tf.topk(x, 2); return [values, indices]; }, small), // prettier-ignore
  one('diag', (x) => tf.diag(x), () => tf.tensor1d([1, 2, 3])), // prettier-ignore
  one('einsum', (x) => tf.einsum('ij,kj->ik', x, x), small),
  one('matMul transposed', (x) => tf.matMul(x, x, true, false), small),
  one('batched matMul', (x) => tf.matMul(tf.reshape(x, [2, 1, 3]), tf.reshape(x, [2, 3, 1])), small),
  one('elu gradient', (x) => tf.grad((v: tf.Tensor) => tf.elu(v))(x), small),
  one('moments', (x) => Object.values(tf.moments(x, 1)), small),
  one('sparseToDense', (x) => tf.sparseToDense(tf.tensor1d([1, 3], 'int32'), x, [5]), () => tf.tensor1d([1, 2])), // prettier-ignore
  [
    'gather',
    ([x, i]) => tf.gather(x as tf.Tensor, i as tf.Tensor1D, 1),
    () => [small(), tf.tensor1d([2, 0], 'int32')],
  ],
  ['gatherND', ([x, i]) => tf.gatherND(x as tf.Tensor, i as tf.Tensor), () => [small(), indices()]],
  ['scatterND', ([x, i]) => tf.scatterND(i as tf.Tensor, x as tf.Tensor, [4, 3]), () => [small(), indices()]],
  ['tensorScatterUpdate', ([x, i]) => tf.tensorScatterUpdate(tf.ones([4, 3]), i as tf.Tensor, x as tf.Tensor), () => [small(), indices()]], // prettier-ignore
  ['unsortedSegmentSum', ([x, i]) => tf.unsortedSegmentSum(x as tf.Tensor, i as tf.Tensor1D, 3), () => [small(), tf.tensor1d([2, 0], 'int32')]], // prettier-ignore
  [
    'where',
    ([c, a, b]) => tf.where(c as tf.Tensor, a as tf.Tensor, b as tf.Tensor),
    () => [bools(), ...pair()],
  ],
  ['scan', ([x]) => scan((c, row) => [tf.add(c, row), c], tf.zeros([3]) as tf.Tensor, x as tf.Tensor, 2), () => [small()]], // prettier-ignore
];

const image = () => tf.reshape(tf.sin(tf.range(0, 32)), [1, 4, 4, 2]) as tf.Tensor4D;
const filter = () => tf.reshape(tf.cos(tf.range(0, 36)), [3, 3, 2, 2]) as tf.Tensor4D;
const convolutions: Case[] = [
  one('avgPool', (x) => tf.avgPool(x as tf.Tensor4D, 2, 1, 'same'), image),
  one('maxPool', (x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'), image),
  one(
    'avgPool gradient',
    (x) => tf.grad((v: tf.Tensor) => tf.avgPool(v as tf.Tensor4D, 2, 1, 'same'))(x),
    image,
  ),
  one(
    'maxPool gradient',
    (x) => tf.grad((v: tf.Tensor) => tf.maxPool(v as tf.Tensor4D, 2, 2, 'same'))(x),
    image,
  ),
  ['conv2d', ([x, w]) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'), () => [image(), filter()]],
  [
    'conv2d gradients',
    (args) => tf.grads((x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'))([...args]),
    () => [image(), filter()],
  ],
  one('batchNorm', (x) => tf.batchNorm(x as tf.Tensor4D, [0.1, 0.2], [1, 2], [3, 4], [5, 6]), image),
];

const cases: readonly Case[] = [...unary, ...binary, ...reductions, ...shapes, ...convolutions];
const recorded = new Set<string>();
let programs: ProgramCache;

/** The native library, with a look at the operations in what it loads. */
beforeAll(async () => {
  await nativePrograms();
  const native = nativeTensorFlow();
  programs = new ProgramCache({
    ...native,
    load(savedModel, inputs, outputs) {
      const text = Buffer.from(savedModel).toString('latin1');
      for (const op of OPERATIONS)
        if (text.includes(`\x12${String.fromCharCode(op.length)}${op}`)) recorded.add(op);
      return native.load(savedModel, inputs, outputs);
    },
  });
});

describe.each(['graph', 'xla'] as const)('%s computes what tfjs computes:', (kind) => {
  it.each(cases)('%s', (_name, f, makeArgs) => {
    const args = makeArgs();
    const expected = leavesOf(f(args));
    const compiled = jit(f as (args: Args) => tf.Tensor, args as tf.Tensor[], { programs, kind });
    const got = leavesOf(compiled(args as tf.Tensor[]));
    expect(got.map(({ dtype, shape }) => ({ dtype, shape }))).toEqual(
      expected.map(({ dtype, shape }) => ({ dtype, shape })),
    );
    got.forEach((tensor, k) => {
      const values = valuesOf(expected[k] as tf.Tensor);
      valuesOf(tensor).forEach((value, i) => expect(value).toBeCloseTo(values[i] as number, 5));
    });
    compiled.dispose();
  });
});

describe('the table of operations', () => {
  it('holds one that XLA refuses and graph runs: Dilation2D', () => {
    const dilate = ([x, w]: Args) =>
      tf.dilation2d(
        x as tf.Tensor4D,
        tf.reshape(w as tf.Tensor, [3, 3, 4]).slice([0, 0, 0], [3, 3, 2]) as tf.Tensor3D,
        1,
        'same',
      );
    const args = [image(), filter()] as tf.Tensor[];
    expect(() => jit(dilate, args, { programs, name: 'dilate' })).toThrow(XlaRefusedError);
    expect(() => jit(dilate, args, { programs, name: 'dilate' })).toThrow(
      /XLA did not compile dilate: .*Dilation2D/s,
    );
    expect(programs.size).toBe(0);
    const compiled = jit(dilate, args, { programs, kind: 'graph' });
    expect(valuesOf(compiled(args))).toEqual(valuesOf(dilate(args)));
    compiled.dispose();
  });

  afterAll(() => programs.clear());
  it('holds nothing that the cases above do not compile', () => {
    expect([...recorded].sort()).toEqual(OPERATIONS);
  });
});
