import { describe, expect, it } from 'vitest';
import { binEnds, histogramTable } from '../../../renderer/diagnostics/histogram-table';
import { spokenUnits, unitTable } from '../../../renderer/diagnostics/unit-table';
import { histogram } from '../../../src-core/diagnosis/histogram';
import { t } from '../language/texts';

const map = (label: string, shape: readonly number[], ...values: readonly number[]) => ({
  label,
  values: { shape, values: Float32Array.from(values) },
});

describe('the table of units', () => {
  const rnn = map('RNN h', [2, 3], 0.5, -0.25, 0, 0.75, NaN, -1);
  const lstm = map('LSTM h', [2, 1], 0.125, 0.25);

  it('has a row per time step and unit, and nothing of units that a lane has not', () => {
    const { head, rows, row } = unitTable([rnn, lstm], t);
    expect(head).toEqual(['t', 'unit', 'RNN h', 'LSTM h']);
    expect(Array.from({ length: rows }, (_, index) => row(index))).toEqual([
      ['0', '0', '0.500000', '0.125000'],
      ['0', '1', '−0.250000', ''],
      ['0', '2', '0', ''],
      ['1', '0', '0.750000', '0.250000'],
      ['1', '1', 'NaN', ''],
      ['1', '2', '−1.00000', ''],
    ]);
    expect(unitTable([], t).rows).toBe(0);
  });

  it('is summed up by its ends and where they lie', () => {
    expect(spokenUnits([rnn], t)).toBe(
      'RNN h: 3 × 2 (units × time steps), from −1.000 (unit 2, t = 1) to 0.7500 (unit 0, t = 1).',
    );
    expect(spokenUnits([map('RNN h', [1, 1], NaN)], t)).toBe(
      'RNN h: 1 × 1 (units × time steps), no value finite.',
    );
  });
});

describe('the table of histograms', () => {
  const weights = histogram([0, 0.5, 1, 1, NaN], 2);
  const gradients = histogram([-1, 1], 2);

  it('has a row per bin whose values add up to all there are', () => {
    const { head, rows, row } = histogramTable([{ name: 'weight_ih_l0', weights, gradients }], t);
    expect(head).toEqual(['parameter', 'of', 'from', 'to', 'values']);
    expect(Array.from({ length: rows }, (_, index) => row(index))).toEqual([
      ['weight_ih_l0', 'weights', '0', '0.5000', '1'],
      ['weight_ih_l0', 'weights', '0.5000', '1.000', '3'],
      ['weight_ih_l0', 'weights', 'not finite', '', '1'],
      ['weight_ih_l0', 'gradients', '−1.000', '0', '1'],
      ['weight_ih_l0', 'gradients', '0', '1.000', '1'],
    ]);
  });

  it('ends the last bin at the upper end to the bit', () => {
    const uneven = histogram([0.1, 0.7], 7);
    expect(binEnds(uneven, 6).to).toBe(0.7);
    expect(binEnds(uneven, 0).from).toBe(0.1);
  });
});
