import { describe, expect, it } from 'vitest';
import {
  applies,
  changedPaths,
  choicesOf,
  formValues,
  SEEDS_PATH,
  type FormValues,
  withTask,
} from '../../../renderer/lab/experiment-form';
import { draftOf, readDraft } from '../../../renderer/lab/draft';
import { problemSentence } from '../../../renderer/lab/problem-sentence';
import { visibleGroups } from '../../../renderer/lab/setting-groups';
import { articleExperiment } from '../../../src-core/experiment/article';
import type { Experiment } from '../../../src-core/experiment/experiment';
import { textsIn } from '../language/texts';
import { parseExperiment } from '../../../src-core/experiment/parse-experiment';

const article = articleExperiment();
/** What the entries state, of an experiment with the article's lanes. */
const readForm = (experiment: Experiment, values: FormValues) =>
  readDraft({ ...draftOf(experiment), values });
const start = formValues(article);
const changed = (more: Partial<FormValues>): FormValues => ({ ...start, ...more });

function problemsOf(more: Partial<FormValues>): string[] {
  const reading = readForm(article, changed(more));
  if (reading.kind === 'ok') throw new Error('the form was accepted');
  return reading.problems.map((problem) => `${problem.path}: ${problemSentence(problem, textsIn())}`);
}

describe('the form', () => {
  it('states the experiment it was filled with', () => {
    expect(readForm(article, start)).toEqual({ kind: 'ok', experiment: article });
  });

  it('keeps a sweep, and a hidden size that follows another lane', () => {
    const stated = parseExperiment({
      ...article,
      model: { hiddenSize: { matchParameters: 'LSTM' } },
      lanes: [{ label: 'RNN' }, { label: 'LSTM', set: { 'model.cell': 'lstm', 'model.hiddenSize': 8 } }],
      sweep: { 'training.optimizer.learningRate': [0.01, 0.001] },
    });
    if (stated.kind === 'refused') throw new Error('The experiment was refused.');
    expect(readForm(stated.experiment, formValues(stated.experiment))).toEqual(stated);
  });

  it('states what is typed', () => {
    const reading = readForm(
      article,
      changed({
        'task.timeStep': ' 30 ',
        'training.optimizer.learningRate': '1e-2',
        'training.clip.kind': 'norm',
        'training.clip.limit': '.5',
        'training.stopWhen.lossBelow': '0.01',
        [SEEDS_PATH]: '7',
      }),
    );
    expect(reading).toMatchObject({
      kind: 'ok',
      experiment: {
        task: { timeStep: 30 },
        training: {
          optimizer: { kind: 'adam', learningRate: 0.01 },
          clip: { kind: 'norm', limit: 0.5 },
          stopWhen: { lossBelow: 0.01 },
        },
        seeds: [7],
      },
    });
  });

  it('sets loss and state to what another task needs, and back', () => {
    const adding = withTask(changed({ 'task.timeStep': '1' }), 'adding');
    expect(readForm(article, adding)).toMatchObject({
      kind: 'ok',
      experiment: {
        task: { kind: 'adding', timeStep: 2 },
        training: { carryState: false, loss: { kind: 'mse', on: 'last' } },
      },
    });
    expect(changedPaths(adding, start)).toContain('training.carryState');
    expect(withTask(withTask(start, 'adding'), 'sine-cosine')).toEqual(start);
  });

  it('says at each field what is wrong with it', () => {
    expect(
      problemsOf({
        'model.hiddenSize': '0',
        'training.optimizer.learningRate': 'fast',
        'training.steps': '',
        [SEEDS_PATH]: '-1',
      }),
    ).toEqual([
      'model.hiddenSize: Expected a whole number from 1 to 2\u202f147\u202f483\u202f647, or = and a lane’s name, got 0.',
      'training.steps: Expected a whole number from 1 to 2\u202f147\u202f483\u202f647, got nothing.',
      'training.optimizer.learningRate: Expected a number from 0 to 1\u202f000\u202f000, got "fast".',
      'seeds: Expected a whole number from 0 to 4\u202f294\u202f967\u202f295, got -1.',
    ]);
  });

  it.each(['0,001', '1 000', '0x10', '1e', '--1', 'Infinity', 'NaN'])('takes %s for no number', (text) => {
    expect(problemsOf({ 'training.optimizer.learningRate': text })).toHaveLength(1);
  });

  it('leaves out fields that the chosen kind does not have', () => {
    // A limit nobody can see must not stop a run.
    expect(readForm(article, changed({ 'training.clip.limit': 'nonsense' })).kind).toBe('ok');
    expect(applies('training.clip.limit', start)).toBe(false);
    expect(applies('training.clip.limit', changed({ 'training.clip.kind': 'value' }))).toBe(true);
  });

  it('keeps dropout for networks that have room for it', () => {
    const one = changed({ 'model.dropout': '0.5' });
    expect(applies('model.dropout', one)).toBe(false);
    expect(readForm(article, one)).toMatchObject({ kind: 'ok', experiment: { model: { dropout: 0 } } });
    const two = { ...one, 'model.layers': '2' };
    expect(readForm(article, two)).toMatchObject({ kind: 'ok', experiment: { model: { dropout: 0.5 } } });
  });

  it('knows what differs from the beginning, by value', () => {
    expect(changedPaths(start, start)).toEqual([]);
    expect(changedPaths(changed({ 'training.optimizer.learningRate': '1e-3' }), start)).toEqual([]);
    expect(changedPaths(changed({ 'model.hiddenSize': '64', 'task.noise': '' }), start)).toEqual([
      'task.noise',
      'model.hiddenSize',
    ]);
  });
});

describe('the groups', () => {
  const shown = (values: FormValues): string[] =>
    visibleGroups(values).flatMap(({ fields, more }) => [...fields, ...more]);

  it('show a field once, and only where it applies', () => {
    const paths = shown(start);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths).not.toContain('training.clip.limit');
    expect(shown(changed({ 'training.clip.kind': 'norm' }))).toContain('training.clip.limit');
  });

  it('show nothing that leaves no choice', () => {
    for (const path of shown(start)) {
      if (path === SEEDS_PATH || typeof start[path as keyof FormValues] === 'boolean') continue;
      const choices = choicesOf(path as Parameters<typeof choicesOf>[0]);
      expect(choices.length, path).not.toBe(1);
    }
  });
});
