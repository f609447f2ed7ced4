import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { CsvTask } from '../../src-core/experiment/experiment';
import type { TaskData } from '../../src-core/experiment/task-data';
import { taskBaseline } from '../../src-core/task/baseline';
import { csvSeries, csvShortage, MOST_TEST_WINDOWS, type CsvSettings } from '../../src-core/task/csv-series';
import { csvHoldOut, csvSource } from '../../src-core/task/csv';
import type { SequenceSource } from '../../src-core/task/sequence-source';

const TASK: CsvTask = {
  kind: 'csv',
  path: 'data.csv',
  input: 'a',
  target: 'b',
  timeStep: 3,
  horizon: 1,
  scale: 'none',
  testFraction: 0.25,
};

/** Column a counts its rows from 0, column b is 1000 ahead: a value tells the row it is from. */
function counted(rows: number): TaskData {
  const input = Float64Array.from({ length: rows }, (_, row) => row);
  return { input, target: input.map((row) => row + 1000) };
}

const settings = (
  task: Partial<CsvTask> = {},
  training: Partial<CsvSettings['training']> = {},
): CsvSettings => ({
  task: { ...TASK, ...task },
  training: { batchSize: 1, carryState: true, loss: { kind: 'mse', on: 'every' }, ...training },
});

/** First row of the input of every row of a batch; every other value is held against it. */
function startsOf(
  source: SequenceSource,
  step: number,
  batchSize: number,
  horizon: number,
): readonly number[] {
  const size = source.timeStep * batchSize;
  const batch = { input: new Float32Array(size).fill(NaN), target: new Float32Array(size).fill(NaN) };
  source.writeBatch(step, batchSize, batch);
  return Array.from({ length: batchSize }, (_, row) => {
    const start = batch.input[row] ?? NaN;
    for (let t = 0; t < source.timeStep; t += 1) {
      expect(batch.input[t * batchSize + row]).toBe(start + t);
      expect(batch.target[t * batchSize + row]).toBe(1000 + start + t + horizon);
    }
    return start;
  });
}

describe('csvSeries', () => {
  it('scales by mean and deviation, or least and largest, of the training part alone', () => {
    const input = Float64Array.of(2, 4, 4, 6, 100, -50);
    const data = { input, target: input };
    const of = (scale: CsvTask['scale']) => [
      ...csvSeries({ ...TASK, scale, testFraction: 1 / 3 }, data).input,
    ];
    expect(of('none')).toEqual([...input]);
    // Mean 4, variance (4 + 0 + 0 + 4) / 4 = 2.
    expect(of('standard')).toEqual([...input].map((value) => Math.fround((value - 4) / Math.SQRT2)));
    expect(of('minmax')).toEqual([...input].map((value) => Math.fround((value - 2) / 4)));
  });

  it('only shifts a column that is constant in the training part', () => {
    const input = Float64Array.of(7, 7, 7, 9);
    for (const scale of ['standard', 'minmax'] as const)
      expect([...csvSeries({ ...TASK, scale }, { input, target: input }).input]).toEqual([0, 0, 0, 2]);
  });

  it('splits in time: no target that is trained on lies in the test part', () => {
    const { split, firstTest, pairs } = csvSeries({ ...TASK, horizon: 2 }, counted(20));
    expect({ split, firstTest, pairs }).toEqual({ split: 15, firstTest: 13, pairs: 18 });
  });
});

describe('csvSource', () => {
  it('goes window by window through the training part where state is carried, and begins again after the last', () => {
    // 20 rows, 15 to train on, 14 pairs: four windows of three, the first two rows are left out.
    const source = csvSource(settings(), 1, counted(20));
    const starts = [0, 1, 2, 3, 4, 9].map((step) => startsOf(source, step, 1, 1)[0]);
    expect(starts).toEqual([2, 5, 8, 11, 2, 5]);
  });

  it('cuts the training part into a stretch for every row of the batch', () => {
    const source = csvSource(settings({}, { batchSize: 2 }), 1, counted(20));
    expect([0, 1, 2].map((step) => startsOf(source, step, 2, 1))).toEqual([
      [2, 8],
      [5, 11],
      [2, 8],
    ]);
  });

  it('draws every window for itself where none is, each place about as often as another', () => {
    const source = csvSource(settings({}, { carryState: false, batchSize: 4 }), 7, counted(20));
    const starts = Array.from({ length: 600 }, (_, step) => startsOf(source, step, 4, 1)).flat();
    const counts = Array.from({ length: 12 }, (_, place) => starts.filter((start) => start === place).length);
    expect(counts.reduce((sum, count) => sum + count)).toBe(2400);
    // 200 of each are expected; five standard deviations are 68.
    for (const count of counts) expect(Math.abs(count - 200)).toBeLessThan(68);
    expect(startsOf(source, 5, 4, 1)).toEqual(
      startsOf(csvSource(settings({}, { carryState: false }), 7, counted(20)), 5, 4, 1),
    );
  });
});

describe('csvHoldOut', () => {
  it('is the test part window by window, the state warmed up over the end of the training part', () => {
    const holdOut = csvHoldOut(settings({ testFraction: 0.5 }), counted(40));
    if (holdOut.kind !== 'series') throw new Error('Expected a series.');
    expect(holdOut).toMatchObject({ warmUp: 5, windows: 6 });
    const starts = Array.from({ length: 11 }, (_, step) => startsOf(holdOut.source, step, 2, 1));
    // Pair 19 has the first target of the test part, row 20. All rows of a batch are alike.
    expect(starts.map(([first]) => first)).toEqual([4, 7, 10, 13, 16, 19, 22, 25, 28, 31, 34]);
    for (const [first, second] of starts) expect(second).toBe(first);
  });

  it('asks about every row of the test part where no state is carried and the last point answers', () => {
    const last = { carryState: false, loss: { kind: 'mse', on: 'last' } } as const;
    const holdOut = csvHoldOut(settings({}, last), counted(20));
    if (holdOut.kind !== 'sequences') throw new Error('Expected sequences.');
    expect(holdOut.count).toBe(5);
    const targets = Array.from(
      { length: 5 },
      (_, index) => (startsOf(holdOut.source, index, 1, 1)[0] ?? NaN) + 3,
    );
    expect(targets).toEqual([15, 16, 17, 18, 19]);
    const many = csvHoldOut(settings({}, last), counted(20_000));
    expect(many).toMatchObject({ count: MOST_TEST_WINDOWS });
  });

  it('never reads beyond the file, and never trains on what it tests, whatever the settings', () => {
    const any = fc.record({
      rows: fc.integer({ min: 2, max: 60 }),
      timeStep: fc.integer({ min: 1, max: 12 }),
      horizon: fc.integer({ min: 0, max: 9 }),
      testFraction: fc.double({ min: 0.01, max: 1, noNaN: true }),
      batchSize: fc.integer({ min: 1, max: 5 }),
      carryState: fc.boolean(),
      on: fc.constantFrom('every' as const, 'last' as const),
    });
    fc.assert(
      fc.property(any, ({ rows, timeStep, horizon, testFraction, batchSize, carryState, on }) => {
        const set = settings(
          { timeStep, horizon, testFraction },
          { batchSize, carryState, loss: { kind: 'mse', on } },
        );
        const shortage = csvShortage(set, rows);
        if (shortage !== null) {
          expect(shortage.expected).toMatch(/^at least \d+ rows/);
          return;
        }
        const data = counted(rows);
        const { split } = csvSeries(set.task, data);
        const source = csvSource(set, 1, data);
        for (let step = 0; step < 20; step += 1)
          for (const start of startsOf(source, step, batchSize, horizon))
            expect(start + timeStep - 1 + horizon).toBeLessThan(split);
        const holdOut = csvHoldOut(set, data);
        const tested = holdOut.kind === 'series' ? holdOut.windows + holdOut.warmUp : holdOut.count;
        const counts = holdOut.kind === 'series' ? holdOut.warmUp : 0;
        for (let step = 0; step < tested; step += 1) {
          const [start = NaN] = startsOf(holdOut.source, step, 1, horizon);
          const answered = on === 'last' && !carryState ? start + timeStep - 1 : start;
          if (step >= counts) expect(answered + horizon).toBeGreaterThanOrEqual(split);
        }
      }),
    );
  });
});

describe('taskBaseline of a csv', () => {
  it('is the error of the line that fits the training part, over the test part', () => {
    // Trained: (0, 1), (1, 3), (2, 5): y = 2x + 1. Tested: (3, 10) and (4, 9), off by 3 and 0.
    const data = { input: Float64Array.of(0, 1, 2, 3, 4), target: Float64Array.of(1, 3, 5, 10, 9) };
    const task = { ...TASK, horizon: 0, testFraction: 0.4 };
    expect(taskBaseline(task, data)?.value).toBeCloseTo(4.5, 6);
    expect(taskBaseline(task)).toBeNull();
  });

  it('of a column that tells nothing of the other is its variance around the mean of the training part', () => {
    const data = { input: Float64Array.of(5, 5, 5, 5), target: Float64Array.of(1, 3, 4, 6) };
    expect(taskBaseline({ ...TASK, horizon: 0, testFraction: 0.5 }, data)?.value).toBeCloseTo(
      (4 + 16) / 2,
      6,
    );
  });
});
