import { describe, expect, it } from 'vitest';
import { traceTable } from '../../../renderer/charts/trace-table';
import { normCharts, saturationCharts } from '../../../renderer/diagnostics/detail-series';
import { layerOf, layersOf } from '../../../renderer/diagnostics/layers';
import { RunRecord } from '../../../renderer/runs/run-record';
import { shownRuns } from '../../../renderer/runs/shown-run';
import { parameterLayout } from '../../../src-core/network/parameters';
import { t } from '../language/texts';
import { chunk, settings, started } from '../runs/run-events';

const PARAMETERS = ['rnn.weight_hh_l0', 'rnn.weight_hh_l1_reverse', 'out.bias'];
const SHARES = ['saturated_l0_i', 'dead_l1_h_reverse'];

/** A run whose every second step is recorded in detail: norms step, step + ½, step + ¼; shares a tenth of it. */
function recorded(index: number, lane: string, steps: number, last: number | null = null) {
  const run = new RunRecord({ runId: lane, lane, seed: 1 }, index, settings());
  const shapes = { parameterNames: PARAMETERS, saturationColumns: SHARES, detailEvery: 2 };
  run.apply({ ...started(shapes), runId: lane });
  const losses = Array.from({ length: steps }, (_, step) => (step === steps - 1 && last !== null ? last : 1));
  const detailed = losses.flatMap((_, step) => (step % 2 === 0 ? [step] : []));
  run.apply({
    ...chunk(0, losses),
    runId: lane,
    detailSteps: Int32Array.from(detailed),
    flow: new Float32Array(detailed.length * 2),
    parameterNorms: Float32Array.from(detailed.flatMap((step) => [step, step + 0.5, step + 0.25])),
    saturation: Float32Array.from(detailed.flatMap((step) => [step / 10, step / 20])),
    input: new Float32Array(detailed.length * 2),
    target: new Float32Array(detailed.length * 2),
    prediction: new Float32Array(detailed.length * 2),
  });
  return run;
}

const shownOf = (...runs: readonly RunRecord[]) =>
  shownRuns(
    runs.map((run) => ({ label: run.identity.lane, index: run.laneIndex, runs: [{ run }] })),
    null,
  );

describe('norms of the parameters', () => {
  const shown = shownOf(recorded(0, 'A', 6), recorded(1, 'B', 3));
  const samples = (factor: number) =>
    [0, 3].map((step) => ({
      kind: 'norms' as const,
      step,
      norms: PARAMETERS.map((name, place) => ({ name, norm: factor * (place + step + 1) })),
    }));

  it('are a chart per parameter of the layer, and of the head, with both norms of every lane', () => {
    const charts = normCharts(shown, new Map([['A', samples(10)]]), 'l0', t);
    expect(charts.map(({ title }) => title)).toEqual(['rnn.weight_hh_l0', 'out.bias']);
    const [, head] = charts;
    expect(head?.series.lines.map(({ name, lane, look }) => [name, lane, look])).toEqual([
      ['A ‖W‖', 0, 'plain'],
      ['A ‖∂L/∂W‖', 0, 'dotted'],
      ['B ‖W‖', 1, 'plain'],
      ['B ‖∂L/∂W‖', 1, 'dotted'],
    ]);
    const [weight, gradient, unknown] = head?.series.lines ?? [];
    expect(gradient?.points(null)).toEqual([
      { x: 0, y: 0.25 },
      { x: 2, y: 2.25 },
      { x: 4, y: 4.25 },
    ]);
    expect([weight?.values.at(2), weight?.values.at(3)]).toEqual([30, 60]);
    expect(unknown?.values.rows).toBe(0);
    expect(gradient?.extent()).toEqual({ low: 0.25, high: 4.25, smallestPositive: 0.25 });
    expect(gradient?.points({ min: 3, max: 4 }).map(({ x }) => x)).toEqual([2, 4]);
  });

  it('have a table of the steps that are known, with a gap where one line is not', () => {
    const [, head] = normCharts(shown, new Map([['A', samples(10)]]), 'l0', t);
    if (head === undefined) throw new Error('Expected a chart of the head.');
    const table = traceTable(head.series, t);
    expect(Array.from({ length: table.rows }, (_, row) => table.row(row).slice(0, 3))).toEqual([
      ['0', '30.0000', '0.250000'],
      ['2', '', '2.25000'],
      ['3', '60.0000', ''],
      ['4', '', '4.25000'],
    ]);
  });
});

describe('saturation', () => {
  it('is a chart per activation of the layer, named by what it counts, with divergence marked', () => {
    const shown = shownOf(recorded(0, 'A', 5, NaN));
    const [chart] = saturationCharts(shown, 'l0', t);
    expect(chart?.title).toBe('i saturated');
    expect(chart?.series.lines[0]?.values.at(3)).toBe(Math.fround(0.2));
    expect(chart?.series.divergences).toEqual([{ step: 4, lane: 0, label: 'A diverged at step 4' }]);
    expect(saturationCharts(shown, 'l1_reverse', t).map(({ title }) => title)).toEqual(['h dead']);
    expect(layersOf(shown)).toEqual(['l0', 'l1_reverse']);
  });
});

describe('the layer in a name', () => {
  it('is told of every parameter of a deep network in both directions, and of none of the head', () => {
    const { model } = settings();
    const { parameters } = parameterLayout(
      { ...model, layers: 2, bidirectional: true, normalization: 'layer' },
      1,
      1,
    );
    for (const { name } of parameters) {
      const expected = name.startsWith('out.') ? null : name.replace(/^rnn\.[a-z]+_(ih|hh)_/, '');
      expect(layerOf(name)).toBe(expected);
    }
    expect(['saturated_l0_tanhC', 'dead_l1_h_reverse'].map(layerOf)).toEqual(['l0', 'l1_reverse']);
  });
});
