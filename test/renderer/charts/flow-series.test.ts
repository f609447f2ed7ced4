import { describe, expect, it } from 'vitest';
import {
  flowAt,
  flowBands,
  flowRange,
  flowShare,
  flowTable,
  spokenFlow,
} from '../../../renderer/charts/flow-series';
import { t } from '../language/texts';
import { chunk, runningRecord } from '../runs/run-events';

function recorded(losses: readonly number[] = [0.5, 0.25]) {
  const run = runningRecord();
  run.apply(chunk(0, losses));
  return flowBands([run], t);
}

describe('flow bands', () => {
  it('are one per lane, with a column per time step', () => {
    const [band] = recorded();
    expect(band).toMatchObject({ label: 'RNN', mark: '', lane: 0, columns: [0, 1] });
    expect(band && flowAt(band, 7)).toEqual({ step: 1, flow: [0.25, 0.25] });
  });

  it('part layers and directions, whatever the order of the columns', () => {
    const flowColumns = ['flow_l0_t1', 'flow_l0_t0', 'flow_l1_t0_reverse', 'flow_l1_t1_reverse'];
    expect(
      flowBands([runningRecord({ flowColumns })], t).map(({ label, mark, columns }) => [
        label,
        mark,
        columns,
      ]),
    ).toEqual([
      ['RNN layer 1', 'L1 →', [1, 0]],
      ['RNN layer 2 reverse', 'L2 ←', [2, 3]],
    ]);
  });

  it('refuse a column without a known name', () => {
    expect(() => flowBands([runningRecord({ flowColumns: ['reach_t0'] })], t)).toThrow(
      'Expected a flow column such as flow_l0_t0, got reach_t0.',
    );
  });

  it('know of no flow before a recorded step', () => {
    const [band] = flowBands([runningRecord()], t);
    expect(band && flowAt(band, 5)).toBeNull();
  });
});

describe('colours', () => {
  it('span whole decades, at most eight', () => {
    expect(flowRange([])).toEqual({ min: 0.001, max: 1 });
    expect(flowRange(recorded([0.5, 0.02]))).toEqual({ min: 0.01, max: 1 });
    expect(flowRange(recorded([1, 1e-30]))).toEqual({ min: 1e-8, max: 1 });
  });

  it('are even on a log scale, and none for what is not finite', () => {
    const range = { min: 1e-4, max: 1 };
    const shares = [0, 1e-9, 1e-4, 1e-2, 1, 7].map((value) => flowShare(value, range));
    expect(shares).toEqual([0, 0, 0, expect.closeTo(0.5, 12) as number, 1, 1]);
    expect(flowShare(NaN, range)).toBeNaN();
    expect(flowShare(Infinity, range)).toBeNaN();
  });
});

it('is told in a sentence and shown as a table', () => {
  const bands = recorded();
  expect(spokenFlow(bands, t)).toBe('RNN at step 1: 0.2500 at the first time step, 0.2500 at the last.');
  const table = flowTable(bands, t);
  expect([table.head, table.rows, table.row(0)]).toEqual([
    ['step', 't = 0', 't = 1'],
    2,
    ['0', '0.5000', '0.5000'],
  ]);
});
