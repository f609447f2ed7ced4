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
          got: 'about 46 GiB (hiddenSize 4096, layers 16, timeStep 10, batchSize 1)',
          rule: { kind: 'memory', limit: '8 GiB', need: '46 GiB' },
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
