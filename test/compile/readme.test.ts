// The README's list of operations is the table's, and its example is a program that prints what it says.
import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { nativeTensorFlow } from '../../electron/trainer/native/native-tensorflow';
import { jit } from '../../src-core/compile/jit';
import { OPERATIONS } from '../../src-core/compile/graph/operations';
import { ProgramCache } from '../../src-core/compile/program-cache';
import { scan } from '../../src-core/compile/scan';
import { nativePrograms } from './native';

const readme = readFileSync(new URL('../../src-core/compile/README.md', import.meta.url), 'utf8');

it('lists the operations of the table', () => {
  const [, list = ''] = /<!-- operations -->(.*)<!-- \/operations -->/s.exec(readme) ?? [];
  expect(list.match(/\w+/g)).toEqual(OPERATIONS);
});

it('has an example that runs as it stands', async () => {
  await nativePrograms();
  const [, code = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  const [, said = ''] = /\/\/ \[(.*)\]/.exec(code) ?? [];
  const body = code
    .replace(/^import .*$/gm, '')
    .replace('.print()', '.dataSync()')
    .replace(/^compiled\(/m, 'return compiled(');
  const { outputText } = ts.transpileModule(body, { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  const run = new Function('tf', 'jit', 'scan', 'ProgramCache', 'nativeTensorFlow', outputText) as (...scope: unknown[]) => Float32Array; // prettier-ignore
  expect([...run(tf, jit, scan, ProgramCache, nativeTensorFlow)].join(', ')).toBe(said);
});
