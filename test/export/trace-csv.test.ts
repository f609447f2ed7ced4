import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  detailColumns,
  isTraceHeader,
  readTraceRow,
  traceHeader,
  traceRows,
  type TraceChunk,
} from '../../src-core/export/trace-csv';

const CHUNK: TraceChunk = {
  firstStep: 3,
  count: 3,
  loss: Float32Array.of(0.5, NaN, 1e-7),
  gradNorm: Float32Array.of(2, Infinity, 0),
  gradNormClipped: Float32Array.of(1, NaN, 0),
  learningRate: Float32Array.of(0.001, 0.001, 0.0005),
  detailSteps: Int32Array.of(3, 5),
  flow: Float32Array.of(0.25, 0.125, 4, 8),
  parameterNorms: Float32Array.of(1.5, 3),
  saturation: Float32Array.of(0, 0.75),
};

describe('trace.csv', () => {
  it('has the scalars first, then flow, gradient norms per parameter and shares of saturated units', () => {
    const run = {
      flowColumns: ['flow_l0_t0', 'flow_l0_t1'],
      parameterNames: ['rnn.weight_ih_l0', 'out.bias'],
      saturationColumns: ['saturated_l0_h'],
    };
    expect(traceHeader(detailColumns(run))).toBe(
      'step,loss,grad_norm,grad_norm_clipped,learning_rate,flow_l0_t0,flow_l0_t1,' +
        'grad_norm_rnn.weight_ih_l0,grad_norm_out.bias,saturated_l0_h\n',
    );
  });

  it('leaves cells empty at steps without details, and names what is not finite', () => {
    expect(traceRows(CHUNK, 4)).toBe(
      '3,0.5,2,1,0.001,0.25,0.125,1.5,0\n4,NaN,Infinity,NaN,0.001,,,,\n5,1e-7,0,0,0.0005,4,8,3,0.75\n',
    );
  });

  it('has rows of the same width with and without details', () => {
    fc.assert(
      fc.property(fc.nat(5), fc.nat(4), fc.nat(4), fc.nat(3), (count, flow, norms, every) => {
        const details = Array.from({ length: count }, (_, i) => i).filter((i) => i % (every + 1) === 0);
        const values = new Float32Array(count).fill(0.1);
        const chunk: TraceChunk = {
          firstStep: 0,
          count,
          loss: values,
          gradNorm: values,
          gradNormClipped: values,
          learningRate: values,
          detailSteps: Int32Array.from(details),
          flow: new Float32Array(details.length * flow),
          parameterNorms: new Float32Array(details.length * norms),
          saturation: new Float32Array(details.length),
        };
        const widths = traceRows(chunk, flow + norms + 1)
          .split('\n')
          .slice(0, -1)
          .map((row) => row.split(',').length);
        expect(widths).toEqual(Array.from({ length: count }, () => 5 + flow + norms + 1));
      }),
    );
  });

  it('reads its rows back to the same float32', () => {
    const rows = traceRows(CHUNK, 4).trimEnd().split('\n').map(readTraceRow);
    expect(rows.map((row) => row?.step)).toEqual([3, 4, 5]);
    expect(Float32Array.from(rows, (row) => row?.loss ?? -1)).toEqual(CHUNK.loss);
    expect(Float32Array.from(rows, (row) => row?.gradNorm ?? -1)).toEqual(CHUNK.gradNorm);
    expect(Float32Array.from(rows, (row) => row?.learningRate ?? -1)).toEqual(CHUNK.learningRate);
  });

  it.each(['', '1', '1,2,3,4', '1,2,3,4,', '1,2,,4,5', 'x,1,2,3,4', '-1,1,2,3,4'])(
    'reads no torn row: %o',
    (line) => {
      expect(readTraceRow(line)).toBeNull();
    },
  );

  it('knows its header', () => {
    expect(isTraceHeader(traceHeader([]).trimEnd())).toBe(true);
    expect(isTraceHeader(traceHeader(['flow_l0_t0']).trimEnd())).toBe(true);
    expect(isTraceHeader('step,loss')).toBe(false);
    expect(isTraceHeader('step,loss,grad_norm,grad_norm_clipped,learning_rates')).toBe(false);
  });
});
