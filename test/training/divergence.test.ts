// What of a diverged step is named as the first that is not finite, against what a replay of that step computed.
import { describe, expect, it } from 'vitest';
import { divergenceText } from '../../src-core/contract/divergence';
import { createSession } from '../../src-core/training/session';
import { startEngine } from './engines';
import { type SettingsChange, settingsWith } from './settings';

/** Grows by itself in windows this long: the state, or the gradient on its way back, overflows. */
const EXPLODING: SettingsChange = {
  task: { timeStep: 40 },
  model: { hiddenSize: 8, nonlinearity: 'relu', init: { kind: 'torch', recurrentGain: 60, forgetBias: 0 } },
};
const sgd = (learningRate: number): NonNullable<SettingsChange['training']> => ({
  steps: 200,
  optimizer: { kind: 'sgd', learningRate, momentum: 0, nesterov: false },
});

const isFinite = (values: Float32Array): boolean => values.every((value) => Number.isFinite(value));

describe.each([
  ['xla', 'tensorflow'],
  ['eager', 'cpu'],
] as const)('a run that diverges on %s, %s', (kind, backend) => {
  it.each<[string, SettingsChange]>([
    ['by its own growth', { ...EXPLODING, training: sgd(1e-3) }],
    ['by steps too large', { model: { hiddenSize: 4 }, training: sgd(1e39) }],
    ['by steps that grow', { model: { hiddenSize: 4, nonlinearity: 'relu' }, training: sgd(50) }],
  ])('names what was not finite first: %s', async (_name, change) => {
    const engine = await startEngine(kind, backend);
    const session = await createSession({ settings: settingsWith(change), seed: 1, engine, weights: null });
    const { divergedAt, divergence, loss } = session.advance(200);
    if (divergedAt === null || divergence === null) throw new Error('It was to diverge.');
    const { parameters, gradients } = await session.inspect(divergedAt);
    const firstOf = (tensors: typeof parameters): string | undefined =>
      tensors.find(({ values }) => !isFinite(values))?.name;
    const parameter = firstOf(parameters);
    const gradient = firstOf(gradients);
    switch (divergence.kind) {
      case 'parameter':
        expect(divergence.name).toBe(parameter);
        break;
      case 'prediction':
      case 'loss':
        expect(parameter).toBeUndefined();
        expect(Number.isFinite(loss.at(-1))).toBe(false);
        break;
      case 'gradient':
        expect(parameter).toBeUndefined();
        expect(Number.isFinite(loss.at(-1))).toBe(true);
        // A norm may overflow where no value does: then it is the first that is not finite.
        if (divergence.value === 'NaN') expect(divergence.name).toBe(gradient);
        break;
      case 'norm':
        expect(parameter ?? gradient).toBeUndefined();
    }
    expect(divergenceText(divergence)).toMatch(
      /^(parameter \S+|the (prediction|loss|gradient of \S+|norm of the gradient)) is (NaN|-?Infinity)$/,
    );
    expect(session.weights().every(({ values }) => isFinite(values))).toBe(true);
    session.dispose();
  });

  it('names a parameter that was given so', async () => {
    const engine = await startEngine(kind, backend);
    const settings = settingsWith({ model: { hiddenSize: 4 } });
    const drawn = await createSession({ settings, seed: 1, engine, weights: null });
    const weights = drawn
      .initialWeights()
      .map((tensor) =>
        tensor.name === 'rnn.weight_hh_l0' ? { ...tensor, values: tensor.values.map(() => NaN) } : tensor,
      );
    const session = await createSession({ settings, seed: 1, engine, weights });
    expect(session.advance(5)).toMatchObject({
      divergedAt: 0,
      divergence: { kind: 'parameter', name: 'rnn.weight_hh_l0', value: 'NaN' },
    });
    for (const each of [drawn, session]) each.dispose();
  });
});
