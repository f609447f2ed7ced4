import { describe, expect, it } from 'vitest';
import { traceTable } from '../../../renderer/charts/trace-table';
import {
  CANDIDATE,
  inverseSlope,
  spectrumGates,
  spectrumSeries,
} from '../../../renderer/diagnostics/spectrum-series';
import { t } from '../language/texts';

describe('the spectrum', () => {
  const gates = (radius: number | null) => [
    { suffix: 'l0', gate: 'i', radius: 3, norm: 4 },
    { suffix: 'l0', gate: 'g', radius, norm: 1.5 },
    { suffix: 'l1', gate: 'g', radius: 8, norm: 9 },
  ];

  const points = [
    { step: 0, gates: gates(0.5) },
    { step: 10, gates: gates(0.75) },
  ];
  const lstm = { label: 'LSTM', index: 0, points };
  const rnn = {
    label: 'RNN',
    index: 1,
    points: [{ step: 0, gates: [{ suffix: 'l0', gate: 'h', radius: 2, norm: 3 }] }],
  };
  const candidate = { suffix: 'l0', gate: CANDIDATE };

  it('is that of the candidate, and reads between its points as at the one before', () => {
    const { lines, steps } = spectrumSeries([lstm], candidate, t);
    expect(lines.map(({ name }) => name)).toEqual(['LSTM ρ', 'LSTM σ₁']);
    expect(steps).toBe(11);
    expect([lines[0]?.values.at(9), lines[0]?.values.at(10), lines[1]?.values.at(4)]).toEqual([
      0.5, 0.75, 1.5,
    ]);
  });

  it('leaves the radius out where it was not computed', () => {
    const only = { ...lstm, points: [{ step: 0, gates: gates(null) }] };
    expect(spectrumSeries([only], candidate, t).lines.map(({ name }) => name)).toEqual(['LSTM σ₁']);
  });

  it('is of the layer and gate that are chosen, of the lanes that have them, against the slope behind them', () => {
    expect(spectrumGates([rnn, lstm])).toEqual([CANDIDATE, 'i']);
    const names = (suffix: string, gate: string): readonly string[] =>
      spectrumSeries([rnn, lstm], { suffix, gate }, t).lines.map(
        ({ name, values }) => `${name} ${values.at(0)}`,
      );
    expect(names('l0', CANDIDATE)).toEqual(['RNN ρ 2', 'RNN σ₁ 3', 'LSTM ρ 0.5', 'LSTM σ₁ 1.5']);
    expect(names('l0', 'i')).toEqual(['LSTM ρ 3', 'LSTM σ₁ 4']);
    expect(names('l1', CANDIDATE)).toEqual(['LSTM ρ 8', 'LSTM σ₁ 9']);
    // The steepest slope by finite differences: tanh at 0, sigmoid at 0.
    const slope = (f: (x: number) => number): number => (f(1e-6) - f(-1e-6)) / 2e-6;
    expect(inverseSlope(CANDIDATE)).toBeCloseTo(1 / slope(Math.tanh), 6);
    expect(inverseSlope('i')).toBeCloseTo(1 / slope((x) => 1 / (1 + Math.exp(-x))), 6);
  });

  it('has a table of the steps that are known', () => {
    const table = traceTable(spectrumSeries([rnn, lstm], candidate, t), t);
    expect(Array.from({ length: table.rows }, (_, row) => table.row(row))).toEqual([
      ['0', '2.00000', '3.00000', '0.500000', '1.50000'],
      ['10', '', '', '0.750000', '1.50000'],
    ]);
    expect([table.rowOf(9), table.rowOf(10), table.stepOf(1)]).toEqual([0, 1, 10]);
  });
});
