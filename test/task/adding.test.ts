import { describe, expect, it } from 'vitest';
import { addingSource } from '../../src-core/task/adding';
import { taskBaseline } from '../../src-core/task/baseline';
import { windowsOf } from './windows';

const adding = (timeStep: number, seed = 1, set = 'adding') =>
  addingSource({ kind: 'adding', timeStep }, seed, set);

/** (value, mark) of every point of row `row`. */
function points(input: Float32Array, timeStep: number, batchSize: number, row: number) {
  return Array.from({ length: timeStep }, (_, t) => {
    const at = 2 * (t * batchSize + row);
    return { value: input[at] ?? NaN, mark: input[at + 1] ?? NaN };
  });
}

describe('addingSource', () => {
  it('marks one point in each half, and asks for the sum of their numbers', () => {
    for (const timeStep of [2, 3, 10, 51]) {
      for (let step = 0; step < 40; step += 1) {
        const { input, target } = windowsOf(adding(timeStep), step, 3);
        for (let row = 0; row < 3; row += 1) {
          const all = points(input, timeStep, 3, row);
          const marked = all.flatMap(({ mark }, t) => (mark === 1 ? [t] : []));
          expect(all.every(({ mark }) => mark === 0 || mark === 1)).toBe(true);
          expect(marked).toHaveLength(2);
          expect(marked[0]).toBeLessThan(Math.floor(timeStep / 2));
          expect(marked[1]).toBeGreaterThanOrEqual(Math.floor(timeStep / 2));
          const sum = marked.reduce((total, t) => total + (all[t]?.value ?? NaN), 0);
          expect(target[(timeStep - 1) * 3 + row]).toBe(Math.fround(sum));
        }
      }
    }
  });

  it('draws numbers uniformly from [0, 1), and marks uniformly from each half', () => {
    const first = new Array<number>(5).fill(0);
    const second = new Array<number>(5).fill(0);
    let sum = 0;
    let squares = 0;
    let count = 0;
    for (let step = 0; step < 100; step += 1) {
      const { input } = windowsOf(adding(10), step, 50);
      for (let row = 0; row < 50; row += 1) {
        points(input, 10, 50, row).forEach(({ value, mark }, t) => {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
          sum += value;
          squares += value * value;
          count += 1;
          const counts = t < 5 ? first : second;
          if (mark === 1) counts[t % 5] = (counts[t % 5] ?? 0) + 1;
        });
      }
    }
    // Five standard errors: of the mean 1/√12, of a share √(p q).
    expect(Math.abs(sum / count - 1 / 2)).toBeLessThan((5 * 0.2887) / Math.sqrt(count));
    expect(Math.abs(squares / count - 1 / 3)).toBeLessThan((5 * 0.2981) / Math.sqrt(count));
    for (const times of [...first, ...second]) {
      expect(Math.abs(times / 5000 - 0.2)).toBeLessThan((5 * 0.4) / Math.sqrt(5000));
    }
  });

  it('gives any step in any order, the same for the same seed and for every batch that holds the row', () => {
    const source = adding(20);
    const later = windowsOf(source, 7, 2);
    windowsOf(source, 3, 2);
    expect(windowsOf(source, 7, 2)).toEqual(later);
    expect(windowsOf(adding(20), 7, 2)).toEqual(later);
    expect(points(windowsOf(source, 7, 5).input, 20, 5, 1)).toEqual(points(later.input, 20, 2, 1));
    expect(windowsOf(adding(20, 2), 7, 2)).not.toEqual(later);
    expect(windowsOf(adding(20, 1, 'hold-out'), 7, 2)).not.toEqual(later);
    expect(windowsOf(source, 8, 2)).not.toEqual(later);
  });

  it('has the baseline that always answering 1 comes to', () => {
    let squares = 0;
    for (let step = 0; step < 400; step += 1) {
      const { target } = windowsOf(adding(6), step, 50);
      for (let row = 0; row < 50; row += 1) squares += (1 - (target[5 * 50 + row] ?? NaN)) ** 2;
    }
    const { value = NaN } = taskBaseline({ kind: 'adding', timeStep: 6 }) ?? {};
    // The squares have a deviation of √(7/180); no other constant does better, for 1 is the mean.
    expect(Math.abs(squares / 20_000 - value)).toBeLessThan((5 * Math.sqrt(7 / 180)) / Math.sqrt(20_000));
  });
});
