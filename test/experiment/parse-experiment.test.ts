import { describe, expect, it } from 'vitest';
import { articleExperiment } from '../../src-core/experiment/article';
import { resolveLanes } from '../../src-core/experiment/lanes';
import { parseExperiment } from '../../src-core/experiment/parse-experiment';
import type { Problem } from '../../src-core/experiment/problem';
import { SUPPORTED } from '../../src-core/experiment/supported';

const HEADER = { format: 'unroll-experiment', version: 1 };

function problemsOf(value: unknown, supported = SUPPORTED): readonly Problem[] {
  const result = parseExperiment(value, supported);
  return result.kind === 'refused' ? result.problems : [];
}

describe('a good file', () => {
  it('with nothing but its header is the article’s experiment, but for the name', () => {
    expect(parseExperiment(HEADER)).toEqual({
      kind: 'ok',
      experiment: { ...articleExperiment(), name: 'Untitled experiment' },
    });
  });

  it('keeps every value that is given', () => {
    const file = {
      ...HEADER,
      name: 'mine',
      task: {
        kind: 'sine-cosine',
        timeStep: 3,
        amplitude: 2,
        frequency: 0.5,
        phase: -1,
        noise: 0.1,
        target: 'next',
      },
      model: {
        cell: 'rnn',
        nonlinearity: 'relu',
        hiddenSize: 7,
        layers: 3,
        bidirectional: true,
        normalization: 'none',
        dropout: 0,
        init: { kind: 'torch', recurrentGain: 1, forgetBias: 0 },
      },
      training: {
        steps: 12,
        batchSize: 4,
        carryState: false,
        loss: { kind: 'mse', on: 'every' },
        optimizer: { kind: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true },
        schedule: { kind: 'constant' },
        clip: { kind: 'value', limit: 0.25 },
        stopWhen: { notFinite: false, lossBelow: 0.01, steps: 5, seconds: 2 },
      },
      seeds: [4, 0, 4294967295],
      lanes: [
        { label: 'A', set: {} },
        { label: 'B', set: { 'training.clip': { kind: 'none' } } },
      ],
    };
    expect(parseExperiment(file)).toEqual({ kind: 'ok', experiment: file });
  });

  it('may leave out what its kind leaves open', () => {
    const result = parseExperiment({
      ...HEADER,
      training: { clip: { kind: 'norm' }, optimizer: { kind: 'sgd' } },
    });
    expect(result).toMatchObject({
      kind: 'ok',
      experiment: {
        training: {
          clip: { kind: 'norm', limit: 1 },
          optimizer: { kind: 'sgd', learningRate: 0.001, momentum: 0, nesterov: false },
        },
      },
    });
  });
});

describe('a bad file', () => {
  it('is refused with all its problems at once', () => {
    const file = {
      ...HEADER,
      nmae: 'x',
      task: { timestep: 5 },
      model: { hiddenSize: 1e10, layers: 1.5, nonlinearity: 'sigmoid' },
      training: { steps: '100', clip: { kind: 'none', limit: 1 }, learningRate: 0.1 },
      seeds: [1, -1, 1],
      lanes: [{ label: 'A' }, { label: 'A', set: { 'model.hiddensize': 3 } }],
    };
    expect(problemsOf(file)).toEqual([
      { path: 'nmae', expected: 'a known field: did you mean name?', got: '"x"' },
      { path: 'task.timestep', expected: 'a known field: did you mean task.timeStep?', got: '5' },
      {
        path: 'model.nonlinearity',
        expected: 'tanh or relu',
        got: '"sigmoid"',
      },
      { path: 'model.hiddenSize', expected: 'a whole number from 1 to 2147483647', got: '10000000000' },
      { path: 'model.layers', expected: 'a whole number from 1 to 2147483647', got: '1.5' },
      {
        path: 'training.learningRate',
        expected: 'a known field: did you mean training.optimizer.learningRate?',
        got: '0.1',
      },
      { path: 'training.steps', expected: 'a whole number from 1 to 2147483647', got: '"100"' },
      {
        path: 'training.clip.limit',
        expected: 'no limit with the kind none (it belongs to norm, value)',
        got: '1',
      },
      {
        path: 'seeds[1]',
        expected: 'a whole number from 0 to 4294967295',
        got: '-1',
        rule: { kind: 'seed', largest: 4_294_967_295 },
      },
      {
        path: 'seeds[2]',
        expected: 'a seed that is not in the list yet',
        got: '1',
        rule: { kind: 'seed-again' },
      },
      {
        path: 'lanes[1].label',
        expected: 'a label that no other lane has',
        got: '"A"',
        rule: { kind: 'label-again' },
      },
      {
        path: 'lanes[1].set["model.hiddensize"]',
        expected: 'a known field: did you mean model.hiddenSize?',
        got: '3',
      },
    ]);
  });

  it.each([
    [null, 'null'],
    [[], 'an empty list'],
    ['{}', '"{}"'],
    [new Map(), 'an object'],
    [undefined, 'nothing'],
  ])('is refused when it is no object: %o', (value, got) => {
    expect(problemsOf(value)).toEqual([{ path: '', expected: 'an object', got }]);
  });

  it('of a later version is refused by its version alone', () => {
    expect(
      problemsOf({ format: 'unroll-experiment', version: 2, model: { cell: 'xlstm' }, extra: 1 }),
    ).toEqual([
      { path: 'version', expected: '1 (a later Unroll wrote this file: update to open it)', got: '2' },
    ]);
  });

  it.each([[undefined], ['1'], [0], [1.5], [NaN], [null]])('is refused with the version %o', (version) => {
    expect(problemsOf({ format: 'unroll-experiment', version })).toMatchObject([
      { path: 'version', expected: '1' },
    ]);
  });

  it('that is another format says so', () => {
    expect(problemsOf({ format: 'onnx', version: 1 })).toEqual([
      { path: 'format', expected: '"unroll-experiment"', got: '"onnx"' },
    ]);
  });

  it.each(['__proto__', 'constructor', 'toString'])('gets no hold of prototypes through %s', (name) => {
    const file: unknown = JSON.parse(
      `{"format":"unroll-experiment","version":1,"model":{"${name}":{"cell":"lstm"}},"lanes":[{"label":"A","set":{"${name}":1}}],"${name}":{}}`,
    );
    expect(problemsOf(file).map((problem) => problem.path)).toEqual([
      name,
      `model.${name}`,
      `lanes[0].set["${name}"]`,
    ]);
    expect(({} as { cell?: string }).cell).toBeUndefined();
  });

  it.each([
    ['model', 'hiddenSize', NaN],
    ['model', 'hiddenSize', '32'],
    ['model', 'hiddenSize', null],
    ['model', 'hiddenSize', [32]],
    ['model', 'hiddenSize', { matchParameters: 3 }],
    ['model', 'hiddenSize', { matchParameters: 'RNN', factor: 2 }],
    ['model', 'hiddenSize', {}],
    ['model', 'layers', { matchParameters: 'RNN' }],
    ['model', 'bidirectional', 1],
    ['model', 'dropout', 1],
    ['model', 'init', 'torch'],
    ['training', 'carryState', 'yes'],
    ['training', 'steps', 0],
    ['training', 'steps', Infinity],
    ['training', 'optimizer', null],
    ['task', 'frequency', 0],
    ['task', 'noise', -1e-9],
  ])('is refused for the wrong value of %s.%s: %o', (section, name, wrong) => {
    const problems = problemsOf({ ...HEADER, [section]: { [name]: wrong } });
    expect(problems.map((problem) => problem.path)).toEqual([`${section}.${name}`]);
  });

  it('is refused for fields that do not go together', () => {
    expect(
      problemsOf({ ...HEADER, training: { optimizer: { kind: 'sgd', nesterov: true } } }).map(
        (one) => one.path,
      ),
    ).toEqual(['training.optimizer.nesterov']);
    expect(problemsOf({ ...HEADER, model: { dropout: 0.5 } }, {}).map((one) => one.path)).toEqual([
      'model.dropout',
    ]);
    expect(problemsOf({ ...HEADER, model: { dropout: 0.5, layers: 2 } }, {})).toEqual([]);
  });

  it('is refused for training that does not go with its task, and told what does', () => {
    expect(problemsOf({ ...HEADER, task: { kind: 'adding', timeStep: 1 } })).toEqual([
      { path: 'task.timeStep', expected: 'at least 2 with the task adding', got: '1' },
      {
        path: 'training.loss.on',
        expected: 'last (it is answered at the last point) with the task adding',
        got: '"every"',
      },
      {
        path: 'training.carryState',
        expected: 'false (its sequences do not follow on each other) with the task adding',
        got: 'true',
      },
    ]);
    const training = { carryState: false, loss: { on: 'last' } };
    expect(problemsOf({ ...HEADER, task: { kind: 'adding', timeStep: 50 }, training })).toEqual([]);
  });

  it('is refused for a field of another task', () => {
    expect(problemsOf({ ...HEADER, task: { kind: 'adding', noise: 0.1 } })).toEqual([
      {
        path: 'task.noise',
        expected: 'no noise with the kind adding (it belongs to sine-cosine)',
        got: '0.1',
      },
    ]);
  });
});

describe('a csv', () => {
  const csv = (task: object) => problemsOf({ ...HEADER, task: { kind: 'csv', ...task } });

  it('is read beside the experiment file: its path is a plain name on every system', () => {
    for (const path of ['data.csv', 'Données 2020.CSV', 'a.b.csv', 'sample:sunspots.csv'])
      expect(csv({ path })).toEqual([]);
    const others = [
      '../data.csv',
      '/etc/data.csv',
      'a/b.csv',
      'a\\b.csv',
      'C:data.csv',
      'data.txt',
      '.csv',
      '.hidden.csv',
      '',
    ];
    const more = [
      'con.csv',
      'a\u0000.csv',
      'a\n.csv',
      'sample:other.csv',
      'file:a.csv',
      `${'a'.repeat(200)}.csv`,
      ' a.csv',
    ];
    for (const path of [...others, ...more]) {
      const [problem] = csv({ path });
      expect(problem?.path, path).toBe('task.path');
      expect(problem?.expected).toContain('the plain name of a csv file beside the experiment file');
    }
  });

  it('takes any name of a column on one line, and the target of a wave is none', () => {
    expect(csv({ input: '=1+1', target: '<b>"</b>' })).toEqual([]);
    for (const name of ['', ' ', 'a\nb', 7, null])
      expect(csv({ target: name })).toMatchObject([{ path: 'task.target' }]);
    expect(problemsOf({ ...HEADER, task: { target: 'SUNACTIVITY' } })).toMatchObject([
      { expected: 'cos or next' },
    ]);
  });

  it('of one lane does not take over the target of the others', () => {
    const parsed = parseExperiment({ ...HEADER, lanes: [{ label: 'A', set: { 'task.kind': 'csv' } }] });
    const lanes = parsed.kind === 'ok' ? resolveLanes(parsed.experiment) : parsed;
    expect(lanes).toMatchObject({ lanes: [{ settings: { task: { kind: 'csv', target: 'SUNACTIVITY' } } }] });
  });
});

describe('what arrives in a later version', () => {
  it('is refused by name, as far as the table of support says', () => {
    expect(problemsOf({ ...HEADER, model: { cell: 'lstm' } }, { 'model.cell': ['rnn'] })).toEqual([
      { path: 'model.cell', expected: 'rnn (the cell lstm arrives in a later version)', got: '"lstm"' },
    ]);
    expect(problemsOf({ ...HEADER, model: { cell: 'gru' } }, { 'model.cell': ['rnn', 'lstm'] })).toEqual([
      { path: 'model.cell', expected: 'rnn or lstm (the cell gru arrives in a later version)', got: '"gru"' },
    ]);
    expect(problemsOf({ ...HEADER, model: { cell: 'gru' } }, {})).toEqual([]);
  });

  it('is taken as soon as its line in the table says so, numbers too', () => {
    const file = { ...HEADER, model: { dropout: 0.5, layers: 2 } };
    expect(problemsOf(file, { 'model.dropout': [0] })).toEqual([
      { path: 'model.dropout', expected: '0 (the dropout 0.5 arrives in a later version)', got: '0.5' },
    ]);
    expect(problemsOf(file, {})).toEqual([]);
  });

  it('is told in the override of a lane as well', () => {
    const file = { ...HEADER, lanes: [{ label: 'L', set: { 'model.cell': 'lstm' } }] };
    expect(problemsOf(file, { 'model.cell': ['rnn'] })).toEqual([
      {
        path: 'lanes[0].set["model.cell"]',
        expected: 'rnn (the cell lstm arrives in a later version)',
        got: '"lstm"',
      },
    ]);
  });
});
