import path from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, sourceFiles, wrongArrow, wrongArrows } from '../../build/checks/import-graph.mjs';

const root = path.resolve(import.meta.dirname, '../..');

test('no file imports what its layer may not', () => {
  expect(sourceFiles(root).length).toBeGreaterThan(5);
  expect(wrongArrows(root)).toEqual([]);
});

test('a wrong arrow is named', () => {
  const wrong: readonly (readonly [string, string])[] = [
    ['renderer/views/lab.vue', '../../src-core/training/session'],
    ['renderer/views/lab.vue', '../../electron/main/window'],
    ['electron/main/main.ts', '../trainer/host'],
    ['src-core/task/sine-cosine.ts', '@tensorflow/tfjs-core'],
    ['src-core/compile/jit.ts', '../network/rnn'],
    ['src-core/network/rnn.ts', 'node:fs'],
    ['src-core/network/rnn.ts', '@tensorflow/tfjs-node'],
    ['electron/main/main.ts', '@tensorflow/tfjs-node'],
    ['electron/cli/cli.ts', '../trainer/recorder/trace'],
    ['src-core/contract/ipc.ts', '../../renderer/main'],
    ['src-core/contract/ipc.ts', '../../package.json'],
  ];
  for (const [file, specifier] of wrong) {
    expect(wrongArrow(file, specifier), `${file} → ${specifier}`).toContain('may not');
  }
});

test('a right arrow passes', () => {
  expect(wrongArrow('electron/trainer/worker.ts', '@tensorflow/tfjs-node')).toBeNull();
  expect(wrongArrow('src-core/network/rnn.ts', '../compile/scan')).toBeNull();
  expect(wrongArrow('electron/cli/cli.ts', '../../package.json')).toBeNull();
  expect(wrongArrow('renderer/main.ts', './styles/tokens.css')).toBeNull();
});

test('every form of import is seen', () => {
  const text = `import a from 'a';\nimport type { B } from './b';\nexport { c } from '../c';\nconst d = await import('d');`;
  expect(importsOf(text, 'x.ts').sort()).toEqual(['../c', './b', 'a', 'd']);
  expect(importsOf(`<script setup lang="ts">import { e } from 'e';</script><template/>`, 'x.vue')).toEqual([
    'e',
  ]);
});
