import { describe, expect, it } from 'vitest';
import { articleExperiment } from '../../src-core/experiment/article';
import type { Experiment, Lane } from '../../src-core/experiment/experiment';
import { laneFolders } from '../../src-core/experiment/lane-folders';
import { resolveLanes } from '../../src-core/experiment/lanes';

function withLanes(...lanes: Lane[]): Experiment {
  return { ...articleExperiment(), lanes };
}

function settingsOf(set: Lane['set']) {
  const result = resolveLanes(withLanes({ label: 'A', set }));
  if (result.kind === 'refused') throw new Error(JSON.stringify(result.problems));
  const [lane] = result.lanes;
  if (lane === undefined) throw new Error('no lane');
  return lane.settings;
}

function problemsOf(...lanes: Lane[]) {
  const result = resolveLanes(withLanes(...lanes));
  return result.kind === 'refused' ? result.problems : [];
}

describe('resolveLanes', () => {
  it('gives a lane without overrides the shared settings', () => {
    const { task, model, training } = articleExperiment();
    expect(settingsOf({})).toEqual({ task, model, training });
  });

  it('puts a single value in place and touches nothing else', () => {
    const { model, ...rest } = settingsOf({ 'model.hiddenSize': 5 });
    const article = articleExperiment();
    expect(model).toEqual({ ...article.model, hiddenSize: 5 });
    expect(rest).toEqual({ task: article.task, training: article.training });
  });

  it('replaces a union whole', () => {
    expect(settingsOf({ 'training.optimizer': { kind: 'sgd', momentum: 0.5 } }).training.optimizer).toEqual({
      kind: 'sgd',
      learningRate: 0.001,
      momentum: 0.5,
      nesterov: false,
    });
  });

  it('takes the whole before its parts, in whatever order they stand', () => {
    const set = { 'training.clip.limit': 3, 'training.clip': { kind: 'norm', limit: 1 } };
    expect(settingsOf(set).training.clip).toEqual({ kind: 'norm', limit: 3 });
  });

  it('keeps what two kinds share when only the kind changes', () => {
    const set = { 'training.optimizer.learningRate': 0.1, 'training.optimizer.kind': 'sgd' };
    expect(settingsOf(set).training.optimizer).toMatchObject({ kind: 'sgd', learningRate: 0.1 });
    const clipped: Experiment = {
      ...articleExperiment(),
      training: { ...articleExperiment().training, clip: { kind: 'norm', limit: 2 } },
      lanes: [{ label: 'A', set: { 'training.clip.kind': 'none' } }],
    };
    const result = resolveLanes(clipped);
    expect(result.kind === 'ok' && result.lanes[0]?.settings.training.clip).toEqual({ kind: 'none' });
  });

  it('leaves the experiment as it was', () => {
    const experiment = withLanes({ label: 'A', set: { 'training.clip': { kind: 'norm', limit: 2 } } });
    const before = structuredClone(experiment);
    resolveLanes(experiment);
    expect(experiment).toEqual(before);
  });

  it('names each override that is wrong', () => {
    expect(
      problemsOf(
        { label: 'A', set: {} },
        {
          label: 'B',
          set: {
            'model.hiddenSize': 0,
            'model.celll': 'rnn',
            model: { hiddenSize: 3 },
            'training.clip': { kind: 'norm', limit: -1 },
          },
        },
      ),
    ).toEqual([
      {
        path: 'lanes[1].set["model.celll"]',
        expected: 'a known field: did you mean model.cell?',
        got: '"rnn"',
      },
      {
        path: 'lanes[1].set["model"]',
        expected: 'the path of one field, such as model.cell',
        got: 'an object',
      },
      { path: 'lanes[1].set["model.hiddenSize"]', expected: 'a whole number from 1 to 2147483647', got: '0' },
      {
        path: 'lanes[1].set["training.clip"].limit',
        expected: 'a number above 0, at most 1000000000',
        got: '-1',
      },
    ]);
  });

  it('refuses a field of another kind than the lane has', () => {
    expect(problemsOf({ label: 'A', set: { 'training.clip.limit': 2 } })).toEqual([
      {
        path: 'lanes[0].set["training.clip.limit"]',
        expected: 'no limit with the kind none (it belongs to norm, value)',
        got: '2',
      },
    ]);
  });

  it('says which lane makes a run too large', () => {
    const set = { 'model.hiddenSize': 4096, 'model.layers': 16, 'model.bidirectional': true };
    const [problem] = problemsOf({ label: 'A', set: {} }, { label: 'B', set });
    expect(problem?.path).toBe('lanes[1].set');
    expect(problem?.expected).toMatch(/at most 8 GiB of memory/);
  });
});

describe('laneFolders', () => {
  it.each([
    ['RNN', 'rnn'],
    ['RNN (clip 1.0)', 'rnn-clip-1-0-'],
    ['  a__b  ', '-a-b-'],
    ['循环 网络', '循环-网络'],
    ['Größe', 'größe'],
    ['e\u0301te\u0301', 'été'],
    ['../../etc', '-etc'],
    ['…', '-'],
  ])('%s → %s', (label, folder) => {
    expect(laneFolders([label])).toEqual([folder]);
  });

  it('tells clashing labels apart', () => {
    expect(laneFolders(['A b', 'a-B', 'a.b', 'a b 2', 'a-b-2'])).toEqual([
      'a-b',
      'a-b-2',
      'a-b-3',
      'a-b-2-2',
      'a-b-2-3',
    ]);
  });
});
