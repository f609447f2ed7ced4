// The two tasks with classes, against what their papers say of their sequences.
import { describe, expect, it } from 'vitest';
import { taskBaseline } from '../../src-core/task/baseline';
import { copySource } from '../../src-core/task/copy';
import type { SequenceSource } from '../../src-core/task/sequence-source';
import { temporalOrderSource } from '../../src-core/task/temporal-order';
import { windowsOf } from './windows';

const temporalOrder = (timeStep: number, seed = 1) =>
  temporalOrderSource({ kind: 'temporal-order', timeStep }, seed, 'temporal-order');
const copy = (timeStep: number, seed = 1) => copySource({ kind: 'copy', timeStep }, seed, 'copy');

/** The one feature that is 1 at every point of a row; the others must be 0. */
function classes(values: Float32Array, features: number, batchSize: number, row: number): number[] {
  const points = values.length / features / batchSize;
  return Array.from({ length: points }, (_, t) => {
    const at = (t * batchSize + row) * features;
    const point = [...values.subarray(at, at + features)];
    expect([...point].sort()).toEqual([...new Array<number>(features - 1).fill(0), 1]);
    return point.indexOf(1);
  });
}

/** Sequences of `steps` batches of five: the symbols read, and the classes asked for. */
function sequences(source: SequenceSource, steps: number) {
  return Array.from({ length: steps }, (_, step) => {
    const { input, target } = windowsOf(source, step, 5);
    return Array.from({ length: 5 }, (_row, row) => ({
      read: classes(input, source.inputSize, 5, row),
      asked: classes(target, source.outputSize, 5, row),
    }));
  }).flat();
}

/** Counts must be a fifth of their expectation off at most, and none missing. */
function expectUniform(counts: ReadonlyMap<number, number>, values: readonly number[]): void {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  expect([...counts.keys()].sort((a, b) => a - b)).toEqual(values);
  for (const count of counts.values())
    expect(Math.abs((count * values.length) / total - 1)).toBeLessThan(0.2);
}

function tally(values: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

describe('temporalOrderSource', () => {
  it('puts A or B at p₀ in [.1 L, .2 L) and p₁ in [.5 L, .6 L), distractors elsewhere, and asks which', () => {
    const all = sequences(temporalOrder(50), 300);
    const places = all.map(({ read }) => read.flatMap((symbol, t) => (symbol < 2 ? [t] : [])));
    expect(places.every((two) => two.length === 2)).toBe(true);
    expectUniform(tally(places.map(([first = NaN]) => first)), [5, 6, 7, 8, 9]);
    expectUniform(tally(places.map(([, second = NaN]) => second)), [25, 26, 27, 28, 29]);
    expectUniform(tally(all.map(({ asked }) => asked.at(-1) ?? NaN)), [0, 1, 2, 3]);
    expectUniform(tally(all.flatMap(({ read }) => read.filter((symbol) => symbol >= 2))), [2, 3, 4, 5]);
    all.forEach(({ read, asked }, index) => {
      const [first = NaN, second = NaN] = (places[index] ?? []).map((t) => read[t] ?? NaN);
      expect(asked.at(-1)).toBe(2 * first + second);
    });
  });

  it('has the baseline of guessing one of four', () => {
    const { value } = taskBaseline({ kind: 'temporal-order', timeStep: 50 }) ?? {};
    expect(value).toBeCloseTo(-Math.log(1 / 4), 12);
  });
});

describe('copySource', () => {
  it('gives ten symbols of eight, T − 1 blanks, the delimiter and ten blanks, and asks for the symbols at the end', () => {
    for (const delay of [1, 2, 30]) {
      for (const { read, asked } of sequences(copy(delay + 20), 20)) {
        const symbols = read.slice(0, 10);
        expect(symbols.every((symbol) => symbol < 8)).toBe(true);
        expect(read.slice(10)).toEqual([
          ...new Array<number>(delay - 1).fill(8),
          9,
          ...new Array<number>(10).fill(8),
        ]);
        expect(asked).toEqual([...new Array<number>(delay + 10).fill(8), ...symbols]);
      }
    }
  });

  it('draws its symbols uniformly', () => {
    const symbols = sequences(copy(21), 200).flatMap(({ read }) => read.slice(0, 10));
    expectUniform(tally(symbols), [0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('has the baseline of one who knows the blanks and guesses the rest', () => {
    const guess = (t: number) =>
      t < 40 ? [0, 0, 0, 0, 0, 0, 0, 0, 1] : [...new Array<number>(8).fill(1 / 8), 0];
    const losses = sequences(copy(50), 4).map(({ asked }) =>
      asked.reduce((sum, symbol, t) => sum - Math.log(guess(t)[symbol] ?? NaN), 0),
    );
    const { value = NaN } = taskBaseline({ kind: 'copy', timeStep: 50 }) ?? {};
    for (const loss of losses) expect(loss / 50).toBeCloseTo(value, 12);
    // As the paper has it: 10 ln 8 / (T + 20), .1733 for T = 100.
    expect(taskBaseline({ kind: 'copy', timeStep: 120 })?.value).toBeCloseTo(0.1733, 4);
  });
});

describe('a task with classes', () => {
  it.each([
    ['temporal-order', temporalOrder],
    ['copy', copy],
  ])('gives any step in any order, the same for the same seed: %s', (_, sourceOf) => {
    const later = windowsOf(sourceOf(30), 7, 2);
    const source = sourceOf(30);
    windowsOf(source, 2, 2);
    expect(windowsOf(source, 7, 2)).toEqual(later);
    expect(windowsOf(sourceOf(30, 2), 7, 2)).not.toEqual(later);
    expect(windowsOf(source, 8, 2)).not.toEqual(later);
  });
});
