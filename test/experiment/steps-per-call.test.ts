import { describe, expect, it } from 'vitest';
import { estimateSize } from '../../src-core/experiment/size-estimate';
import { stepsPerCall, valuesPerStep } from '../../src-core/experiment/steps-per-call';
import { settingsWith } from '../training/settings';

const deep = (dropout: number) =>
  settingsWith({
    model: { hiddenSize: 256, layers: 3, bidirectional: true, dropout },
    task: { timeStep: 20 },
    training: { batchSize: 4 },
  });

describe('stepsPerCall', () => {
  it('takes as many steps as a call may, where they are small', () => {
    // One window of ten points in and out, ten of flow, ten predicted.
    expect(valuesPerStep(settingsWith({}))).toBe(40);
    expect(stepsPerCall(settingsWith({}))).toBe(1024);
  });

  it('counts dropout masks: of two layers, at every point, for every feature', () => {
    expect(valuesPerStep(deep(0.5)) - valuesPerStep(deep(0))).toBe(2 * 20 * 4 * 512);
    expect(stepsPerCall(deep(0.5))).toBe(3);
    expect(stepsPerCall(deep(0))).toBeGreaterThan(300);
  });

  it('takes one step at least', () => {
    const settings = settingsWith({ task: { timeStep: 1000 }, training: { batchSize: 1000 } });
    expect(stepsPerCall(settings)).toBe(1);
  });
});

describe('the size estimate', () => {
  it('holds the masks of a call, as values and as tensors', () => {
    const wide = (dropout: number) =>
      settingsWith({
        model: { hiddenSize: 4096, layers: 2, dropout },
        task: { timeStep: 100 },
        training: { batchSize: 256 },
      });
    expect(estimateSize(wide(0.5)).bytes - estimateSize(wide(0)).bytes).toBeGreaterThan(
      2 * 4 * 100 * 256 * 4096 - 2 * 2 ** 20,
    );
  });
});
