import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Compiled, jit } from '../../src-core/compile/jit';
import { nativePrograms, valuesOf } from './native';
import { compileRunDispose, loadedPrograms } from './rounds';

const x = () => tf.tensor1d([1, 2, 3]) as tf.Tensor;
const scaled = (factor: number) => (v: tf.Tensor) => tf.mul(v, factor);
describe('programs', () => {
  it('are shared by functions that trace to the same, and live until the last is disposed', async () => {
    const programs = await nativePrograms();
    const [a, b] = [jit(scaled(2), x(), { programs }), jit(scaled(2), x(), { programs })];
    expect([programs.size, loadedPrograms()]).toEqual([1, 1]);
    a.dispose();
    a.dispose();
    expect(valuesOf(b(x()))).toEqual([2, 4, 6]);
    b.dispose();
    expect([programs.size, loadedPrograms()]).toEqual([0, 0]);
  });

  it.each([
    ['a constant', () => scaled(3), x, 'xla'],
    ['a shape', () => scaled(2), () => tf.tensor1d([1, 2]) as tf.Tensor, 'xla'],
    ['a type', () => scaled(2), () => tf.tensor1d([1, 2, 3], 'int32') as tf.Tensor, 'xla'],
    ['the kind', () => scaled(2), x, 'graph'],
    ['an operation', () => (v: tf.Tensor) => tf.add(v, 2), x, 'xla'],
  ] as const)('are told apart by %s', async (_what, f, example, kind) => {
    const programs = await nativePrograms();
    const all: Compiled<tf.Tensor, tf.Tensor>[] = [
      jit(scaled(2), x(), { programs }),
      jit(f(), example(), { programs, kind }),
    ];
    expect(programs.size).toBe(2);
    all.forEach((each) => each.dispose());
    expect(loadedPrograms()).toBe(0);
  });

  it('stay for the next one as far as asked, the longest unused going first', async () => {
    const programs = await nativePrograms(2);
    for (const factor of [1, 2, 3]) jit(scaled(factor), x(), { programs }).dispose();
    expect([programs.size, loadedPrograms()]).toEqual([2, 2]);
    const again = jit(scaled(2), x(), { programs });
    jit(scaled(4), x(), { programs }).dispose();
    expect(programs.size).toBe(3);
    programs.clear();
    expect(programs.size).toBe(1);
    expect(valuesOf(again(x()))).toEqual([2, 4, 6]);
    again.dispose();
    programs.clear();
    expect([programs.size, loadedPrograms()]).toEqual([0, 0]);
  });
});

describe('memory', () => {
  const temporary = mkdtempSync(path.join(tmpdir(), 'unroll-test-'));
  const before = process.env['TMPDIR'];
  beforeAll(() => {
    process.env['TMPDIR'] = temporary;
  });
  afterAll(() => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(temporary, { recursive: true });
  });

  it.each(['graph', 'xla'] as const)('is given back by rounds of compile, run, dispose: %s', async (kind) => {
    const programs = await nativePrograms();
    compileRunDispose(programs, kind, 1);
    const { numTensors } = tf.memory();
    compileRunDispose(programs, kind, 20);
    expect(tf.memory().numTensors).toBe(numTensors);
    expect([programs.size, loadedPrograms()]).toEqual([0, 0]);
  });

  it('of the file system is given back: programs are folders only while they are loaded', async () => {
    const programs = await nativePrograms();
    const compiled = jit(scaled(5), x(), { programs });
    expect(existsSync(temporary)).toBe(true);
    expect(readdirSync(temporary)).toEqual([]);
    compiled.dispose();
  });
});
