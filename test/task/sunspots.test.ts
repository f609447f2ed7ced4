// What the preset says of straight lines, from an autoregression of its own: normal equations, solved by elimination.
import { describe, expect, it } from 'vitest';
import { presetExperiment } from '../../src-core/experiment/presets/preset';
import { sunspots } from '../../src-core/experiment/presets/sunspots';
import { taskBaseline } from '../../src-core/task/baseline';
import { csvSeries } from '../../src-core/task/csv-series';
import { SAMPLE_TEXTS } from '../../src-core/task/samples/samples';

const [, ...lines] = SAMPLE_TEXTS['sample:sunspots.csv'].trimEnd().split('\n');
const numbers = Float64Array.from(lines, (line) => Number(line.split(',')[1]));

function solve(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index] ?? NaN]);
  const size = rows.length;
  const at = (row: number, column: number) => rows[row]?.[column] ?? NaN;
  for (let pivot = 0; pivot < size; pivot += 1) {
    for (let row = 0; row < size; row += 1) {
      if (row === pivot) continue;
      const factor = at(row, pivot) / at(pivot, pivot);
      rows[row] = (rows[row] ?? []).map((value, column) => value - factor * at(pivot, column));
    }
  }
  return rows.map((row, index) => (row[size] ?? NaN) / (row[index] ?? NaN));
}

/** Error over the test part of the line through the last `order` years that fits the training part best. */
function lineError(order: number, values: Float32Array, split: number): number {
  const years = Array.from({ length: values.length - order }, (_, k) => order + k);
  const seen = (year: number) => [1, ...Array.from({ length: order }, (_, k) => values[year - 1 - k] ?? NaN)];
  const trained = years.filter((year) => year < split);
  const sumOver = (of: (year: number) => number) => trained.reduce((sum, year) => sum + of(year), 0);
  const places = Array.from({ length: order + 1 }, (_, k) => k);
  const product = (i: number, j: number) =>
    sumOver((year) => (seen(year)[i] ?? NaN) * (seen(year)[j] ?? NaN));
  const line = solve(
    places.map((i) => places.map((j) => product(i, j))),
    places.map((i) => sumOver((year) => (seen(year)[i] ?? NaN) * (values[year] ?? NaN))),
  );
  const said = (year: number) => seen(year).reduce((sum, value, k) => sum + value * (line[k] ?? NaN), 0);
  const tested = years.filter((year) => year >= split);
  return tested.reduce((sum, year) => sum + (said(year) - (values[year] ?? NaN)) ** 2, 0) / tested.length;
}

describe('the preset sunspots', () => {
  it('is trained to 1946, and is held against the lines that its text names', () => {
    const { task } = presetExperiment(sunspots);
    if (task.kind !== 'csv') throw new Error('Expected a csv.');
    const { target, split } = csvSeries(task, { input: numbers, target: numbers });
    expect(1700 + split - 1).toBe(1946);
    expect(sunspots.lookFor).toContain('the years to 1946');
    const [one, nine] = [lineError(1, target, split), lineError(9, target, split)];
    expect(taskBaseline(task, { input: numbers, target: numbers })?.value).toBeCloseTo(one, 5);
    expect(sunspots.lookFor).toContain(`below ${one.toFixed(2)}, the best line from the present year`);
    expect(sunspots.lookFor).toContain(`below ${nine.toFixed(2)}, the best line from the last nine years`);
    // Only the GRU has most of its seeds below that: its upper quartile is.
    expect(sunspots.figure.map(({ quartiles }) => quartiles[1] < nine)).toEqual([false, false, true]);
  });
});
