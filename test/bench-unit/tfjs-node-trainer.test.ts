// The naive peer must do the work that it is timed for: it follows traces recorded from PyTorch.
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, expect, it } from 'vitest';
import { makeTrainer } from '../bench/peers/tfjs-node-trainer';
import { referenceTrace } from '../training/reference-traces';

afterEach(() => tf.disposeVariables());

it.each(['rnn-tanh-adam', 'lstm-adam-clip1', 'gru-adam'] as const)('follows the trace %s', async (name) => {
  const { settings, weights, loss, gradNorm } = referenceTrace(name);
  const { task, model, training } = settings;
  const row = {
    cell: model.cell,
    hiddenSize: model.hiddenSize,
    timeStep: task.timeStep,
    batchSize: 1,
    chunk: 1,
  };
  const clipLimit = training.clip.kind === 'norm' ? training.clip.limit : Infinity;
  const trainer = await makeTrainer({
    row,
    learningRate: training.optimizer.learningRate,
    clipLimit,
    weights,
  });
  const steps = 30;
  const taken = trainer.advance(steps);
  for (let step = 0; step < steps; step += 1) {
    expect((taken.loss[step] ?? NaN) / (loss[step] ?? NaN), `loss of step ${step}`).toBeCloseTo(1, 3);
    expect((taken.gradNorm[step] ?? NaN) / (gradNorm[step] ?? NaN), `norm of step ${step}`).toBeCloseTo(1, 3);
  }
});
