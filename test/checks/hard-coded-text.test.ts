// Whatever a person reads in the window is in the two catalogues.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hardCodedText } from '../../build/checks/hard-coded-text.mjs';
import { saidIn } from '../../src-core/language/said-text';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** Sentences that nobody reads in the window, each with its reason. */
const ALLOWED: readonly (readonly [file: string, text: RegExp])[] = [
  // There is no window, hence no language.
  ['renderer/main.ts', /^This page is the window of Unroll/],
  // A name.
  ['renderer/lab/AppRail.vue', /^aria-label="Unroll"$/],
  // Answers to requests that the page does not make.
  ['electron/main/app-protocol.ts', /^(Only GET and HEAD|There is no such file)/],
  // Names of processes.
  ['electron/main/fork-utility-host.ts', /^Unroll trainer/],
  ['electron/main/run-exporter.ts', /^Unroll exporter$/],
  // A report goes to those who mend it.
  ['electron/main/problem-report.ts', /^\*\*What happened/],
];

/** Style sheets in words: sizes, gradients, queries of media. */
const STYLE = /^\(prefers-|gradient\(|^\d+px |repeat\(/;

function filesIn(folder: string): readonly string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true })
    .map((file) => path.posix.join(folder, String(file).split(path.sep).join('/')))
    .filter((file) => /\.(ts|vue)$/.test(file));
}

/** What main says in English and the window tells in its language, see said-text.ts. */
const isSaid = (text: string): boolean => {
  const whole = text.replaceAll('…', 'something');
  // Some sentences get their subject where they are used.
  return [whole, `something ${whole}`].some((one) => saidIn(one, 'zh-CN') !== one);
};

describe('a text', () => {
  it.each([...filesIn('renderer'), ...filesIn('electron/main'), ...filesIn('electron/preload')])(
    'is hard-coded nowhere in %s',
    (file) => {
      const found = hardCodedText(readFileSync(path.join(ROOT, file), 'utf8'), file);
      const allowed = (text: string): boolean =>
        STYLE.test(text) ||
        isSaid(text) ||
        ALLOWED.some(([where, what]) => where === file && what.test(text));
      expect(found.filter((text) => !allowed(text))).toEqual([]);
    },
  );

  it('is found in templates, in their attributes, and in code', () => {
    const vue = `<script setup lang="ts">
const title = 'Nothing recorded yet';
throw new Error('Expected a trace, got none.');
</script>
<template>
  <p v-if="yes">Press Run</p>
  <template v-else><b :title="t('a.b')">{{ t('c.d') }}</b><i aria-label="Close it" class="some class" /></template>
</template>`;
    expect(hardCodedText(vue, 'A.vue')).toEqual([
      'Press Run',
      'aria-label="Close it"',
      'Nothing recorded yet',
    ]);
    const code =
      "dialog.showMessageBox({ message: `The file ${name} is gone` });\nlog.write('Started with care');";
    expect(hardCodedText(code, 'a.ts')).toEqual(['The file … is gone']);
  });
});
