import { describe, expect, it } from 'vitest';
import { chunkFrom, joinChunks } from '../../src-core/contract/chunk-span';
import { chunk } from '../renderer/runs/run-events';

const LOSSES = [0.5, 0.25, 4, 2, 1];

describe('joinChunks', () => {
  it('is the chunk that had not been cut', () => {
    const parts = [chunk(0, LOSSES.slice(0, 2)), chunk(2, LOSSES.slice(2, 3)), chunk(3, LOSSES.slice(3))];
    expect(joinChunks(parts)).toEqual(chunk(0, LOSSES, Infinity, 3));
  });

  it('refuses what does not follow on', () => {
    expect(() => joinChunks([chunk(0, [1]), chunk(2, [1])])).toThrow('Expected the chunk of step 1, got 2.');
    expect(() => joinChunks([])).toThrow('got none');
  });
});

describe('chunkFrom', () => {
  it.each([1, 2, 4])('leaves the steps from %i on, with their details', (from) => {
    const whole = chunk(0, LOSSES, Infinity, 10);
    const rest = chunk(from, LOSSES.slice(from), Infinity, (10 * (5 - from)) / 5);
    expect(chunkFrom(whole, from)).toEqual(rest);
  });

  it('keeps the rows of steps with details only', () => {
    const whole = chunk(0, LOSSES);
    const thinned = { ...chunk(0, [0.5, 2]), ...scalarsOf(whole), detailSteps: Int32Array.of(0, 3) };
    expect(chunkFrom(thinned, 1)).toMatchObject({
      detailSteps: Int32Array.of(3),
      flow: Float32Array.of(2, 2),
      parameterNorms: Float32Array.of(2),
      loss: Float32Array.from(LOSSES.slice(1)),
    });
    expect(chunkFrom(thinned, 4)).toMatchObject({
      detailSteps: new Int32Array(0),
      flow: new Float32Array(0),
    });
  });

  it('is all of a chunk that begins later, and nothing of one that is over', () => {
    const whole = chunk(5, LOSSES);
    expect(chunkFrom(whole, 3)).toBe(whole);
    expect(chunkFrom(whole, 10)).toBeNull();
  });
});

const scalarsOf = ({ count, loss, gradNorm, gradNormClipped, learningRate }: ReturnType<typeof chunk>) => ({
  count,
  loss,
  gradNorm,
  gradNormClipped,
  learningRate,
});
