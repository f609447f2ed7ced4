import { describe, expect, it } from 'vitest';
import { checkpointList } from '../../src-core/training/checkpoint';

const at = (step: number) => ({ step, tensors: [] });

describe('checkpointList', () => {
  it('asks for one every thousand steps and finds the last before a step', () => {
    const list = checkpointList(at(0));
    expect([999, 1000, 5000].map((step) => list.isDue(step))).toEqual([false, true, true]);
    list.add(at(1000));
    list.add(at(2003));
    expect([0, 999, 1000, 2002, 2003, 9999].map((step) => list.before(step).step)).toEqual([
      0, 0, 1000, 1000, 2003, 2003,
    ]);
    expect(list.isDue(2500)).toBe(false);
  });

  it('keeps no more than 64 however long the run, spread over all of it', () => {
    const list = checkpointList(at(0));
    for (let step = 0; step < 1_000_000; step += 500) if (list.isDue(step)) list.add(at(step));
    const steps = new Set(Array.from({ length: 1000 }, (_, k) => list.before(k * 1000).step));
    expect(steps.size).toBeLessThanOrEqual(64);
    expect(steps.size).toBeGreaterThan(25);
    const sorted = [...steps].sort((a, b) => a - b);
    const gaps = sorted.slice(1).map((step, k) => step - (sorted[k] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * Math.min(...gaps));
  });

  it('says so where a step lies before the first one', () => {
    expect(() => checkpointList(at(500)).before(499)).toThrow('Step 499 lies before step 500');
  });
});
