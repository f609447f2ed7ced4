import { describe, expect, it } from 'vitest';
import { atPlace, changeOf, liveValues, placeOf, shared, SLIDER } from '../../../renderer/lab/live-values';
import { runningRecord } from '../runs/run-events';

describe('what is in force', () => {
  it('is what the experiment states until it is changed', () => {
    const run = runningRecord({}, { clip: { kind: 'norm', limit: 2 } });
    expect(liveValues(run)).toEqual({ learningRate: 0.001, clipLimit: 2 });
    run.apply({ kind: 'adjusted', runId: 'a', step: 3, learningRate: 0.01, clipLimit: null });
    expect(liveValues(run)).toEqual({ learningRate: 0.01, clipLimit: null });
  });

  it('of several lanes is told only where they agree', () => {
    expect(shared([1, 1])).toEqual({ value: 1 });
    expect(shared([null, null])).toEqual({ value: null });
    expect([shared([1, 2]), shared([])]).toEqual([null, null]);
  });
});

describe('what is typed', () => {
  it.each([
    ['learningRate', ' 1e-2 ', { learningRate: 0.01 }],
    ['learningRate', '', null],
    ['learningRate', '0', null],
    ['learningRate', '-1', null],
    ['learningRate', 'fast', null],
    ['learningRate', 'Infinity', null],
    ['clipLimit', '', { clipLimit: null }],
    ['clipLimit', '.5', { clipLimit: 0.5 }],
    ['clipLimit', '0', null],
  ] as const)('as %s: %j is %j', (what, text, change) => {
    expect(changeOf(what, text)).toEqual(change);
  });
});

it('a slider goes two decades to each side of its centre, and back to where it was', () => {
  expect([atPlace(0.001, SLIDER.min), atPlace(0.001, 0), atPlace(0.001, SLIDER.max)]).toEqual([
    1e-5, 0.001, 0.1,
  ]);
  for (const place of [-2, -0.5, 0, 1.25]) expect(placeOf(3, atPlace(3, place))).toBeCloseTo(place, 2);
  expect([placeOf(1, 1e9), placeOf(1, 0)]).toEqual([SLIDER.max, 0]);
});
