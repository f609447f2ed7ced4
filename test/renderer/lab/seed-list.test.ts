import { describe, expect, it } from 'vitest';
import { seedsFrom, seedsOf, seedText } from '../../../renderer/lab/seed-list';

describe('seeds as text', () => {
  it.each<[string, (number | string)[]]>([
    ['1', [1]],
    ['1-4', [1, 2, 3, 4]],
    ['1 - 3, 7;9', [1, 2, 3, 7, 9]],
    ['1–3，5', [1, 2, 3, 5]],
    ['3 1 2', [3, 1, 2]],
    ['', ['']],
    ['-1', [-1]],
    ['1.5', [1.5]],
    ['4-2', ['4-2']],
    ['x', ['x']],
  ])('%j stand for %j', (text, seeds) => {
    expect(seedsOf(text)).toEqual(seeds);
  });

  it('come back as they are, ranges told short', () => {
    for (const seeds of [[1], [1, 2], [1, 2, 3], [5, 7, 8, 9, 10, 2], [0]])
      expect(seedsOf(seedText(seeds))).toEqual(seeds);
    expect(seedText(Array.from({ length: 20 }, (_, k) => k + 1))).toBe('1-20');
    expect(seedText([1, 2])).toBe('1, 2');
  });

  it('are as many as asked for, from the first on', () => {
    expect(seedsFrom('5, 9', 3)).toBe('5-7');
    expect(seedsFrom('x', 2)).toBe('1, 2');
  });
});
