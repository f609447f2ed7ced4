import { expect, it } from 'vitest';
import { comparedLanes } from '../../../renderer/charts/compared-lanes';

it('two lanes are compared: the chosen ones, else the first two, and never one with itself', () => {
  const lanes = [{ index: 0 }, { index: 2 }, { index: 5 }];
  const pairOf = (first: number | null, other: number | null) => {
    const pair = comparedLanes(lanes, { first, other });
    return pair === null ? null : [pair.a.index, pair.b.index];
  };
  expect(pairOf(null, null)).toEqual([0, 2]);
  expect(pairOf(5, 0)).toEqual([5, 0]);
  expect(pairOf(2, null)).toEqual([2, 0]);
  expect(pairOf(2, 2)).toEqual([2, 0]);
  // A lane that was removed is compared no more.
  expect(pairOf(7, 5)).toEqual([0, 5]);
  expect(comparedLanes([{ index: 0 }], { first: 0, other: 0 })).toBeNull();
});
