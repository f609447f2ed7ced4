// What a traced function must not do, and what the message tells to write instead.
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { jit } from '../../src-core/compile/jit';
import type { ProgramCache } from '../../src-core/compile/program-cache';
import { scan } from '../../src-core/compile/scan';
import { nativePrograms, valuesOf } from './native';

let programs: ProgramCache;
beforeAll(async () => {
  programs = await nativePrograms();
});

/** Every refusal leaves tfjs as it was: backend, tensors, variables, and able to compile the next function. */
afterEach(() => {
  expect(tf.getBackend()).toBe('tensorflow');
  const before = tf.memory().numTensors;
  const x = tf.scalar(3) as tf.Tensor;
  const square = jit((v: tf.Tensor) => tf.square(v), x, { programs });
  const result = square(x);
  expect(valuesOf(result)).toEqual([9]);
  square.dispose();
  tf.dispose([x, result]);
  expect(tf.memory().numTensors).toBe(before);
});

const compile = (f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor = tf.tensor1d([1, 2])) =>
  jit(f, x, { programs, name: 'f' });

describe('a traced function is refused', () => {
  it('an operation that is not in the table, by name', () => {
    const f = (x: tf.Tensor) => tf.image.resizeBilinear(tf.reshape(x, [1, 1, 2, 1]) as tf.Tensor4D, [2, 2]);
    expect(() => compile(f)).toThrow(/The operation ResizeBilinear cannot be traced: .* pass its result in/);
  });

  it('an operation whose result has a shape that depends on values', () => {
    expect(() => compile((x) => tf.unique(x).values)).toThrow(
      /UniqueV2 cannot be traced: .* work with a mask/,
    );
  });

  it('a value read: dataSync, arraySync, print, and reads within a scan', () => {
    const message = /value of a tensor was read while its function was being traced.*tf\.where instead of if/;
    expect(() => compile((x) => tf.mul(x, x.dataSync()[0] ?? 0))).toThrow(message);
    expect(() => compile((x) => tf.mul(x, (tf.sum(x).arraySync() as number) > 0 ? 1 : 2))).toThrow(message);
    const step = (c: tf.Tensor): [tf.Tensor, []] => [tf.mul(c, c.dataSync()[0] ?? 0), []];
    expect(() => compile((x) => scan(step, x, [], 3)[0])).toThrow(message);
  });

  it('no read of what is known already: a constant made inside, a tensor from outside', () => {
    const outside = tf.tensor1d([10, 20]);
    const f = (x: tf.Tensor) =>
      tf.add(x, (tf.tensor1d([1]).dataSync()[0] ?? 0) + (outside.dataSync()[1] ?? 0));
    const compiled = compile(f);
    expect(valuesOf(compiled(tf.tensor1d([1, 2])))).toEqual([22, 23]);
    compiled.dispose();
    outside.dispose();
  });

  it.each([
    ['randomUniform', (x: tf.Tensor) => tf.add(x, tf.randomUniform([2]))],
    ['randomNormal', (x: tf.Tensor) => tf.add(x, tf.randomNormal([2], 0, 1, 'float32', 5))],
    ['truncatedNormal', (x: tf.Tensor) => tf.add(x, tf.truncatedNormal([2]))],
    ['dropout', (x: tf.Tensor) => tf.dropout(x, 0.5)],
    [
      'rand',
      (x: tf.Tensor) =>
        tf.add(
          x,
          tf.rand([2], () => 4),
        ),
    ],
  ])('tf.%s: random numbers would be the same at every call', (name, f) => {
    expect(() => compile(f)).toThrow(
      new RegExp(`tf\\.${name} was called inside a traced function.*pass them in`),
    );
  });

  it('tf.multinomial, which draws natively', () => {
    const f = (x: tf.Tensor) => tf.multinomial(x as tf.Tensor1D, 3, 1);
    expect(() => compile(f)).toThrow(/Multinomial cannot be traced: it draws random numbers/);
  });

  it('a variable used, whose value would freeze', () => {
    const weight = tf.variable(tf.tensor1d([2, 3]), true, 'weight');
    expect(() => compile((x) => tf.mul(x, weight))).toThrow(
      /The variable weight is used inside a traced function/,
    );
    weight.dispose();
  });

  it('a variable made', () => {
    const f = (x: tf.Tensor) => tf.add(x, tf.variable(tf.scalar(1), true, 'inner'));
    expect(() => compile(f)).toThrow(/The variable inner .* inside a traced function/);
    expect(tf.engine().registeredVariables).toEqual({});
  });

  it('a variable assigned', () => {
    const state = tf.variable(tf.tensor1d([0, 0]), true, 'state');
    const f = (x: tf.Tensor) => {
      state.assign(tf.mul(x, 2));
      return x;
    };
    expect(() => compile(f)).toThrow(
      /The variable state was assigned inside a traced function.*return the value/,
    );
    state.dispose();
  });

  it('complex numbers and text', () => {
    expect(() => compile((x) => tf.real(tf.complex(x, x)))).toThrow(
      /complex64 cannot be traced|Complex cannot be traced/,
    );
    expect(() => compile(() => tf.tensor1d(['a']), tf.tensor1d(['b']))).toThrow(
      /type string cannot be traced/,
    );
  });

  it('a jit of its own: the function inside is traced along as it is', () => {
    const square = (x: tf.Tensor) => tf.square(x);
    const f = (x: tf.Tensor) => jit(square, x, { programs })(x);
    expect(() => compile(f)).toThrow('jit was called for square inside of a function that is being traced');
  });

  it('a promise, and no tensor at all', () => {
    const later = (async (x: tf.Tensor) => x) as unknown as (x: tf.Tensor) => tf.Tensor;
    expect(() => compile(later)).toThrow('f is async');
    expect(() => jit(() => [], tf.scalar(1), { programs, name: 'f' })).toThrow('f returns no tensor');
    const number = ((x: tf.Tensor) => [x, 3]) as unknown as (x: tf.Tensor) => tf.Tensor;
    expect(() => compile(number)).toThrow('holds the number 3 at [1]');
  });
});

describe('a compiled function is refused', () => {
  const pair = () => ({ h: tf.zeros([2, 3]), k: tf.scalar(1, 'int32') as tf.Tensor });
  const make = () => jit(({ h, k }) => tf.add(h, tf.cast(k, 'float32')), pair(), { programs, name: 'f' });

  it('arguments of another shape, type or structure than its examples', () => {
    const f = make();
    expect(() => f({ ...pair(), h: tf.zeros([3, 2]) })).toThrow(
      'f was compiled for float32 [2, 3] at .h, got float32 [3, 2]. A program is fixed to its examples: compile another',
    );
    expect(() => f({ ...pair(), k: tf.scalar(1) })).toThrow(
      'f was compiled for int32 [] at .k, got float32 [].',
    );
    expect(() => f({ h: tf.zeros([2, 3]) } as never)).toThrow(
      'f was compiled for the tensors .h, .k, got .h.',
    );
    f.dispose();
  });

  it('a call after dispose, which may be repeated', () => {
    const f = make();
    f.dispose();
    f.dispose();
    expect(() => f(pair())).toThrow('f was called after its dispose()');
  });

  it('a gradient through it', () => {
    const f = jit((x: tf.Tensor) => tf.square(x), tf.scalar(1) as tf.Tensor, { programs, name: 'f' });
    expect(() => tf.grad((x: tf.Tensor) => f(x))(tf.scalar(2))).toThrow(
      'call tf.grads inside of the function',
    );
    f.dispose();
  });
});

describe('another backend than the native one', () => {
  it('is named, with what to do', async () => {
    await import('@tensorflow/tfjs-backend-cpu');
    const f = jit((x: tf.Tensor) => tf.square(x), tf.scalar(1) as tf.Tensor, { programs, name: 'f' });
    await tf.setBackend('cpu');
    try {
      expect(() => f(tf.scalar(2))).toThrow("but cpu is active: await tf.setBackend('tensorflow')");
      expect(() => compile((x) => x)).toThrow('but cpu is active');
    } finally {
      await tf.setBackend('tensorflow');
    }
    f.dispose();
  });
});
