import { describe, expect, it } from 'vitest';
import type { RunStatus } from '../../../src-core/contract/run-event';
import type { Experiment } from '../../../src-core/experiment/experiment';
import { resolveLanes } from '../../../src-core/experiment/lanes';
import { parseExperiment } from '../../../src-core/experiment/parse-experiment';
import {
  laneIndexAt,
  placeOfResolved,
  sweepLayout,
  type SweepLayout,
} from '../../../src-core/experiment/sweep-layout';
import { RunRecord } from '../../../renderer/runs/run-record';
import { axisValue, pointWords } from '../../../renderer/sweep/axis-words';
import { cellSentence, cellText, gridTable } from '../../../renderer/sweep/cell-words';
import { gridShape, shareOf, sweepGrid } from '../../../renderer/sweep/sweep-grid';
import { offeredResults } from '../../../renderer/sweep/sweep-result';
import { textsIn } from '../language/texts';
import { chunk, ended, evaluated, started } from '../runs/run-events';

const texts = textsIn();
const { t } = texts;

function read(file: object): Experiment {
  const parsed = parseExperiment({ format: 'unroll-experiment', version: 1, ...file });
  if (parsed.kind === 'ok') return parsed.experiment;
  throw new Error(JSON.stringify(parsed.problems));
}

const experiment = read({
  seeds: [1, 2, 3],
  sweep: {
    'training.optimizer.learningRate': [0.01, 1],
    'training.clip': [{ kind: 'none' }, { kind: 'norm', limit: 0.5 }],
  },
});
const layout = sweepLayout(experiment) as SweepLayout;

/** Runs of a lane, one per list of losses; without a status they go on. */
function runsAt(point: number, losses: readonly (readonly number[])[], status?: RunStatus): RunRecord[] {
  const resolved = resolveLanes(experiment);
  if (resolved.kind === 'refused') throw new Error('Expected lanes that resolve.');
  const lane = resolved.lanes[point];
  if (lane === undefined) throw new Error(`Expected a point, got ${point}.`);
  return losses.map((own, k) => {
    const runId = `${point} ${k}`;
    const identity = { runId, lane: lane.label, seed: k + 1 };
    const index = laneIndexAt(layout, placeOfResolved(layout, point));
    const run = new RunRecord(identity, index, lane.settings, lane.stated);
    run.apply(started({ runId, steps: 4 }));
    run.apply({ ...chunk(0, own), runId });
    const diverged = own.findIndex((loss) => !Number.isFinite(loss));
    const end = diverged < 0 ? (status ?? null) : 'diverged';
    if (end !== null)
      run.apply(ended({ runId, status: end, steps: own.length, divergedAt: diverged < 0 ? null : diverged }));
    return run;
  });
}

const GRID = [
  ...runsAt(
    0,
    [
      [4, 2],
      [4, 4],
      [4, 6],
    ],
    'done',
  ),
  ...runsAt(
    1,
    [
      [1, 1],
      [1, 3],
      [1, NaN],
    ],
    'done',
  ),
  ...runsAt(
    2,
    [
      [1, NaN],
      [2, NaN],
      [1, 1],
    ],
    'done',
  ),
  ...runsAt(3, [[9, 9]], 'stopped'),
];

describe('the grid of a sweep', () => {
  it('has the median over seeds of the last losses, what diverged counting as worst', () => {
    const { blocks, range, best } = sweepGrid(layout, GRID, 'final');
    expect(blocks.map(({ label }) => label)).toEqual(['RNN']);
    expect(
      blocks[0]?.cells.map(({ kind, median, counted, diverged }) => [kind, median, counted, diverged]),
    ).toEqual([
      ['value', 4, 3, 0],
      ['value', 2, 3, 1],
      ['diverged', Infinity, 3, 2],
      ['ended', NaN, 0, 0],
    ]);
    expect([range, best]).toEqual([{ min: 2, max: 4 }, 2]);
  });

  it('has the lowest loss, the share that diverged, and what the hold-out says where there is one', () => {
    const medians = (result: Parameters<typeof sweepGrid>[2]) =>
      sweepGrid(layout, GRID, result).blocks[0]?.cells.map(({ median }) => median);
    expect(medians('lowest')).toEqual([4, 1, Infinity, NaN]);
    expect(medians('diverged')).toEqual([0, 1 / 3, 2 / 3, NaN]);
    expect(offeredResults(GRID)).toEqual(['final', 'lowest', 'diverged']);
    const [run] = runsAt(0, [[1]]);
    if (run === undefined) throw new Error('Expected a run.');
    run.apply(evaluated(0, { runId: '0 0', loss: 0.75, accuracy: 0.5 }));
    expect(offeredResults([run])).toEqual(['final', 'lowest', 'test', 'accuracy', 'diverged']);
    expect(sweepGrid(layout, [run], 'test').blocks[0]?.cells[0]?.median).toBe(0.75);
    expect(sweepGrid(layout, [run], 'accuracy').best).toBe(0.5);
  });

  it('fills while its runs go on, and says how far they are', () => {
    const cells = sweepGrid(layout, runsAt(0, [[4, 2]]), 'final').blocks[0]?.cells;
    expect(cells?.map(({ kind, median, progress }) => [kind, median, progress])).toEqual([
      ['value', 3, 0.5],
      ['none', NaN, 0],
      ['none', NaN, 0],
      ['none', NaN, 0],
    ]);
  });

  it('lies along the columns where one path is swept', () => {
    const one = sweepLayout(read({ sweep: { 'model.cell': ['rnn', 'lstm', 'gru'] } }));
    expect(one === null ? null : gridShape(one)).toEqual({ rows: 1, columns: 3 });
    expect(gridShape(layout)).toEqual({ rows: 2, columns: 2 });
  });

  it('places losses by their ratio and shares by their difference', () => {
    expect(shareOf(10, { min: 1, max: 100 }, 'final')).toBe(0.5);
    expect(shareOf(0.5, { min: 0, max: 1 }, 'diverged')).toBe(0.5);
    expect(shareOf(7, { min: 7, max: 7 }, 'final')).toBe(0.5);
  });
});

describe('the words of a cell', () => {
  const cells = sweepGrid(layout, GRID, 'final').blocks[0]?.cells ?? [];

  it('name what is no number', () => {
    expect(cells.map((cell) => cellText(cell, 'final', t))).toEqual([
      { main: '4.00', more: '' },
      { main: '2.00', more: '1 diverged' },
      { main: 'diverged', more: '2 of 3' },
      { main: 'no result', more: '' },
    ]);
    expect(cells.map((cell) => cellSentence(cell, 'final', t))).toEqual([
      '4.000, quartiles 3.500 to 4.500, 3 seeds',
      '2.000, quartiles 1.500 to ∞, 3 seeds, 1 of them diverged',
      '2 of 3 seeds diverged',
      'stopped or failed, so it is not compared',
    ]);
  });

  it('say the point in the words of the form, in both languages', () => {
    expect(pointWords(layout, 3, texts)).toBe('Learning rate 1, Clip gradients by norm 0.5');
    expect(pointWords(layout, 0, textsIn('zh-CN'))).toMatch(/^学习率 0\.01，.*关闭$/);
    const optimizer = { kind: 'sgd', learningRate: 0.1, momentum: 0.9 };
    expect(axisValue('training.optimizer', optimizer, texts)).toBe('SGD Learning rate 0.1 Momentum 0.9');
    expect(axisValue('model.hiddenSize', { matchParameters: 'LSTM' }, texts)).toBe('= LSTM');
    expect(axisValue('model.bidirectional', true, texts)).toBe('on');
    expect(axisValue('training.stopWhen.lossBelow', null, texts)).toBe('off');
  });

  it('are the rows of a table', () => {
    const table = gridTable(layout, sweepGrid(layout, GRID, 'final'), 'final', texts);
    expect(table.head.slice(0, 3)).toEqual(['Learning rate', 'Clip gradients', 'Median']);
    expect([table.rows, table.row(1), table.row(2), table.row(3)]).toEqual([
      4,
      ['0.01', 'by norm 0.5', '2.00000', '1.50000', 'diverged', '3', '1'],
      ['1', 'off', 'diverged', 'diverged', 'diverged', '3', '2'],
      ['1', 'by norm 0.5', '', '', '', '0', '0'],
    ]);
  });
});
