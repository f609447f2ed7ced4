import { describe, expect, it } from 'vitest';
import { reachSeries } from '../../../renderer/diagnostics/reach-series';
import { logRange } from '../../../renderer/charts/trace-series';
import type { InspectedDirection, InspectedStep } from '../../../src-core/contract/inspection';
import { t } from '../language/texts';

function direction(suffix: string, reach: InspectedDirection['reach']): InspectedDirection {
  return { suffix, flow: {}, reach, states: null, errors: null, weightTerms: null, jacobianNorms: null };
}

function inspected(...directions: readonly InspectedDirection[]): InspectedStep {
  return {
    kind: 'step',
    step: 3,
    loss: 0.5,
    gradNorm: 1,
    gradNormClipped: 1,
    directions,
    window: null,
    weights: null,
    histograms: null,
  };
}

describe('reach', () => {
  it('is a line per lane over t, and one dotted for c', () => {
    const lstm = inspected(
      direction('l0', { h: Float32Array.of(1e-6, 0.5), c: Float32Array.of(1e-5, 0.25) }),
    );
    const { lines, steps } = reachSeries([{ label: 'LSTM', index: 1, inspected: lstm }], t);
    expect(lines.map(({ name, lane, look }) => [name, lane, look])).toEqual([
      ['LSTM h', 1, 'plain'],
      ['LSTM c', 1, 'dotted'],
    ]);
    expect(steps).toBe(2);
    expect(lines[1]?.values.at(1)).toBe(0.25);
  });

  it('names layers where there are several', () => {
    const deep = inspected(
      direction('l0', { h: Float32Array.of(1) }),
      direction('l0_reverse', { h: Float32Array.of(1) }),
    );
    const { lines } = reachSeries([{ label: 'RNN', index: 0, inspected: deep }], t);
    expect(lines.map(({ name }) => name)).toEqual(['RNN l0 h', 'RNN l0_reverse h']);
  });

  it('has an axis down to what is drawn, however small the rest; the cursor reads the value itself', () => {
    const told = inspected(direction('l0', { h: Float32Array.of(1e-30, 0.1) }));
    const series = reachSeries([{ label: 'RNN', index: 0, inspected: told }], t);
    expect(logRange(series)).toEqual({ min: 1e-13, max: 1 });
    expect(series.lines[0]?.points(null)[0]).toEqual({ x: 0, y: 1e-13 });
    expect(series.lines[0]?.values.at(0)).toBe(Math.fround(1e-30));
  });
});
