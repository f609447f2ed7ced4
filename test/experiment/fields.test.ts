import { describe, expect, it } from 'vitest';
import { articleExperiment } from '../../src-core/experiment/article';
import { FIELD_PATHS, FIELDS, fieldAt, kindsWith } from '../../src-core/experiment/fields';
import { parseExperiment } from '../../src-core/experiment/parse-experiment';
import { describeField, readField } from '../../src-core/experiment/read-field';
import { SUPPORTED } from '../../src-core/experiment/supported';

describe('the table of fields', () => {
  it.each(FIELD_PATHS)('%s: its default is in its range, and works in this version', (path) => {
    const field = FIELDS[path];
    const key = path.split('.').at(-1) ?? '';
    expect(readField(path, field, { [key]: field.default })).toEqual({ kind: 'ok', value: field.default });
    expect(readField(path, field, {})).toEqual({ kind: 'ok', value: field.default });
  });

  it.each(FIELD_PATHS)('%s: has a label, and help that is one sentence', (path) => {
    const { label, help } = FIELDS[path];
    expect(label).toMatch(/^[A-Z]/);
    expect(help).toMatch(/^[A-Z].*\.$/);
    expect(describeField(FIELDS[path])).not.toBe('');
  });

  it('has the article’s values as defaults', () => {
    expect(articleExperiment()).toEqual({
      format: 'unroll-experiment',
      version: 1,
      name: 'sin → cos',
      task: {
        kind: 'sine-cosine',
        timeStep: 10,
        amplitude: 1,
        frequency: 1,
        phase: 0,
        noise: 0,
        target: 'cos',
      },
      model: {
        cell: 'rnn',
        nonlinearity: 'tanh',
        hiddenSize: 32,
        layers: 1,
        bidirectional: false,
        normalization: 'none',
        dropout: 0,
        init: { kind: 'torch', recurrentGain: 1, forgetBias: 0 },
      },
      training: {
        steps: 100,
        batchSize: 1,
        carryState: true,
        loss: { kind: 'mse', on: 'every' },
        optimizer: { kind: 'adam', learningRate: 0.001 },
        schedule: { kind: 'constant' },
        clip: { kind: 'none' },
        stopWhen: { notFinite: true, lossBelow: null, steps: null, seconds: null },
      },
      seeds: [1],
      lanes: [{ label: 'RNN', set: {} }],
    });
    expect(parseExperiment(articleExperiment())).toEqual({ kind: 'ok', experiment: articleExperiment() });
  });

  it('knows no field by an inherited name', () => {
    expect(fieldAt('constructor')).toBeNull();
    expect(kindsWith('toString')).toBeNull();
  });

  it('is what the table of support speaks of', () => {
    for (const [path, works] of Object.entries(SUPPORTED)) {
      const field = fieldAt(path);
      expect(works.length).toBeGreaterThan(0);
      if (field?.type === 'choice')
        expect(Object.keys(field.choices)).toEqual(expect.arrayContaining([...works]));
    }
  });
});
