// What is measured: the rows of the table. A row is one network at one window length and batch size.
import type { CellKind, Settings } from '../../src-core/experiment/experiment';

export interface Row {
  readonly cell: CellKind;
  readonly hiddenSize: number;
  readonly timeStep: number;
  readonly batchSize: number;
  /**
   * Steps that one call of a compiled program takes, the same for every peer that compiles one: about 30 ms of training,
   * as long as a chunk of a real run.
   */
  readonly chunk: number;
}

/** Every row trains with these. The gradient norm of the first steps exceeds the limit, so clipping really acts. */
export const LEARNING_RATE = 0.001;
export const CLIP_LIMIT = 0.05;

export const ROWS: readonly Row[] = [
  { cell: 'rnn', hiddenSize: 32, timeStep: 10, batchSize: 1, chunk: 1000 },
  { cell: 'lstm', hiddenSize: 32, timeStep: 10, batchSize: 1, chunk: 1000 },
  { cell: 'gru', hiddenSize: 32, timeStep: 10, batchSize: 1, chunk: 1000 },
  { cell: 'rnn', hiddenSize: 128, timeStep: 100, batchSize: 1, chunk: 100 },
  { cell: 'lstm', hiddenSize: 128, timeStep: 100, batchSize: 1, chunk: 30 },
  { cell: 'rnn', hiddenSize: 64, timeStep: 100, batchSize: 20, chunk: 20 },
  { cell: 'lstm', hiddenSize: 64, timeStep: 100, batchSize: 20, chunk: 8 },
  { cell: 'lstm', hiddenSize: 128, timeStep: 50, batchSize: 64, chunk: 4 },
];

/** `lstm-64-100-20`: cell, hidden size, window length, batch size. */
export function rowId(row: Row): string {
  return `${row.cell}-${row.hiddenSize}-${row.timeStep}-${row.batchSize}`;
}

/**
 * The rows whose id starts with one of the filters: `lstm`, `rnn-32`, `lstm-64-100-20`. No filter: every row.
 * @throws RangeError when a filter matches no row.
 */
export function selectRows(filters: readonly string[]): readonly Row[] {
  const matches = (row: Row, filter: string) => `${rowId(row)}-`.startsWith(`${filter}-`);
  for (const filter of filters) {
    if (ROWS.some((row) => matches(row, filter))) continue;
    throw new RangeError(
      `--rows ${filter} matches no row: expected the start of ${ROWS.map(rowId).join(', ')}.`,
    );
  }
  return filters.length === 0 ? ROWS : ROWS.filter((row) => filters.some((filter) => matches(row, filter)));
}

/** The row as the settings of a run: the sine → cosine task, Adam, clipping by norm, hidden state carried. */
export function rowSettings(row: Row): Settings {
  return {
    task: {
      kind: 'sine-cosine',
      timeStep: row.timeStep,
      amplitude: 1,
      frequency: 1,
      phase: 0,
      noise: 0,
      target: 'cos',
    },
    model: {
      cell: row.cell,
      nonlinearity: 'tanh',
      hiddenSize: row.hiddenSize,
      layers: 1,
      bidirectional: false,
      normalization: 'none',
      dropout: 0,
      init: { kind: 'torch', recurrentGain: 1, forgetBias: 0 },
    },
    training: {
      steps: Number.MAX_SAFE_INTEGER,
      batchSize: row.batchSize,
      carryState: true,
      loss: { kind: 'mse', on: 'every' },
      optimizer: { kind: 'adam', learningRate: LEARNING_RATE },
      schedule: { kind: 'constant' },
      clip: { kind: 'norm', limit: CLIP_LIMIT },
      stopWhen: { notFinite: true, lossBelow: null, steps: null, seconds: null },
    },
  };
}
