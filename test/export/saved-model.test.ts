// SavedModels run by TensorFlow, through the loader of TensorFlow.js for Node: what PyTorch computed comes out.
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-node';
import { describe, expect, it } from 'vitest';
import { exportModel } from '../../src-core/export/export-model';
import type { TrainedModel } from '../../src-core/export/trained-model';
import { writeExport } from '../../electron/runs/write-export';
import { temporaryFolder } from '../trainer/temporary-folder';
import {
  HOSTILE,
  MODEL_CASES,
  type PlainTensor,
  STATE_TOLERANCE,
  TOLERANCE,
  hostilelyNamed,
  largestDifference,
  modelCase,
} from './model-cases';

function savedModelOf(model: TrainedModel): string {
  const exported = exportModel('saved-model', model);
  if (exported.kind !== 'folder') throw new Error('Expected a folder.');
  const out = path.join(temporaryFolder(), 'model');
  writeExport(out, exported);
  return out;
}

const tensorOf = ({ shape, values }: PlainTensor) => tf.tensor(values, [...shape]);

describe('a SavedModel', () => {
  it.each(MODEL_CASES)('predicts what PyTorch predicts: %s', async (name) => {
    const { model, input, initial, expected } = modelCase(name);
    const loaded = await tf.node.loadSavedModel(savedModelOf(model));
    const states = Object.entries(initial).map(([part, tensor]) => [`${part}0`, tensorOf(tensor)] as const);
    const results = loaded.predict({
      input: tensorOf(input).transpose([1, 0, 2]),
      ...Object.fromEntries(states),
    }) as tf.NamedTensorMap;
    const output = results['output']?.transpose([1, 0, 2]);
    expect(largestDifference(output?.dataSync() ?? [], expected.prediction)).toBeLessThan(TOLERANCE);
    for (const [part, last] of Object.entries(expected.last)) {
      expect(results[`${part}n`]?.shape).toEqual(last.shape);
      const got = results[`${part}n`]?.dataSync() ?? [];
      expect(largestDifference(got, last.values), part).toBeLessThan(STATE_TOLERANCE);
    }
    loaded.dispose();
  });

  it('keeps names as data, beside the model', () => {
    const { model } = modelCase('rnn-1');
    const [plain, hostile] = [model, hostilelyNamed(model)].map((one) => exportModel('saved-model', one));
    if (plain?.kind !== 'folder' || hostile?.kind !== 'folder') throw new Error('Expected folders.');
    expect(hostile.files.map((file) => file.path)).toEqual(['saved_model.pb', 'assets.extra/unroll.json']);
    expect(hostile.files[0]).toEqual(plain.files[0]);
    expect(JSON.parse(hostile.files[1]?.content as string)).toMatchObject({
      experiment: HOSTILE,
      lane: HOSTILE,
    });
  });
});
