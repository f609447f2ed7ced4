import { describe, expect, it } from 'vitest';
import {
  VISIBLE_WINDOWS,
  windowRange,
  windowSeries,
  withTested,
} from '../../../renderer/charts/window-series';
import { windowTable } from '../../../renderer/charts/window-table';
import { Trace } from '../../../renderer/runs/trace';
import { t } from '../language/texts';
import { chunk, evaluated, runningRecord, started } from '../runs/run-events';

function recorded(losses: readonly number[], shape: Parameters<typeof started>[0] = {}): Trace {
  const trace = new Trace(started(shape));
  trace.append(chunk(0, losses));
  return trace;
}

describe('windows', () => {
  it('follow on each other, a π apart', () => {
    const { target, prediction, x, ticks } = windowSeries(recorded([1, 0.5]), 1);
    expect(x).toEqual({ min: 0, max: VISIBLE_WINDOWS });
    expect(target).toEqual([
      { x: 0, y: 0.5 },
      { x: 0.5, y: -0.5 },
      { x: 1, y: 0.25 },
      { x: 1.5, y: -0.25 },
    ]);
    expect(prediction.map(({ y }) => y)).toEqual([1, -1, 0.5, -0.5]);
    expect(ticks.slice(0, 3).map(({ label }) => label)).toEqual(['0', 'π', '2π']);
  });

  it('scroll once there are more than fit', () => {
    const trace = recorded(Array.from({ length: 30 }, () => 1));
    const { target, x, ticks } = windowSeries(trace, 29);
    expect(x).toEqual({ min: 20, max: 30 });
    expect(target).toHaveLength(VISIBLE_WINDOWS * 2);
    expect(ticks.at(-1)).toEqual({ value: 30, label: '30π' });
  });

  it('can be looked at from an earlier step on', () => {
    const trace = recorded(Array.from({ length: 30 }, (_, k) => k));
    expect(windowSeries(trace, 12).prediction.at(-2)).toEqual({ x: 12, y: 12 });
  });

  it('are parted where steps between them are not recorded', () => {
    const trace = new Trace(started({ steps: 3000, detailEvery: 3 }));
    trace.append({ ...chunk(0, [1, 1]), detailSteps: Int32Array.from([0, 3]) });
    const { target, ticks } = windowSeries(trace, 1);
    expect(target.map(({ x }) => x)).toEqual([0, 0.5, 1, 1, 1.5]);
    expect(target[2]?.y).toBeNaN();
    expect(ticks.slice(0, 3).map(({ label }) => label)).toEqual(['0', '3', '6']);
  });

  it('are named by their own steps, the last of which is off the grid', () => {
    const trace = new Trace(started({ steps: 6, detailEvery: 3 }));
    trace.append({ ...chunk(0, [1, 1, 1]), count: 6, detailSteps: Int32Array.from([0, 3, 5]) });
    expect(
      windowSeries(trace, 2)
        .ticks.slice(0, 3)
        .map(({ label }) => label),
    ).toEqual(['0', '3', '5']);
  });

  it('are empty before the first', () => {
    const trace = new Trace(started());
    expect(windowSeries(trace, -1)).toMatchObject({ target: [], prediction: [], x: { min: 0, max: 10 } });
  });

  it('keep the axis on the target when a prediction runs away', () => {
    expect(windowSeries(recorded([2]), 0).y).toEqual({ min: -2, max: 2 });
    // Target 1, prediction 2; then a prediction of a million beside targets of 1.
    const trace = recorded([2]);
    trace.append({ ...chunk(1, [2]), prediction: Float32Array.from([1e6, NaN]) });
    expect(windowSeries(trace, 1).y).toEqual({ min: -4, max: 4 });
  });

  it('have an axis that ends with a number of two digits', () => {
    const { shape } = recorded([1]);
    const ends = [1, 3.2492587, 1.5185, 0.0271].map(
      (target) => windowRange({ shape, windowBounds: { target, prediction: target } }).max,
    );
    expect(ends).toEqual([1.2, 3.9, 1.8, 0.033]);
  });

  it('draw an answer that is asked for once as a level over its window', () => {
    const { target, prediction, ticks } = windowSeries(recorded([1, 0.5], { task: 'adding' }), 1);
    const levels = (points: readonly { y: number }[]) => points.map(({ y }) => y);
    expect(levels(target)).toEqual([-0.5, -0.5, NaN, -0.25, -0.25]);
    expect(levels(prediction)).toEqual([-1, -1, NaN, -0.5, -0.5]);
    expect(target.every(({ x }, at) => at === 0 || x >= (target[at - 1]?.x ?? NaN))).toBe(true);
    expect(ticks.slice(0, 2).map(({ label }) => label)).toEqual(['0', '1']);
  });

  it('draw the number of the class, at its point or as a level', () => {
    const shape = { timeStep: 2, inputSize: 1, outputSize: 3, flowColumns: ['flow_l0_t0', 'flow_l0_t1'] };
    const window = {
      ...chunk(0, [1]),
      target: Float32Array.of(1, 0, 0, 0, 0, 1),
      prediction: Float32Array.of(-3, -1, -2, NaN, 0, 1),
    };
    const drawn = (task: 'copy' | 'temporal-order') => {
      const trace = new Trace(started({ ...shape, task }));
      trace.append(window);
      return windowSeries(trace, 0);
    };
    expect(drawn('copy').target.map(({ y }) => y)).toEqual([0, 2]);
    expect(drawn('copy').prediction.map(({ y }) => y)).toEqual([1, NaN]);
    expect(drawn('temporal-order').target.map(({ y }) => y)).toEqual([2, 2]);
    expect(drawn('copy').y).toEqual({ min: -0.5, max: 2.5 });
  });
});

describe('a window that was not recorded', () => {
  const trace = new Trace(started({ steps: 3000, detailEvery: 3 }));
  trace.append({ ...chunk(0, [1, 1]), detailSteps: Int32Array.from([0, 3]) });
  const window = { target: Float32Array.of(0.25, 0.5), prediction: Float32Array.of(0.75, 1) };

  it('stands behind those before it, named by its step, and joined to none but its neighbour', () => {
    const apart = windowSeries(trace, 1, { step: 7, window });
    expect(apart.target.map(({ x, y }) => [x, y]).slice(-3)).toEqual([
      [2, NaN],
      [2, 0.25],
      [2.5, 0.5],
    ]);
    expect(apart.prediction.at(-1)).toEqual({ x: 2.5, y: 1 });
    expect(apart.ticks.map(({ label }) => label)).toEqual(['0', '3', '7']);
    const next = windowSeries(trace, 1, { step: 4, window });
    expect(next.target.filter(({ y }) => Number.isNaN(y))).toHaveLength(1);
  });

  it('leaves out the first of those that fill the chart', () => {
    const full = new Trace(started());
    full.append(
      chunk(
        0,
        Array.from({ length: 20 }, () => 1),
      ),
    );
    expect(windowSeries(full, 19, { step: 25, window }).x).toEqual({ min: 11, max: 21 });
  });
});

describe('windows the network is tested on', () => {
  const run = runningRecord();
  run.apply(evaluated(0, { loss: 0.75 }));
  run.apply(chunk(0, [1, 0.5, 0.25]));
  const freeRun = {
    input: Float32Array.of(0, 0),
    target: Float32Array.of(1, 0),
    prediction: Float32Array.of(3, NaN),
  };
  run.apply(evaluated(3, { freeRunLoss: 0.125, freeRun }));
  const { trace } = run;
  if (trace === null) throw new Error('The run has no trace.');
  const window = { target: Float32Array.of(1, 0), prediction: Float32Array.of(0.5, 0.25) };
  const tested = [
    { label: 'hold-out', loss: 0.5, window },
    { label: 'free run', loss: null, window: freeRun },
  ];

  it('are those of the network at a step: a step ends where the next evaluation stands', () => {
    expect([0, 1, 2].map((step) => run.evaluationAt(step)?.step)).toEqual([0, 0, 3]);
    expect(runningRecord().evaluationAt(0)).toBeNull();
  });

  it('are set apart behind the training, twice as wide, with their losses', () => {
    const series = withTested(windowSeries(trace, 2), trace.shape, tested);
    expect(series.shades).toEqual([
      { from: 10.3, to: 12.3, label: 'hold-out', figure: '0.5000' },
      { from: 12.600000000000001, to: 14.600000000000001, label: 'free run', figure: null },
    ]);
    expect(series.x.max).toBeCloseTo(14.6, 9);
    const behind = series.target.filter(({ x }) => x >= 10.3);
    expect(behind.map(({ y }) => y)).toEqual([NaN, 1, 0, NaN, 1, 0]);
    expect(behind.slice(0, 3).map(({ x }) => x)).toEqual([10.3, 10.3, 11.3]);
    // The axis has room for them: a free run of 3 beside targets of at most 1.
    expect(series.y).toEqual({ min: -3, max: 3 });
  });

  it('stand in the table beside the window of the step', () => {
    const table = windowTable(trace.shape, window, tested, t);
    expect(table.head).toEqual([
      't',
      'target',
      'prediction',
      'hold-out: target',
      'hold-out: prediction',
      'free run: target',
      'free run: prediction',
    ]);
    expect([table.row(0), table.row(1)]).toEqual([
      ['0', '1.00000', '0.500000', '1.00000', '0.500000', '1.00000', '3.00000'],
      ['1', '0', '0.250000', '0', '0.250000', '0', 'NaN'],
    ]);
    const adding = windowTable({ ...trace.shape, task: 'adding' }, window, [], t);
    expect([adding.rows, adding.row(0)]).toEqual([1, ['1', '0', '0.250000']]);
  });
});
