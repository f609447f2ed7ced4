import { expect, it } from 'vitest';
import { initialWeights } from '../bench/initial-weights';
import { ROWS, rowId, rowSettings, selectRows } from '../bench/row';

it('rows have ids of their own', () => {
  const ids = ROWS.map(rowId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain('lstm-64-100-20');
});

it('a filter is the start of an id, part by part', () => {
  expect(selectRows([])).toEqual(ROWS);
  expect(selectRows(['gru']).map(rowId)).toEqual(['gru-32-10-1']);
  expect(selectRows(['lstm-128']).map(rowId)).toEqual(['lstm-128-100-1', 'lstm-128-50-64']);
  expect(() => selectRows(['gru', 'lstm-12'])).toThrow(
    '--rows lstm-12 matches no row: expected the start of rnn-32-10-1',
  );
});

it('rows keep the order of the table, and none comes twice', () => {
  expect(selectRows(['lstm-32', 'rnn-32', 'lstm-32-10']).map(rowId)).toEqual(['rnn-32-10-1', 'lstm-32-10-1']);
});

it('settings are the row’s, with clipping by norm and carried state', () => {
  const [row] = selectRows(['lstm-64']);
  if (row === undefined) throw new Error('There is a row lstm-64.');
  const { task, model, training } = rowSettings(row);
  expect([model.cell, model.hiddenSize, task.timeStep, training.batchSize]).toEqual(['lstm', 64, 100, 20]);
  expect(training.clip.kind).toBe('norm');
  expect(training.carryState).toBe(true);
});

it.each(ROWS.map((row) => [rowId(row), row] as const))('weights of %s fit it, uniform in ±1/√H', (_, row) => {
  const rows = { rnn: 1, lstm: 4, gru: 3 }[row.cell] * row.hiddenSize;
  const weights = initialWeights(row, 1);
  expect(weights.map(({ name, shape }) => [name, shape])).toEqual([
    ['rnn.weight_ih_l0', [rows, 1]],
    ['rnn.weight_hh_l0', [rows, row.hiddenSize]],
    ['rnn.bias_ih_l0', [rows]],
    ['rnn.bias_hh_l0', [rows]],
    ['out.weight', [1, row.hiddenSize]],
    ['out.bias', [1]],
  ]);
  const bound = 1 / Math.sqrt(row.hiddenSize);
  const values = weights.flatMap((tensor) => Array.from(tensor.values));
  expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(bound);
  // Uniform on ±bound has the variance bound²/3.
  const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
  expect(variance / (bound * bound)).toBeGreaterThan(0.3);
  expect(variance / (bound * bound)).toBeLessThan(0.37);
  expect(initialWeights(row, 1)).toEqual(weights);
  expect(initialWeights(row, 2)).not.toEqual(weights);
});
