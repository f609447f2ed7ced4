// A csv file is read, or refused in one sentence that says where it goes wrong.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { besideExperiment } from '../../../electron/runs/task-files/file-sources';
import { LARGEST_CSV } from '../../../src-core/experiment/csv-path';
import { readTaskFiles, sha256Of } from '../../../electron/runs/task-files/task-files';
import type { Experiment } from '../../../src-core/experiment/experiment';
import { formatProblem } from '../../../src-core/experiment/format-problem';
import { resolveLanes } from '../../../src-core/experiment/lanes';
import { parseExperiment } from '../../../src-core/experiment/parse-experiment';
import { temporaryFolder } from '../../trainer/temporary-folder';

function experiment(task: object = {}, more: object = {}): Experiment {
  const parsed = parseExperiment({
    format: 'unroll-experiment',
    version: 1,
    task: { kind: 'csv', path: 'data.csv', input: 'a', target: 'b', timeStep: 2, ...task },
    ...more,
  });
  if (parsed.kind === 'refused') throw new Error(parsed.problems.map(formatProblem).join('; '));
  return parsed.experiment;
}

/** Ten rows, a counting from 1, b ten times that. */
const ROWS = Array.from({ length: 10 }, (_, row) => `${row + 1},${10 * (row + 1)}`);
const GOOD = ['a,b', ...ROWS].join('\n');

function read(content: string | Uint8Array, stated = experiment()) {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'data.csv'), content);
  return readTaskFiles(stated, besideExperiment(folder));
}

function columns(content: string | Uint8Array, stated = experiment()) {
  const result = read(content, stated);
  if (result.kind === 'refused') throw new Error(result.problems.map(formatProblem).join('; '));
  const data = result.files.dataOf(stated);
  return { input: [...(data?.input ?? [])], target: [...(data?.target ?? [])] };
}

function refusal(content: string | Uint8Array, stated = experiment()): string {
  const result = read(content, stated);
  return result.kind === 'read' ? 'read' : result.problems.map(formatProblem).join('; ');
}

const COUNTED = { input: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], target: [10, 20, 30, 40, 50, 60, 70, 80, 90, 100] };

describe('readTaskFiles', () => {
  it.each([
    ['as most programs write it', GOOD],
    ['with a byte order mark and Windows line ends', `\uFEFF${GOOD.replaceAll('\n', '\r\n')}\r\n`],
    ['with semicolons', GOOD.replaceAll(',', ';')],
    ['with tabs', GOOD.replaceAll(',', '\t')],
    [
      'with quotes, spaces, signs and exponents',
      GOOD.replace('a,b', '"a","b"').replace('1,10\n', '" +1e0 ", 10.0\n'),
    ],
    ['with empty lines between', GOOD.replaceAll('\n', '\n\n')],
  ])('reads a file %s', (_, content) => {
    expect(columns(content)).toEqual(COUNTED);
  });

  it('takes any name as a column, and knows it whatever is in it', () => {
    const input = '=HYPERLINK("x") <script>';
    const content = GOOD.replace('a,b', '"=HYPERLINK(""x"") <script>",b');
    expect(columns(content, experiment({ input }))).toEqual(COUNTED);
  });

  it.each<[string, string | Uint8Array, string, object?]>([
    [
      'an empty file',
      '',
      'task.path: expected a first line that names the columns, and rows below it in data.csv, got an empty file',
    ],
    [
      'a first line alone',
      'a,b\n',
      'expected at least 2 rows to train on (timeStep 2) in data.csv, got 0 of 0',
    ],
    [
      'a column that is not there',
      GOOD.replace('a,b', 'c,b'),
      'task.input: expected one of the columns "c", "b" in data.csv, got "a"',
    ],
    [
      'a name that is misspelt',
      GOOD.replace('a,b', 'temperature,b'),
      'one of the columns "temperature", "b" (did you mean "temperature"?) in data.csv, got "temprature"',
      { input: 'temprature' },
    ],
    ['no names', ROWS.join('\n'), 'one of the columns "1", "10" (the first line has to name the columns)'],
    [
      'a name that is there twice',
      GOOD.replace('a,b', 'a,a'),
      'expected a column whose name is in the first line once in data.csv, got "a", which is there again',
    ],
    [
      'a word among numbers',
      GOOD.replace('4,40', 'four,40'),
      'task.input: expected a finite number at line 5, column "a" in data.csv, got "four"',
    ],
    [
      'NaN',
      GOOD.replace('4,40', '4,NaN'),
      'task.target: expected a finite number at line 5, column "b" in data.csv, got "NaN"',
    ],
    ['an empty entry', GOOD.replace('4,40', '4,'), 'column "b" in data.csv, got an empty entry'],
    ['a number beyond float32', GOOD.replace('4,40', '4,1e39'), 'line 5, column "b" in data.csv, got "1e39"'],
    [
      'a decimal comma',
      GOOD.replaceAll(',', ';').replace('4;40', '4,5;40'),
      'a finite number with a decimal point at line 5, column "a" in data.csv, got "4,5"',
    ],
    [
      'too few columns in a line',
      GOOD.replace('4,40', '4'),
      'expected 2 columns as in the first line in data.csv, got 1 column at line 5',
    ],
    [
      'a quote that is never closed',
      GOOD.replace('4,40', '"4,40'),
      'expected every " of a cell to be closed in data.csv, got one that is not, at line 5',
    ],
    ['a line below a cell of two lines', `a,b\n"1\n",10\nx,20\n`, 'line 4, column "a" in data.csv, got "x"'],
    ['bytes that are no text', Uint8Array.of(0xff, 0xfe, 0x61, 0), 'expected a text in UTF-8 in data.csv'],
    [
      'too few rows',
      ['a,b', ...ROWS.slice(0, 4)].join('\n'),
      'got 2 of 4 (testFraction 0.2 takes 1, horizon 1)',
      { timeStep: 3 },
    ],
    [
      'too few rows to test on',
      GOOD,
      'expected at least 3 rows to test on (timeStep) in data.csv, got 2 of 10',
      { timeStep: 3 },
    ],
    [
      'a file that is too large',
      new Uint8Array(LARGEST_CSV + 1).fill(0x31),
      'of at most 16 MiB, got 16777217 bytes',
    ],
  ])('refuses %s in one sentence', (_, content, sentence, task = {}) => {
    const stated = experiment(task);
    expect(refusal(content, stated)).toContain(sentence);
  });

  it('refuses what is no file, and what leads out of the folder', () => {
    const folder = temporaryFolder();
    const other = temporaryFolder();
    const ofFolder = (name: string) => {
      const result = readTaskFiles(experiment({ path: name }), besideExperiment(folder));
      return result.kind === 'read' ? 'read' : result.problems.map(formatProblem).join('; ');
    };
    mkdirSync(path.join(folder, 'folder.csv'));
    writeFileSync(path.join(other, 'data.csv'), GOOD);
    symlinkSync(path.join(other, 'data.csv'), path.join(folder, 'link.csv'));
    expect(ofFolder('none.csv')).toContain('got no such file');
    expect(ofFolder('folder.csv')).toContain('got a folder');
    expect(ofFolder('link.csv')).toContain('got a link to another folder');
  });

  it('says of an experiment that is not saved what to do', () => {
    const result = readTaskFiles(experiment(), besideExperiment(null));
    const [problem] = result.kind === 'refused' ? result.problems : [];
    expect(problem?.path).toBe('task.path');
    expect(problem?.expected).toContain('save it into the folder of the csv file');
  });

  it('finds the sample wherever it is, and knows it by its sum', () => {
    const stated = experiment({ path: 'sample:sunspots.csv', input: 'YEAR', target: 'SUNACTIVITY' });
    const result = readTaskFiles(stated, besideExperiment(null));
    if (result.kind === 'refused') throw new Error('The sample is refused.');
    const data = result.files.dataOf(stated);
    expect(data?.input.length).toBe(309);
    expect([data?.input[0], data?.target[0], data?.input[308], data?.target[308]]).toEqual([
      1700, 5, 2008, 2.9,
    ]);
    const [file] = result.files.list;
    expect(file?.name).toBe('sunspots.csv');
    expect(file?.sha256).toBe(sha256Of(file?.bytes ?? new Uint8Array()));
  });

  it('puts a problem where the lane or the sweep states what it is about', () => {
    const lanes = [
      { label: 'A', set: {} },
      { label: 'B', set: { 'task.input': 'c' } },
    ];
    expect(refusal(GOOD, experiment({}, { lanes }))).toContain(
      'lanes[1].set["task.input"]: expected one of the columns',
    );
    expect(refusal(GOOD, experiment({}, { sweep: { 'task.path': ['data.csv', 'other.csv'] } }))).toContain(
      'sweep["task.path"]: expected a csv file',
    );
  });

  it('gives copies of files of one name names of their own', () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'sunspots.csv'), GOOD);
    const lanes = [
      { label: 'A', set: {} },
      { label: 'B', set: { task: { kind: 'csv', timeStep: 2 } } },
    ];
    const stated = experiment({ path: 'sunspots.csv' }, { lanes });
    const result = readTaskFiles(stated, besideExperiment(folder));
    if (result.kind === 'refused') throw new Error(result.problems.map(formatProblem).join('; '));
    expect(result.files.list.map(({ path: name, name: copy }) => [name, copy])).toEqual([
      ['sunspots.csv', 'sunspots.csv'],
      ['sample:sunspots.csv', 'sunspots-2.csv'],
    ]);
    const resolved = resolveLanes(stated);
    const lengths =
      resolved.kind === 'ok'
        ? resolved.lanes.map(({ settings }) => result.files.dataOf(settings)?.input.length)
        : [];
    expect(lengths).toEqual([10, 309]);
  });
});
