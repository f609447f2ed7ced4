import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { panned, showing, viewWithin, wholeAxis, zoomedAt } from '../../../renderer/charts/zoom';

describe('the view of the step axis', () => {
  it('keeps the step under the pointer where it is', () => {
    expect(zoomedAt(wholeAxis(100), 50, 2, 100)).toEqual({ min: 25, max: 75 });
    expect(zoomedAt(wholeAxis(100), 0, 4, 100)).toEqual({ min: 0, max: 25 });
  });

  it('is the whole axis again once nothing is left out', () => {
    expect(zoomedAt({ min: 25, max: 75 }, 50, 0.5, 100)).toBeNull();
    expect(viewWithin({ min: -5, max: 200 }, 100)).toBeNull();
  });

  it('stays within the axis when it is moved', () => {
    expect(panned({ min: 60, max: 80 }, 0.5, 100)).toEqual({ min: 70, max: 90 });
    expect(panned({ min: 60, max: 80 }, 5, 100)).toEqual({ min: 80, max: 100 });
    expect(showing({ min: 60, max: 80 }, 90, 100)).toEqual({ min: 71, max: 91 });
    expect(showing({ min: 60, max: 80 }, 70, 100)).toEqual({ min: 60, max: 80 });
  });

  it('always shows a few steps, all of them on the axis', () => {
    const number = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), number, number, (steps, a, b) => {
        const view = viewWithin({ min: Math.min(a, b), max: Math.max(a, b) }, steps);
        if (view === null) return;
        expect(view.min).toBeGreaterThanOrEqual(0);
        expect(view.max).toBeLessThanOrEqual(steps + 1e-6);
        expect(view.max - view.min).toBeGreaterThan(3.9);
      }),
    );
  });
});
