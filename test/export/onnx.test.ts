// ONNX files run by ONNX Runtime: what PyTorch computed comes out, states included.
import { InferenceSession, Tensor } from 'onnxruntime-web';
import { describe, expect, it } from 'vitest';
import { exportModel } from '../../src-core/export/export-model';
import type { TrainedModel } from '../../src-core/export/trained-model';
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

function onnxOf(model: TrainedModel): Uint8Array {
  const exported = exportModel('onnx', model);
  if (exported.kind !== 'file' || typeof exported.content === 'string') throw new Error('Expected a file.');
  return exported.content;
}

const tensorOf = ({ shape, values }: PlainTensor) => new Tensor('float32', values, shape);

function valuesOf(tensor: Tensor | undefined): Float32Array {
  if (!(tensor?.data instanceof Float32Array)) throw new Error('Expected float32 values.');
  return tensor.data;
}

describe('an ONNX export', () => {
  it.each(MODEL_CASES)('predicts what PyTorch predicts: %s', async (name) => {
    const { model, input, initial, expected } = modelCase(name);
    const session = await InferenceSession.create(onnxOf(model));
    const states = Object.entries(initial).map(([part, tensor]) => [`${part}0`, tensorOf(tensor)] as const);
    const results = await session.run({ input: tensorOf(input), ...Object.fromEntries(states) });
    expect(results['output']?.dims).toEqual([...input.shape.slice(0, 2), 2]);
    expect(largestDifference(valuesOf(results['output']), expected.prediction)).toBeLessThan(TOLERANCE);
    for (const [part, last] of Object.entries(expected.last)) {
      expect(results[`${part}n`]?.dims).toEqual(last.shape);
      expect(largestDifference(valuesOf(results[`${part}n`]), last.values), part).toBeLessThan(
        STATE_TOLERANCE,
      );
    }
  });

  it.each(['lstm-2-bi', 'gru-2-layer', 'rnn-1'])(
    'takes any number of time steps, and goes on from its own state: %s',
    async (name) => {
      const { model, input, initial } = modelCase(name);
      const session = await InferenceSession.create(onnxOf(model));
      const [time = 0, batch = 0, width = 0] = input.shape;
      const states = Object.fromEntries(
        Object.entries(initial).map(([part, tensor]) => [`${part}0`, tensorOf(tensor)]),
      );
      const whole = await session.run({ input: tensorOf(input), ...states });
      const first = await session.run({
        input: new Tensor('float32', input.values.subarray(0, batch * width), [1, batch, width]),
        ...states,
      });
      expect(first['output']?.dims).toEqual([1, batch, 2]);
      if (model.settings.model.bidirectional) return;
      const carried = Object.fromEntries(
        Object.keys(initial).map((part) => [`${part}0`, first[`${part}n`] as Tensor]),
      );
      const rest = input.values.subarray(batch * width);
      const second = await session.run({
        input: new Tensor('float32', rest, [time - 1, batch, width]),
        ...carried,
      });
      const joined = [...valuesOf(first['output']), ...valuesOf(second['output'])];
      expect(largestDifference(joined, valuesOf(whole['output']))).toBeLessThan(1e-6);
    },
  );

  it('leaves dropout out, which is the identity when a network predicts', async () => {
    const { model, input, initial, expected } = modelCase('lstm-2-bi');
    const { settings } = model;
    const dropped = { ...model, settings: { ...settings, model: { ...settings.model, dropout: 0.25 } } };
    const session = await InferenceSession.create(onnxOf(dropped));
    const states = Object.entries(initial).map(([part, tensor]) => [`${part}0`, tensorOf(tensor)] as const);
    const results = await session.run({ input: tensorOf(input), ...Object.fromEntries(states) });
    expect(largestDifference(valuesOf(results['output']), expected.prediction)).toBeLessThan(TOLERANCE);
  });

  it('keeps names as data', async () => {
    const { model } = modelCase('rnn-1');
    const bytes = onnxOf(hostilelyNamed(model));
    expect(Buffer.from(bytes).includes(Buffer.from(HOSTILE))).toBe(true);
    const session = await InferenceSession.create(bytes);
    expect(session.inputNames).toEqual(['input', 'h0']);
    expect(session.outputNames).toEqual(['output', 'hn']);
  });

  it('refuses weights that are not those of the settings', () => {
    const { model } = modelCase('rnn-1');
    const weights = model.weights.filter(({ name }) => name !== 'rnn.bias_hh_l0');
    expect(exportModel('onnx', { ...model, weights })).toEqual({
      kind: 'refused',
      why: 'The weights are not those of the settings: rnn.bias_hh_l0 expected as [3], got no tensor of that name.',
    });
  });
});
