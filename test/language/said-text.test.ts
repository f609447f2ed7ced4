// Every problem that an experiment file can have is told in Chinese: found by giving the parser files with each of them.
import { describe, expect, it } from 'vitest';
import { parseExperimentText } from '../../src-core/experiment/experiment-text';
import type { Problem } from '../../src-core/experiment/problem';
import { MODEL_FEATURES } from '../../src-core/export/model-support';
import { problemLine, saidIn } from '../../src-core/language/said-text';
import { said } from '../../src-core/language/en/said';

const HEADER = { format: 'unroll-experiment', version: 1 };
const LANES = [
  { label: 'RNN', set: {} },
  { label: 'LSTM', set: { 'model.cell': 'lstm' } },
];

/** What stands in a file besides format and version; or the text of the whole file. */
const WRONG: readonly (object | string)[] = [
  '',
  '[1',
  '[]',
  'x'.repeat(1_000_001),
  'a\0b',
  { format: 'other' },
  { version: 7 },
  { version: 'x' },
  { name: '' },
  { nmae: 'x', colour: 1 },
  { seeds: 3 },
  { seeds: [] },
  { seeds: [1, 1, -2] },
  { lanes: {} },
  { lanes: [] },
  { lanes: [7] },
  { lanes: [{ label: '', set: 4 }] },
  { lanes: [{ label: 'A', set: { 'model.clel': 1, model: 2, 'training.stopWhen': {}, zzzzz: 1 } }] },
  { lanes: [{ label: 'A', set: { 'model.dropout': 0.5 } }] },
  { lanes: [{ label: 'A' }, { label: 'A', pen: 1 }] },
  { task: 4 },
  { task: { kind: 'adding', noise: 1 } },
  { task: { kind: 'adding', timeStep: 1 }, training: { carryState: true, loss: { on: 'every' } } },
  { task: { kind: 'copy', timeStep: 3 }, training: { loss: { kind: 'mse', on: 'last' } } },
  { training: { loss: { kind: 'cross-entropy' } } },
  { model: { cell: 'lsmt' } },
  { model: { cell: 'zzzz', bidirectional: 'yes', dropout: 2, hiddenSize: 1.5 } },
  { model: { hiddenSize: { matchParameters: 3 } } },
  { model: { hiddenSize: { matchParameters: 'RNN' } } },
  { model: { hiddenSize: 4, wdith: 3, init: 'he', hidden_size: 5 } },
  { lanes: [{ label: 'A', set: { 'model.hiddenSize': { matchParameters: 'A' } } }] },
  {
    lanes: [
      { label: 'A', set: { 'model.hiddenSize': { matchParameters: 'B' } } },
      { label: 'B', set: { 'model.hiddenSize': { matchParameters: 'A' } } },
      { label: 'C', set: { 'model.hiddenSize': { matchParameters: 'quite another' } } },
      { label: 'Dee', set: { 'model.hiddenSize': { matchParameters: 'Def' } } },
    ],
  },
  { model: { dropout: 0.5 }, training: { optimizer: { kind: 'sgd', nesterov: true } } },
  { training: { clip: { kind: 'norm', limit: 0 }, stopWhen: { lossBelow: -1, steps: 0 } } },
  { model: { hiddenSize: 2_000_000 } },
  { training: { steps: 2_000_000_000, batchSize: 100 }, model: { hiddenSize: 500 } },
  { training: { steps: 2_000_000_000 }, seeds: Array.from({ length: 1000 }, (_, k) => k) },
  { seeds: Array.from({ length: 200_000 }, (_, k) => k) },
  { task: { kind: 'csv', path: '../a.csv', input: '' } },
  '{"format": 1, "format": 2}',
  '{"format": 1,}',
  { sweep: 3 },
  { sweep: {} },
  { sweep: { a: [1], b: [1], c: [1] } },
  { sweep: { 'training.clip': [{ kind: 'none' }], 'training.clip.limit': [1] } },
  { sweep: { 'model.hiddenSize': [] } },
  { sweep: { 'model.hiddenSize': [4, 4], 'model.clel': [1] } },
  { sweep: { 'model.cell': ['rnn', 'gru'] }, lanes: LANES },
  { sweep: { 'training.optimizer.learningRate': ['x', null, {}, []] } },
  {
    lanes: [{ label: 'y'.repeat(60) }],
    sweep: {
      'training.optimizer': [
        { kind: 'sgd', learningRate: 0.12345678901, momentum: 0.123456789, nesterov: false },
      ],
    },
  },
];

function problemsOf(file: object | string): readonly Problem[] {
  const text = typeof file === 'string' ? file : JSON.stringify({ ...HEADER, ...file });
  const parsed = parseExperimentText(text);
  return parsed.kind === 'refused' ? parsed.problems : [];
}

/** Paths, values, labels and units, which are the same in every language. */
const SAME_IN_BOTH =
  /"[^"]*"?|[\w-]+(\.[\w-]+)+|\b(JSON|UTF|MiB|GiB|Unroll|matchParameters|matches|null|true|false|dropout|momentum|unroll-experiment)\b/g;

describe('what is wrong with a file', () => {
  it.each(
    WRONG.map(
      (file) =>
        [
          typeof file === 'string' ? JSON.stringify(file.slice(0, 9)) : JSON.stringify(file).slice(0, 90),
          file,
        ] as const,
    ),
  )('is told in Chinese: %s', (_, file) => {
    const problems = problemsOf(file);
    expect(problems.length).toBeGreaterThan(0);
    const words = new Set(
      Object.values(said)
        .join(' ')
        .match(/\b[a-z]{4,}\b/g),
    );
    for (const { expected, got } of problems) {
      for (const text of [expected, got]) {
        const told = saidIn(text, 'zh-CN').replace(SAME_IN_BOTH, '');
        // Names of fields, kinds and values stay; the words of sentences do not.
        const left = (told.match(/\b[a-z]{4,}\b/g) ?? []).filter((word) => words.has(word));
        expect(
          left.filter((word) => !NAMES.has(word)),
          text,
        ).toEqual([]);
        // A text of several words is a sentence, and has to have become Chinese.
        if (/[a-z]+ [a-z]+ [a-z]+/.test(text) && !text.startsWith('"'))
          expect(told, text).toMatch(/\p{Script=Han}/u);
      }
    }
  });

  it('is a line with its place', () => {
    const [problem] = problemsOf({ model: { cell: 'lsmt' } });
    if (problem === undefined) throw new Error('Expected a problem.');
    expect(problemLine(problem, 'en')).toBe(
      'model.cell: expected rnn, lstm or gru: did you mean lstm?, got "lsmt".',
    );
    expect(problemLine(problem, 'zh-CN')).toBe(
      'model.cell：应为rnn、lstm 或 gru；是否想写 lstm？；实际为"lsmt"。',
    );
    const [whole] = problemsOf('[]');
    expect(whole === undefined ? '' : problemLine(whole, 'zh-CN')).toBe('实验：应为一个对象；实际为空列表。');
  });

  it('of a file or folder that cannot be opened or saved is told in Chinese', () => {
    expect(
      saidIn(
        '/a b/c.unroll is no bundle of Unroll. It cannot be read as a zip: end of central directory.',
        'zh-CN',
      ),
    ).toMatch(/^\/a b\/c\.unroll 不是.*zip.*：end of central directory。$/);
    expect(
      saidIn(
        '/a holds no recorded experiment: expected manifest.json and experiment.json, got no such file.',
        'zh-CN',
      ),
    ).toMatch(/^\/a .*\p{Script=Han}.*manifest\.json.*\p{Script=Han}。$/u);
    expect(
      saidIn('Expected a csv file /a/b.csv of at most 16 MiB, got a link to another folder.', 'zh-CN'),
    ).toMatch(/^应为.*\/a\/b\.csv.*；实际为[^a-z]*。$/);
  });

  it('stays as it is where the catalogue has nothing, and in English', () => {
    expect(saidIn('something else entirely', 'zh-CN')).toBe('something else entirely');
    expect(saidIn('an empty list', 'en')).toBe('an empty list');
  });
});

describe('what an export is refused with', () => {
  const refusals = MODEL_FEATURES.flatMap(({ support }) =>
    Object.values(support).flatMap((own) => (own.kind === 'refused' ? own.why : [])),
  );

  it.each([...new Set(refusals)])('is told in Chinese: %s', (why) => {
    expect(saidIn(why, 'zh-CN')).not.toBe(why);
    expect(saidIn(why, 'zh-CN')).toMatch(/\p{Script=Han}.*。$/u);
  });
});

/** Words of sentences that are names of fields or values as well. */
const NAMES = new Set([
  'kind',
  'format',
  'version',
  'label',
  'path',
  'value',
  'values',
  'lane',
  'lanes',
  'seed',
  'seeds',
  'steps',
  'norm',
  'window',
  'batch',
  'hidden',
  'time',
  'size',
  'none',
  'last',
  'every',
  'next',
  'name',
  'task',
  'model',
  'training',
  'sweep',
  'loss',
  'clip',
  'init',
  'layers',
  'layer',
  'cell',
  'normalization',
  // What JSON.parse says stays as it is.
  'after',
  'copy',
  'horizon',
]);
