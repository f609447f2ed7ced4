// The network that a run ended with, taken away and run by another program, predicts what the run itself wrote down last. The rate
// is so small that the last update does not move the weights; the state begins at zero in every window.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-web';
import { beforeAll, describe, expect, it } from 'vitest';
import { readPredictionCsv } from '../../src-core/export/prediction-csv';
import { buildBundles } from '../trainer/bundles';
import { temporaryFolder } from '../trainer/temporary-folder';
import { recordedFolder } from './recorded-folder';
import { unroll } from './unroll';

beforeAll(buildBundles);

const HIDDEN = 12;

describe('prediction.csv of a real run', () => {
  it.each(['rnn', 'lstm', 'gru'] as const)('is what ONNX Runtime makes of the exported %s', async (cell) => {
    const dir = await recordedFolder({
      model: { cell, hiddenSize: HIDDEN },
      training: { steps: 7, carryState: false, optimizer: { kind: 'sgd', learningRate: 1e-9 } },
      lanes: [{ label: 'one', set: {} }],
    });
    const out = path.join(temporaryFolder(), 'model.onnx');
    const ended = await unroll(['export', dir, '--format', 'onnx', '--out', out]);
    expect(ended.code, ended.stderr).toBe(0);
    const recorded = readPredictionCsv(readFileSync(path.join(dir, 'one/seed-1/prediction.csv'), 'utf8'));
    if (recorded === null) throw new Error('Expected a last window.');
    const { timeStep, inputSize, input, prediction } = recorded;
    const session = await InferenceSession.create(readFileSync(out));
    const zero = () => new Tensor('float32', new Float32Array(HIDDEN), [1, 1, HIDDEN]);
    const results = await session.run({
      input: new Tensor('float32', input, [timeStep, 1, inputSize]),
      h0: zero(),
      ...(cell === 'lstm' ? { c0: zero() } : {}),
    });
    const output = results['output']?.data as Float32Array;
    expect(output).toHaveLength(prediction.length);
    expect(prediction.some((value) => Math.abs(value) > 0.01)).toBe(true);
    for (const [t, value] of prediction.entries())
      expect(Math.abs((output[t] ?? NaN) - value), `t = ${t}`).toBeLessThan(1e-5);
  });
});
