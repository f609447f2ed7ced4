import { expect, it } from 'vitest';
import type { MeasuredPeer, RowResult } from '../bench/measurement';
import { isSound } from '../bench/measurement';
import { alignColumns, experimentTable, figure, rowTable } from '../bench/table';
import { usPerStepBetween } from '../bench/wall';

const measured = (peer: string, us: number, rest: Partial<MeasuredPeer> = {}): MeasuredPeer => ({
  kind: 'measured',
  peer,
  version: peer,
  minimumUs: us,
  medianUs: us * 1.1,
  cpuUs: us * 0.9,
  roundsUs: [us, us * 1.2],
  setUpMs: 350.4,
  difference: 3e-7,
  agreement: 'same',
  ...rest,
});

const result = (...peers: RowResult['peers']): RowResult => ({
  row: { cell: 'lstm', hiddenSize: 32, timeStep: 10, batchSize: 1, chunk: 100 },
  load: 0,
  peers,
});

it('aligns figures to the right, names to the left', () => {
  expect(
    alignColumns([
      ['a', '1.5'],
      ['long', '10'],
    ]),
  ).toBe('a     1.5\nlong   10');
});

it('writes figures with three or more digits, never as exponent, and – where there is none', () => {
  expect([5.7123, 93.14, 927.04, 8556.2, 0.5, 123456].map(figure)).toEqual([
    '5.71',
    '93.14',
    '927.0',
    '8556',
    '0.50',
    '123456',
  ]);
  expect([null, Number.NaN, Infinity].map(figure)).toEqual(['–', '–', '–']);
});

it('relates every peer to our first engine, and says what is missing and why', () => {
  const text = rowTable(
    result(
      measured('unroll-xla', 5, { agreement: 'yardstick', difference: null }),
      measured('pytorch', 1000),
      measured('brain.js', 50, { agreement: 'own-work', difference: null }),
      { kind: 'unavailable', peer: 'jax', why: 'No module named jax' },
    ),
  );
  expect(text.split('\n')).toEqual([
    'LSTM, hidden 32, T 10, batch 1',
    'peer        min µs  median µs  cpu µs  × ours  set-up ms    same work',
    'unroll-xla    5.00       5.50    4.50    1.00        350    yardstick',
    'pytorch       1000       1100   900.0   200.0        350  same (3e-7)',
    'brain.js     50.00      55.00   45.00   10.00        350    own model',
    'jax: unavailable: No module named jax',
  ]);
});

it('has no ratios where no engine of ours ran', () => {
  expect(rowTable(result(measured('jax', 20)))).toMatch(/jax +20\.00 +22\.00 +18\.00 +–/);
});

it('is sound with peers missing, and not with one that failed or computes something else', () => {
  const ours = measured('unroll-xla', 5, { agreement: 'yardstick', difference: null });
  expect(isSound(result(ours, { kind: 'unavailable', peer: 'jax', why: '' }))).toBe(true);
  expect(isSound(result(ours, { kind: 'failed', peer: 'jax', why: '' }))).toBe(false);
  expect(isSound(result(ours, measured('jax', 5, { agreement: 'different', difference: 0.1 })))).toBe(false);
});

it('takes the step of whole runs from the fastest of each length', () => {
  expect(usPerStepBetween({ shortSeconds: [3, 2], longSeconds: [4, 9] }, [20_000, 220_000])).toBe(10);
});

it('has a line per peer of a whole experiment, against the fastest round of ours', () => {
  const table = experimentTable([
    { kind: 'measured', peer: 'unroll run', seconds: [2, 1.5, 4], difference: null },
    { kind: 'measured', peer: 'jax', seconds: [3, 3.5, 9], difference: 3e-7 },
    { kind: 'unavailable', peer: 'pytorch', why: 'No module named torch.' },
  ]);
  expect(table.split('\n').slice(1)).toEqual([
    'peer        min s  median s  × ours  same work',
    'unroll run   1.50      2.00    1.00  yardstick',
    'jax          3.00      3.50    2.00       3e-7',
    'pytorch: unavailable: No module named torch.',
  ]);
});
