// What the parts that read files and compare numbers refuse with is told in Chinese: each is made to say it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseListing } from '../../electron/runs/bundle-files';
import { openBundle } from '../../electron/runs/open-bundle';
import { readRecorded } from '../../electron/runs/recorded-experiment';
import { environmentDifferences } from '../../electron/runs/repeat';
import { readCsv, type CsvFlaw } from '../../electron/runs/task-files/csv-table';
import { besideExperiment } from '../../electron/runs/task-files/file-sources';
import { readWeightsFile } from '../../electron/runs/weights-file';
import type { CsvTask } from '../../src-core/experiment/experiment';
import { compareExactly } from '../../src-core/export/compare-numbers';
import type { RunNumbers } from '../../src-core/export/digest-input';
import { parseManifest } from '../../src-core/export/parse-manifest';
import { saidIn } from '../../src-core/language/said-text';
import { csvShortage } from '../../src-core/task/csv-series';
import { recordedSample } from '../export/recorded-sample';

const folder = mkdtempSync(path.join(os.tmpdir(), 'unroll-refusals-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Names, formats, fields and what stands in quotes, parentheses or a path: the same in every language. */
const THE_SAME =
  /"[^"]*"|\/[^\s。]+|\.safetensors|\.npz|[\w-]+\.[\w.]+|字段 \w+|\b(MiB|tensorflow|CPU|CSV|UTF|JSON|zip|Unroll|TensorFlow|avx\d*|xla|graph|cpu|timeStep|batchSize|testFraction|horizon)\b/g;

function expectChinese(text: string): void {
  const told = saidIn(text, 'zh-CN');
  expect(told, text).toMatch(/\p{Script=Han}/u);
  // What a library or the system says stands in the parentheses, or behind the last colon, as it is.
  const own = told.replace(/（[^）]*）|：[^：]*。$/gu, '').replace(THE_SAME, '');
  expect(own.match(/[a-z]{3,}/gi) ?? [], `${text} → ${told}`).toEqual([]);
}

function flawOf(text: string | Uint8Array, column = 'a'): CsvFlaw {
  const table = readCsv(typeof text === 'string' ? new TextEncoder().encode(text) : text);
  const flaw = table.kind === 'flawed' ? table : table.column(column);
  if (flaw instanceof Float64Array) throw new Error(`Expected a flaw in ${JSON.stringify(text)}.`);
  return flaw;
}

describe('a csv', () => {
  const many = Array.from({ length: 12 }, (_, k) => `column ${k}`).join(',');
  it.each<[string, string | Uint8Array, string?]>([
    ['in another encoding', Uint8Array.of(0xff, 0xfe, 0x41)],
    ['that is empty', ''],
    ['with an open quote', 'a,b\n1,"2\n'],
    ['with a longer row', 'a,b\n1,2,3\n'],
    ['with a shorter row', 'a,b\n1\n'],
    ['of one column with a longer row', 'a\n1,2\n'],
    ['without the column', 'time,value\n1,2\n', 'vlaue'],
    ['without the column, and no name like it', 'x,y\n1,2\n', 'zzz'],
    ['without the column, among many', `${many}\n${many.replaceAll('column ', '')}\n`, 'zzz'],
    ['that names no columns', '1,2\n3,4\n'],
    ['that names a column twice', 'a,a\n1,2\n'],
    ['with a gap', 'a,b\n,2\n'],
    ['with a decimal comma', 'a;b\n1,5;2\n'],
    ['with a word', 'a,b\nx,2\n'],
  ])('%s', (_, text, column) => {
    const { expected, got } = flawOf(text, column);
    expectChinese(`${expected} in data.csv`);
    if (/[a-z]{3}/.test(got) && !/^"[^"]*"$/.test(got)) expectChinese(got);
  });

  const task: CsvTask = {
    kind: 'csv',
    path: 'data.csv',
    input: 'a',
    target: 'b',
    timeStep: 30,
    horizon: 1,
    scale: 'none',
    testFraction: 0.1,
  };
  it.each([20, 100])('of %d rows, which are too few', (rows) => {
    const training = { batchSize: 2, carryState: true, loss: { kind: 'mse', on: 'every' } } as const;
    const shortage = csvShortage({ task, training }, rows);
    if (shortage === null) throw new Error('Expected too few rows.');
    expectChinese(shortage.expected);
    expectChinese(shortage.got);
  });

  it('that is not there, no file, or beside nothing', () => {
    for (const source of [besideExperiment(folder), besideExperiment(null)]) {
      const flaw = source('nowhere.csv');
      if (flaw instanceof Uint8Array) throw new Error('Expected a flaw.');
      expectChinese(flaw.expected);
      expectChinese(flaw.got);
    }
  });
});

describe('a record', () => {
  it.each([
    '{',
    '3',
    '{}',
    '{"format":"unroll-run-folder","version":9}',
    '{"format":"unroll-run-folder","version":1}',
  ])('with the manifest %s', (text) => {
    const read = parseManifest(text);
    if (read.kind === 'ok') throw new Error('Expected a refusal.');
    expectChinese(`${folder} cannot be read. ${read.why}`);
  });

  it('that is none', () => {
    const recorded = readRecorded(path.join(folder, 'nowhere'));
    if (recorded.kind === 'recorded') throw new Error('Expected a refusal.');
    expectChinese(recorded.problems.join(' '));
  });

  it.each(['{', '{}', '{"format":"unroll-bundle","version":2}', '{"format":"unroll-bundle","version":1}'])(
    'in a bundle with the listing %s',
    (text) => {
      const listing = parseListing(text);
      if (typeof listing !== 'string') throw new Error('Expected a refusal.');
      expectChinese(`${folder}/a.zip is no bundle of Unroll. ${listing}`);
    },
  );

  it('in a bundle that is no zip', async () => {
    const file = path.join(folder, 'torn.zip');
    writeFileSync(file, 'no zip');
    const opened = await openBundle(file, folder);
    if (opened.kind !== 'refused') throw new Error('Expected a refusal.');
    expectChinese(opened.why);
  });

  it('of weights that are none', async () => {
    const file = path.join(folder, 'torn.npz');
    for (const [at, bytes] of [
      [file, 'PK no zip'],
      [folder, null],
      [path.join(folder, 'nowhere.npz'), null],
    ] as const) {
      if (bytes !== null) writeFileSync(at, bytes);
      const read = await readWeightsFile(at);
      if (read.kind !== 'refused') throw new Error('Expected a refusal.');
      expectChinese(read.why);
    }
  });
});

describe('a verification', () => {
  const recorded: RunNumbers = {
    loss: Float32Array.of(3, 2),
    gradNorm: Float32Array.of(1, 1),
    gradNormClipped: Float32Array.of(1, 1),
    lastPrediction: Float32Array.of(0, 1),
    weights: [{ name: 'rnn.bias', shape: [1], values: Float32Array.of(4) }],
  };
  it.each<[string, Partial<RunNumbers>]>([
    ['steps', { loss: Float32Array.of(3) }],
    ['loss', { loss: Float32Array.of(3, 9) }],
    ['gradient norm', { gradNorm: Float32Array.of(1, 9) }],
    ['clipped gradient norm', { gradNormClipped: Float32Array.of(9, 1) }],
    ['prediction', { lastPrediction: Float32Array.of(0, 9) }],
    ['length of the prediction', { lastPrediction: Float32Array.of(0) }],
    ['weights', { weights: [{ name: 'rnn.bias', shape: [1], values: Float32Array.of(9) }] }],
    ['lost weights', { weights: null }],
  ])('that finds other %s', (_, other) => {
    const comparison = compareExactly(recorded, { ...recorded, ...other });
    if (comparison.kind !== 'differs') throw new Error('Expected a difference.');
    expectChinese(comparison.what);
  });

  it('on another machine', () => {
    const { manifest } = recordedSample([{ lane: 0, seed: 1, loss: [1] }]);
    const now = {
      ...manifest,
      engine: 'graph',
      versions: { ...manifest.versions, unroll: '99.0.0', tensorflow: null },
      cpu: { ...manifest.cpu, features: ['avx9'] },
    } as const;
    const differences = environmentDifferences(manifest, now);
    expect(differences.length).toBeGreaterThanOrEqual(3);
    for (const difference of differences) expectChinese(difference);
  });
});
