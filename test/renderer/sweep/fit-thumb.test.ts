import { describe, expect, it } from 'vitest';
import { fitThumb, thinned } from '../../../renderer/sweep/fit-thumb';
import { chunk, runningRecord } from '../runs/run-events';

describe('a small fit', () => {
  it('shows the last windows, cut at the frame', () => {
    const run = runningRecord({ runId: 'a' });
    if (run.trace === null) throw new Error('Expected a trace.');
    expect(fitThumb(run.trace)).toBeNull();
    run.apply(chunk(0, [1, 1, 1, 1, 100]));
    const fit = fitThumb(run.trace);
    expect(fit?.x).toEqual({ min: 2, max: 5 });
    expect(fit?.target.map(({ x }) => x)).toEqual([2, 2.5, 3, 3.5, 4, 4.5]);
    // Targets reach 50: a prediction of 100 leaves the frame.
    expect(fit?.y).toEqual({ min: -67.5, max: 67.5 });
  });

  it('is drawn from no more points than there are half pixels, its extremes among them', () => {
    const points = Array.from({ length: 10_000 }, (_, x) => ({ x, y: x === 4321 ? 7 : Math.sin(x) }));
    const few = thinned(points, 200);
    expect(few.length).toBeLessThanOrEqual(200);
    expect(few).toContainEqual({ x: 4321, y: 7 });
    expect(few.every(({ x }, place) => place === 0 || x >= (few[place - 1]?.x ?? 0))).toBe(true);
    expect(thinned(points.slice(0, 50), 200)).toHaveLength(50);
  });
});
