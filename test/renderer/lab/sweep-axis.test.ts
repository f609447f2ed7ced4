import { describe, expect, it } from 'vitest';
import { articleExperiment } from '../../../src-core/experiment/article';
import type { Experiment, Sweep } from '../../../src-core/experiment/experiment';
import { parseExperiment } from '../../../src-core/experiment/parse-experiment';
import { presetExperiment } from '../../../src-core/experiment/presets/preset';
import { PRESETS } from '../../../src-core/experiment/presets/presets';
import { draftOf, readDraft } from '../../../renderer/lab/draft';
import { setShared } from '../../../renderer/lab/draft-edits';
import { formValues } from '../../../renderer/lab/experiment-form';
import { axesOf, axisOf, firstValues, sweepOf } from '../../../renderer/lab/sweep-axis';
import {
  addAxis,
  freePaths,
  removeAxis,
  setAxisPath,
  setAxisText,
  toggleAxisValue,
} from '../../../renderer/lab/sweep-edits';

const article = draftOf(articleExperiment());

function swept(sweep: Sweep): Experiment {
  const parsed = parseExperiment({ format: 'unroll-experiment', version: 1, sweep });
  if (parsed.kind === 'ok') return parsed.experiment;
  throw new Error(JSON.stringify(parsed.problems));
}

/** As typed by a person who sees the text. */
const retyped = (sweep: Sweep) => sweepOf(axesOf(sweep).map(({ path, text }) => ({ path, text })));

describe('values of a sweep', () => {
  it.each<Sweep>([
    { 'training.optimizer.learningRate': [0.001, 1e-7, 1] },
    { 'training.clip': [{ kind: 'none' }, { kind: 'norm', limit: 1 }, { kind: 'value', limit: 0.5 }] },
    { 'model.cell': ['rnn', 'gru'], 'model.bidirectional': [false, true] },
    { 'training.optimizer': [{ kind: 'sgd', learningRate: 0.1, momentum: 0.9 }, { kind: 'adam' }] },
    { 'training.stopWhen.lossBelow': [null, 0.01] },
  ])('come back from what is typed: %o', (sweep) => {
    expect(swept(sweep).sweep).toEqual(sweep);
    expect(retyped(sweep)).toEqual(sweep);
  });

  it('of a file stand as they are until somebody types, whatever text can say of them', () => {
    const sweep = { 'training.clip': [{ limit: 2, kind: 'norm' }, { kind: 'none' }] };
    const draft = draftOf(swept(sweep));
    const reading = readDraft(draft);
    expect(reading.kind === 'ok' && reading.experiment.sweep).toEqual(sweep);
  });

  it('follow another lane where they name one', () => {
    expect(sweepOf([{ path: 'model.hiddenSize', text: '8, = LSTM' }])).toEqual({
      'model.hiddenSize': [8, { matchParameters: 'LSTM' }],
    });
  });

  it('take any comma, and leave out what is empty', () => {
    expect(sweepOf([{ path: 'training.steps', text: '10，20; 30、,40,' }])).toEqual({
      'training.steps': [10, 20, 30, 40],
    });
  });

  it('begin around the present value, or with all that there are', () => {
    const values = formValues(articleExperiment());
    expect(firstValues('training.optimizer.learningRate', values)).toBe('0.0001, 0.001, 0.01');
    expect(firstValues('model.hiddenSize', values)).toBe('16, 32, 64');
    expect(firstValues('model.layers', values)).toBe('1, 2');
    expect(firstValues('model.cell', values)).toBe('rnn, lstm, gru');
    expect(firstValues('model.bidirectional', values)).toBe('false, true');
    expect(firstValues('training.clip', values)).toBe('none, norm 1, value 1');
  });
});

describe('the sweep of a draft', () => {
  it('grows to two settings, neither of them a part of the other, and goes again', () => {
    const one = addAxis(article);
    const two = addAxis(one);
    expect(two.sweep.map(({ path }) => path)).toEqual(['training.optimizer.learningRate', 'training.clip']);
    expect(addAxis(two)).toBe(two);
    expect(freePaths(two, 1)).toContain('training.clip');
    expect(freePaths(two, 1)).not.toContain('training.optimizer.learningRate');
    expect(freePaths(two, 0)).not.toContain('training.clip.limit');
    expect(removeAxis(two, 0).sweep.map(({ path }) => path)).toEqual(['training.clip']);
    expect(axisOf(two.sweep, 'training.clip.kind')?.text).toBe('none, norm 1, value 1');
    expect(axisOf(two.sweep, 'training.steps')).toBeNull();
  });

  it('can begin with any path it offers', () => {
    for (const path of freePaths(article, 0)) {
      const reading = readDraft(setAxisPath(addAxis(article), 0, path));
      // Some settings do not go together with the others; every value by itself is one that the field takes.
      const own =
        reading.kind === 'ok' ? [] : reading.problems.filter(({ path: at }) => at.startsWith('sweep['));
      const alone = own.filter(({ expected }) => !/ with | without |task/.test(expected));
      expect(alone, path).toEqual([]);
    }
  });

  it('has its problems at the value', () => {
    const reading = readDraft(setAxisText(addAxis(article), 0, '0.1, x, 0.1'));
    expect(reading.kind === 'refused' && reading.problems.map(({ path, got }) => [path, got])).toEqual([
      ['sweep["training.optimizer.learningRate"][2]', '0.1'],
    ]);
    const wrong = readDraft(setAxisText(addAxis(article), 0, '0.1, x'));
    expect(wrong.kind === 'refused' && wrong.problems.map(({ path, got }) => [path, got])).toEqual([
      ['sweep["training.optimizer.learningRate"][1]', '"x"'],
    ]);
    const none = readDraft(setAxisText(addAxis(article), 0, ' '));
    expect(none.kind).toBe('refused');
  });

  it('takes choices in and out in their order', () => {
    const choices = ['rnn', 'lstm', 'gru'];
    const draft = setAxisPath(addAxis(article), 0, 'model.cell');
    const without = toggleAxisValue(draft, 0, 'rnn', choices);
    expect(without.sweep[0]?.text).toBe('lstm, gru');
    expect(toggleAxisValue(without, 0, 'rnn', choices).sweep[0]?.text).toBe('rnn, lstm, gru');
  });

  it('outlives edits of what all lanes share', () => {
    const preset = PRESETS.find(({ id }) => id === 'lr-clip-sweep');
    if (preset === undefined) throw new Error('Expected the preset that sweeps.');
    const experiment = presetExperiment(preset);
    const reading = readDraft(setShared(draftOf(experiment), 'training.steps', '50'));
    expect(reading.kind === 'ok' && reading.experiment.sweep).toEqual(experiment.sweep);
  });
});
