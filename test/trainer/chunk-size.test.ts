import { describe, expect, it } from 'vitest';
import { chunkMs, largestChunk, nextChunkSize } from '../../electron/trainer/chunk-size';

describe('nextChunkSize', () => {
  it('comes to the steps that fit into a chunk, from either side', () => {
    const stepMs = 0.5;
    for (let count of [1, 4000]) {
      for (let round = 0; round < 8; round += 1) count = nextChunkSize({ count, elapsedMs: count * stepMs });
      expect(count).toBe(chunkMs / stepMs);
    }
  });

  it('takes one step where a step is longer than a chunk', () => {
    expect(nextChunkSize({ count: 1, elapsedMs: 5000 })).toBe(1);
  });

  it('grows by steps and stays below the largest chunk, however fast', () => {
    expect(nextChunkSize({ count: 10, elapsedMs: 0 })).toBe(40);
    expect(nextChunkSize({ count: largestChunk, elapsedMs: 0 })).toBe(largestChunk);
  });
});
