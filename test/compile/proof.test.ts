// That `xla` means compiled by XLA: the proof, and that it is one.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { nativeTensorFlow } from '../../electron/trainer/native/native-tensorflow';
import { jit } from '../../src-core/compile/jit';
import type { NativeTensorFlow } from '../../src-core/compile/native-tensorflow';
import { XLA_ONLY_OPERATION } from '../../src-core/compile/program';
import { ProgramCache } from '../../src-core/compile/program-cache';
import { checkXla } from '../../src-core/compile/xla-check';
import { XlaRefusedError } from '../../src-core/compile/xla-refused-error';
import { nativePrograms, valuesOf } from './native';

beforeAll(async () => {
  await nativePrograms();
});

/** The native library as it would be without XLA: the request to compile is worn away from every program. */
function withoutXla(): NativeTensorFlow {
  const native = nativeTensorFlow();
  return {
    ...native,
    load(savedModel, inputs, outputs) {
      const text = Buffer.from(savedModel)
        .toString('latin1')
        .replaceAll('_XlaMustCompile', '_XlaMustNothing');
      return native.load(Buffer.from(text, 'latin1'), inputs, outputs);
    },
  };
}

describe('the proof that XLA compiled a program', () => {
  it('holds where XLA works', () => {
    const check = checkXla(new ProgramCache(nativeTensorFlow()));
    expect(check).toEqual({ works: true, proof: expect.stringContaining(XLA_ONLY_OPERATION) as string });
  });

  it('fails where TensorFlow is not made to compile: the same program does not run at all', () => {
    const check = checkXla(new ProgramCache(withoutXla()));
    expect(check.works).toBe(false);
    expect(JSON.stringify(check)).toMatch(
      /XLA did not compile a check of XLA: .*XlaRemoveDynamicDimensionSize/s,
    );
  });

  it.each([[[]], [[3]], [[2, 3]], [[0, 4]]])('is there for results of any shape: %j', (shape) => {
    const programs = new ProgramCache(nativeTensorFlow());
    const x = tf.ones(shape);
    for (const dtype of ['float32', 'int32', 'bool'] as const) {
      const compiled = jit((v: tf.Tensor) => tf.cast(v, dtype), x, { programs });
      expect(valuesOf(compiled(x))).toEqual(valuesOf(x));
      compiled.dispose();
    }
    expect(() => jit((v: tf.Tensor) => tf.neg(v), x, { programs: new ProgramCache(withoutXla()) })).toThrow(
      XlaRefusedError,
    );
  });

  it('leaves the caller able to fall back: the same function as graph, from the same library', () => {
    const programs = new ProgramCache(withoutXla());
    const x = tf.scalar(3) as tf.Tensor;
    const square = (v: tf.Tensor) => tf.square(v);
    expect(() => jit(square, x, { programs })).toThrow(/Compile it with kind 'graph'/);
    const compiled = jit(square, x, { programs, kind: 'graph' });
    expect([compiled.proof, valuesOf(compiled(x))]).toEqual([null, [9]]);
    compiled.dispose();
    expect(programs.size).toBe(0);
  });
});
