import { describe, expect, it } from 'vitest';
import { buffersOf, chunkOf, detailFor, lastWindow } from '../../electron/trainer/chunk';
import type { StepRecords } from '../../src-core/training/session';

const count = 5;
const columns = 2;
const timeStep = 3;

/** Five steps from step 10 on: every value tells its step in front of the point. */
function records(): StepRecords {
  const scalars = (offset: number) => Float32Array.from({ length: count }, (_, n) => 10 + n + offset);
  const table = (width: number) =>
    Float32Array.from({ length: count * width }, (_, i) => 10 + Math.floor(i / width) + (i % width) / 8);
  return {
    firstStep: 10,
    count,
    loss: scalars(0),
    gradNorm: scalars(0.25),
    gradNormClipped: scalars(0.5),
    learningRate: scalars(0.75),
    parameterNorms: table(4),
    flow: table(columns),
    saturation: table(1),
    input: table(timeStep),
    target: table(timeStep),
    prediction: table(timeStep),
    divergedAt: null,
    divergence: null,
  };
}

describe('detailFor', () => {
  it.each([
    [1, 1],
    [1000, 1],
    [1001, 2],
    [220_000, 220],
  ])('gives a run of %i steps details every %i', (steps, every) => {
    expect(detailFor(steps)).toEqual({ every, lastStep: steps - 1 });
  });
});

describe('chunkOf', () => {
  it('keeps the scalars of every step and the details of some', () => {
    const chunk = chunkOf('a', records(), { every: 3, lastStep: 99 }, 7);
    expect(chunk).toMatchObject({ runId: 'a', firstStep: 10, count: 5, elapsedMs: 7 });
    expect([...chunk.loss]).toEqual([10, 11, 12, 13, 14]);
    expect([...chunk.gradNormClipped]).toEqual([10.5, 11.5, 12.5, 13.5, 14.5]);
    expect([...chunk.detailSteps]).toEqual([12]);
    expect([...chunk.flow]).toEqual([12, 12.125]);
    expect([...chunk.parameterNorms]).toEqual([12, 12.125, 12.25, 12.375]);
    expect([...chunk.saturation]).toEqual([12]);
    expect([...chunk.prediction]).toEqual([12, 12.125, 12.25]);
  });

  it('has details of the last step of a run, whatever its number', () => {
    expect([...chunkOf('a', records(), { every: 3, lastStep: 14 }, 7).detailSteps]).toEqual([12, 14]);
  });

  it('leaves the records alone when its buffers are moved', () => {
    const before = records();
    const chunk = chunkOf('a', before, { every: 1, lastStep: 99 }, 7);
    const moved = structuredClone(chunk, { transfer: [...buffersOf(chunk)] });
    expect([...moved.loss]).toEqual([10, 11, 12, 13, 14]);
    expect(chunk.loss.length).toBe(0);
    expect([...before.loss]).toEqual([10, 11, 12, 13, 14]);
    expect(before.flow.length).toBe(count * columns);
  });
});

describe('lastWindow', () => {
  it('is the window of the last step', () => {
    expect([...(lastWindow(records())?.target ?? [])]).toEqual([14, 14.125, 14.25]);
  });
});
