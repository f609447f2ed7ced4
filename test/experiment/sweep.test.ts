import { describe, expect, it } from 'vitest';
import { resolveLanes } from '../../src-core/experiment/lanes';
import { experimentText, parseExperimentText } from '../../src-core/experiment/experiment-text';
import { parseExperiment } from '../../src-core/experiment/parse-experiment';

const HEADER = { format: 'unroll-experiment', version: 1 };
const RATES = { 'training.optimizer.learningRate': [0.1, 0.01] };
const CLIPS = {
  'training.clip': [{ kind: 'none' }, { kind: 'norm', limit: 1 }, { kind: 'norm', limit: 0.5 }],
};

function lanesOf(file: object) {
  const parsed = parseExperiment({ ...HEADER, ...file });
  if (parsed.kind === 'refused') throw new Error(JSON.stringify(parsed.problems));
  const lanes = resolveLanes(parsed.experiment);
  if (lanes.kind === 'refused') throw new Error(JSON.stringify(lanes.problems));
  return lanes.lanes;
}

function problemsOf(file: object) {
  const parsed = parseExperiment({ ...HEADER, ...file });
  return parsed.kind === 'refused' ? parsed.problems : [];
}

describe('a sweep', () => {
  it('makes a lane for every point of the grid, the second path changing fastest', () => {
    const lanes = lanesOf({ sweep: { ...RATES, ...CLIPS } });
    expect(lanes.map(({ label }) => label)).toEqual([
      'RNN, optimizer.learningRate 0.1, clip none',
      'RNN, optimizer.learningRate 0.1, clip norm limit 1',
      'RNN, optimizer.learningRate 0.1, clip norm limit 0.5',
      'RNN, optimizer.learningRate 0.01, clip none',
      'RNN, optimizer.learningRate 0.01, clip norm limit 1',
      'RNN, optimizer.learningRate 0.01, clip norm limit 0.5',
    ]);
    expect(lanes.map(({ point }) => point)).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 0],
      [1, 1],
      [1, 2],
    ]);
    expect(lanes[5]?.settings.training).toMatchObject({
      optimizer: { learningRate: 0.01 },
      clip: { kind: 'norm', limit: 0.5 },
    });
    expect(lanes[5]?.folder).toBe('rnn-optimizer-learningrate-0-01-clip-norm-limit-0-5');
  });

  it('is taken by every stated lane, lane by lane', () => {
    const lanes = lanesOf({
      lanes: [{ label: 'RNN' }, { label: 'LSTM', set: { 'model.cell': 'lstm' } }],
      sweep: RATES,
    });
    expect(lanes.map(({ stated, point, settings }) => [stated, point, settings.model.cell])).toEqual([
      ['RNN', [0], 'rnn'],
      ['RNN', [1], 'rnn'],
      ['LSTM', [0], 'lstm'],
      ['LSTM', [1], 'lstm'],
    ]);
  });

  it('puts its values into what the lane sets as a whole', () => {
    const set = { 'training.optimizer': { kind: 'sgd', momentum: 0.5 } };
    const [lane] = lanesOf({ lanes: [{ label: 'A', set }], sweep: RATES });
    expect(lane?.settings.training.optimizer).toMatchObject({
      kind: 'sgd',
      momentum: 0.5,
      learningRate: 0.1,
    });
  });

  it('does not call a network by a cell that it sweeps', () => {
    expect(lanesOf({ sweep: { 'model.cell': ['rnn', 'gru'] } }).map(({ label }) => label)).toEqual([
      'Network, cell rnn',
      'Network, cell gru',
    ]);
  });

  it('is in the file as it was stated', () => {
    const parsed = parseExperiment({ ...HEADER, sweep: { ...RATES, ...CLIPS } });
    if (parsed.kind === 'refused') throw new Error('refused');
    expect(parsed.experiment.sweep).toEqual({ ...RATES, ...CLIPS });
    expect(parseExperimentText(experimentText(parsed.experiment))).toEqual(parsed);
    expect(Object.keys(parsed.experiment.sweep ?? {})).toEqual(Object.keys({ ...RATES, ...CLIPS }));
  });

  it.each([
    [
      'no object',
      [0.1],
      'sweep',
      'an object of one or two field paths, each with a list of values',
      'a list of 1',
    ],
    ['no paths', {}, 'sweep', 'one or two field paths', 'none'],
    [
      'a path that is none',
      { 'training.optimizer.learningrate': [1] },
      'sweep["training.optimizer.learningrate"]',
      'a known field: did you mean training.optimizer.learningRate?',
      'a list of 1',
    ],
    ['no list', { 'model.layers': 2 }, 'sweep["model.layers"]', 'a list of one value or more', '2'],
    [
      'no values',
      { 'model.layers': [] },
      'sweep["model.layers"]',
      'a list of one value or more',
      'an empty list',
    ],
    [
      'a value twice',
      { 'model.layers': [1, 2, 1] },
      'sweep["model.layers"][2]',
      'a value that is not in the list yet',
      '1',
    ],
    [
      'a wrong value',
      { 'model.layers': [1, 0] },
      'sweep["model.layers"][1]',
      'a whole number from 1 to 2147483647',
      '0',
    ],
    [
      'a wrong part',
      { 'training.clip': [{ kind: 'norm', limit: -1 }] },
      'sweep["training.clip"][0].limit',
      'a number above 0, at most 1000000000',
      '-1',
    ],
    [
      'values that do not go together',
      { 'model.dropout': [0.5] },
      'sweep["model.dropout"][0]',
      '0 with one layer (dropout acts between layers)',
      '0.5',
    ],
    [
      'a whole and its part',
      { 'training.clip': [{ kind: 'norm' }], 'training.clip.limit': [2] },
      'sweep["training.clip.limit"]',
      'a path that is no part of training.clip',
      'training.clip.limit',
    ],
  ])('is refused for %s', (_, sweep, path, expected, got) => {
    const problems = problemsOf({ sweep });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ path, expected, got });
  });

  it('names three paths', () => {
    const sweep = { ...RATES, ...CLIPS, 'model.layers': [1] };
    expect(problemsOf({ sweep })).toMatchObject([
      { path: 'sweep', got: 'training.optimizer.learningRate, training.clip, model.layers' },
    ]);
  });

  it('says a problem once, however many lanes have it', () => {
    const file = { lanes: [{ label: 'A' }, { label: 'B' }], sweep: { 'model.layers': [1, -1], ...RATES } };
    expect(problemsOf(file).map(({ path }) => path)).toEqual(['sweep["model.layers"][1]']);
  });

  it('is refused where a lane sets what it sweeps', () => {
    const set = { 'training.clip.limit': 3, 'training.clip.kind': 'norm' };
    const sweep = { 'training.clip': [{ kind: 'norm' }] };
    expect(problemsOf({ lanes: [{ label: 'A', set }], sweep }).map(({ path }) => path)).toEqual([
      'lanes[0].set["training.clip.limit"]',
      'lanes[0].set["training.clip.kind"]',
    ]);
  });

  it('is refused for more runs than a manifest names, before any is made', () => {
    const values = Array.from({ length: 100_000 }, (_, k) => k + 1);
    const sweep = { 'training.steps': values, 'task.timeStep': values };
    const [problem, ...rest] = problemsOf({ sweep });
    expect(rest).toEqual([]);
    expect(problem?.path).toBe('');
    expect(problem?.got).toBe('10000000000 runs (1 lane × 100000 values × 100000 values × 1 seed)');
  });
});
