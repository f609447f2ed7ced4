import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { articleExperiment } from '../../src-core/experiment/article';
import type { Model, Training } from '../../src-core/experiment/experiment';
import { parseExperiment } from '../../src-core/experiment/parse-experiment';
import { parameterLayout } from '../../src-core/network/parameters';
import { readSafetensors } from '../../src-core/export/safetensors';
import { countParameters, estimateSize } from '../../src-core/experiment/size-estimate';

function settings(model: Partial<Model>, training: Partial<Training> = {}) {
  const article = articleExperiment();
  return {
    ...article,
    model: { ...article.model, ...model },
    training: { ...article.training, ...training },
  };
}

describe('countParameters', () => {
  it.each(['rnn-tanh-adam', 'lstm-adam-clip1', 'gru-adam', 'rnn-relu-deep-bi'])(
    'counts what PyTorch made for %s',
    (name) => {
      const file = (ending: string) => path.join(import.meta.dirname, '../reference', `${name}.${ending}`);
      const { model } = JSON.parse(readFileSync(file('json'), 'utf8')) as { readonly model: Partial<Model> };
      const weights = readSafetensors(readFileSync(file('safetensors')));
      if (weights.kind === 'refused') throw new Error(weights.why);
      const count = weights.tensors.reduce((sum, tensor) => sum + tensor.values.length, 0);
      expect(countParameters(settings(model))).toBe(count);
    },
  );
});

describe('countParameters, as the network lays them out', () => {
  it('for every cell, normalization, depth and direction', () => {
    for (const cell of ['rnn', 'lstm', 'gru'] as const)
      for (const normalization of ['none', 'layer', 'batch'] as const)
        for (const [layers, bidirectional] of [
          [1, false],
          [3, false],
          [2, true],
        ] as const) {
          const stated = settings({ cell, normalization, layers, bidirectional, hiddenSize: 7 });
          expect(countParameters(stated)).toBe(parameterLayout(stated.model, 1, 1).size);
        }
  });
});

describe('the size estimate', () => {
  /** Microseconds per step on one core of the machine this was built on, compiled; `npm run bench` measures such rows. */
  it.each([
    ['RNN 32, T 10', { cell: 'rnn', hiddenSize: 32 }, 10, 1, 6.5],
    ['LSTM 32, T 10', { cell: 'lstm', hiddenSize: 32 }, 10, 1, 24],
    ['RNN 128, T 100', { cell: 'rnn', hiddenSize: 128 }, 100, 1, 280],
    ['LSTM 128, T 100', { cell: 'lstm', hiddenSize: 128 }, 100, 1, 1043],
    ['RNN 64, T 100, batch 20', { cell: 'rnn', hiddenSize: 64 }, 100, 20, 1400],
    ['LSTM 64, T 100, batch 20', { cell: 'lstm', hiddenSize: 64 }, 100, 20, 4500],
    ['LSTM 128, T 50, batch 64', { cell: 'lstm', hiddenSize: 128 }, 50, 64, 21_800],
  ] as const)('of time is right to a factor of two: %s', (_, model, timeStep, batchSize, measured) => {
    const base = settings(model, { batchSize });
    const of = (steps: number) =>
      estimateSize({
        ...base,
        task: { ...base.task, timeStep },
        training: { ...base.training, steps },
      }).seconds;
    const estimated = ((of(2_000_000) - of(1_000_000)) / 1_000_000) * 1e6;
    expect(estimated / measured).toBeGreaterThan(0.5);
    expect(estimated / measured).toBeLessThan(2);
  });

  /** Largest resident megabytes of the trainer's process. */
  it.each([
    ['RNN 32, T 10', { hiddenSize: 32 }, 10, 1, 360],
    ['GRU 64, T 50, batch 64', { cell: 'gru', hiddenSize: 64 }, 50, 64, 405],
    ['RNN 1024, T 10, batch 128', { hiddenSize: 1024 }, 10, 128, 726],
  ] as const)('of memory is right to a factor of two: %s', (_, model, timeStep, batchSize, measured) => {
    const base = settings(model, { batchSize });
    const { bytes } = estimateSize({ ...base, task: { ...base.task, timeStep } });
    expect(bytes / 2 ** 20 / measured).toBeGreaterThan(0.5);
    expect(bytes / 2 ** 20 / measured).toBeLessThan(2);
  });

  it('bounds what used to be bounded by taste: each size alone', () => {
    const refused = (file: object) => {
      const result = parseExperiment({ format: 'unroll-experiment', version: 1, ...file });
      return result.kind === 'refused' ? result.problems.map(({ path: at }) => at) : [];
    };
    expect(refused({ model: { hiddenSize: 5000 }, training: { steps: 10 } })).toEqual([]);
    expect(refused({ model: { layers: 17 } })).toEqual([]);
    expect(refused({ task: { timeStep: 20_000 }, training: { batchSize: 5 } })).toEqual([]);
    expect(refused({ model: { hiddenSize: 100_000 } })).toEqual(['model']);
    expect(refused({ model: { layers: 2 ** 31 - 1 } })).toContain('model');
    expect(refused({ task: { timeStep: 2 ** 31 - 1 } })).toContain('model');
    expect(refused({ training: { batchSize: 2 ** 31 - 1 } })).toContain('model');
  });

  it('adds up all runs of an experiment', () => {
    const seeds = Array.from({ length: 1000 }, (_, k) => k);
    const file = { ...settings({ hiddenSize: 512 }, { steps: 20_000_000 }), seeds: [1] };
    expect(parseExperiment(file).kind).toBe('ok');
    const result = parseExperiment({ ...file, seeds });
    expect(result.kind === 'refused' && result.problems).toMatchObject([
      { path: '', expected: expect.stringMatching(/^at most 60 days of one core/) as string },
    ]);
  });
});

describe('the size bound', () => {
  it('lets everything pass that is merely long', () => {
    const long = settings({ hiddenSize: 128 }, { steps: 10_000_000 });
    expect(parseExperiment(long).kind).toBe('ok');
    expect(estimateSize(long).seconds).toBeGreaterThan(60);
  });

  it('refuses what no memory here holds, and says what to make smaller', () => {
    const result = parseExperiment(settings({ hiddenSize: 4096, layers: 16, bidirectional: true }));
    expect(result).toEqual({
      kind: 'refused',
      problems: [
        {
          path: 'model',
          expected:
            'a run of at most 8 GiB of memory (make hiddenSize, layers, timeStep or batchSize smaller)',
          got: 'about 47 GiB (hiddenSize 4096, layers 16, timeStep 10, batchSize 1)',
          rule: { kind: 'memory', limit: '8 GiB', need: '47 GiB' },
        },
      ],
    });
  });

  it('refuses what would train for years', () => {
    const result = parseExperiment(
      settings({ hiddenSize: 2048, layers: 8 }, { steps: 100_000_000, batchSize: 64 }),
    );
    expect(result.kind === 'refused' && result.problems.map((problem) => problem.path)).toEqual([
      'training.steps',
    ]);
  });
});
