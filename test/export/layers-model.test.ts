// LayersModels loaded by TensorFlow.js: what PyTorch computed comes out, and what it has no layer for is refused.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { loadLayersModel, type LayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { refusalOf } from '../../src-core/export/model-support';
import { exportModel } from '../../src-core/export/export-model';
import type { TrainedModel } from '../../src-core/export/trained-model';
import {
  HOSTILE,
  MODEL_CASES,
  type ModelCase,
  STATE_TOLERANCE,
  TOLERANCE,
  hostilelyNamed,
  largestDifference,
  modelCase,
} from './model-cases';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

function filesOf(model: TrainedModel): { readonly json: string; readonly weights: Uint8Array } {
  const exported = exportModel('tfjs', model);
  if (exported.kind !== 'folder') throw new Error(JSON.stringify(exported));
  const [json, weights] = exported.files;
  return { json: json?.content as string, weights: weights?.content as Uint8Array };
}

async function loaded(model: TrainedModel): Promise<LayersModel> {
  const { json, weights } = filesOf(model);
  const { modelTopology, weightsManifest } = JSON.parse(json) as {
    readonly modelTopology: object;
    readonly weightsManifest: readonly [{ readonly weights: tf.io.WeightsManifestEntry[] }];
  };
  const weightSpecs = weightsManifest[0].weights;
  return loadLayersModel(
    tf.io.fromMemory({ modelTopology, weightSpecs, weightData: weights.slice().buffer }),
  );
}

/** [layers · directions, B, H] of every part as one [B, H] per direction and part. */
function statesOf({ initial }: Pick<ModelCase, 'initial'>): tf.Tensor[] {
  const parts = Object.values(initial).map(({ shape, values }) => tf.unstack(tf.tensor(values, [...shape])));
  return (parts[0] ?? []).flatMap((_, direction) => parts.flatMap((part) => part[direction] ?? []));
}

const isHeld = (name: string) => refusalOf('tfjs', modelCase(name).model.settings.model) === null;

describe('a LayersModel', () => {
  it.each(MODEL_CASES.filter(isHeld))('predicts what PyTorch predicts: %s', async (name) => {
    const { model, input, initial, expected } = modelCase(name);
    const network = await loaded(model);
    const x = tf.transpose(tf.tensor(input.values, [...input.shape]), [1, 0, 2]);
    const [output, ...last] = network.predict([x, ...statesOf({ initial })]) as tf.Tensor[];
    if (output === undefined) throw new Error('Expected an output.');
    const prediction = tf.transpose(output, [1, 0, 2]).dataSync();
    expect(largestDifference(prediction, expected.prediction)).toBeLessThan(TOLERANCE);
    const wanted = statesOf({ initial: expected.last });
    expect(last).toHaveLength(wanted.length);
    last.forEach((state, at) => {
      expect(largestDifference(state.dataSync(), wanted[at]?.dataSync() ?? [])).toBeLessThan(STATE_TOLERANCE);
    });
  });

  it('keeps its dropout, which does nothing when it predicts', async () => {
    const { model, input, initial, expected } = modelCase('lstm-2-bi');
    const { settings } = model;
    const dropped = { ...model, settings: { ...settings, model: { ...settings.model, dropout: 0.25 } } };
    const network = await loaded(dropped);
    expect(network.layers.map((layer) => layer.getClassName())).toContain('Dropout');
    const x = tf.transpose(tf.tensor(input.values, [...input.shape]), [1, 0, 2]);
    const [output] = network.predict([x, ...statesOf({ initial })]) as tf.Tensor[];
    const prediction = output === undefined ? [] : tf.transpose(output, [1, 0, 2]).dataSync();
    expect(largestDifference(prediction, expected.prediction)).toBeLessThan(TOLERANCE);
  });

  it('keeps names as data', () => {
    const { json } = filesOf(hostilelyNamed(modelCase('rnn-1').model));
    const { userDefinedMetadata, modelTopology } = JSON.parse(json) as Record<string, object>;
    expect(userDefinedMetadata).toMatchObject({ experiment: HOSTILE, lane: HOSTILE });
    expect(JSON.stringify(modelTopology)).not.toContain('import os');
  });
});
