import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { traceHeader, traceRows, type TraceChunk } from '../../src-core/export/trace-csv';
import { TraceReader } from '../../src-core/export/trace-reader';

const NAMES = ['flow_l0_t0', 'flow_l0_t1', 'grad_norm_a', 'saturated_l0_h'];

function chunkOf(values: readonly number[], every: number): TraceChunk {
  const detailSteps = Int32Array.from(values.keys()).filter((step) => step % every === 0);
  const table = (columns: number) =>
    Float32Array.from({ length: detailSteps.length * columns }, (_, i) => values[i % values.length] ?? 0);
  const column = Float32Array.from(values);
  return {
    firstStep: 0,
    count: values.length,
    loss: column,
    gradNorm: column.map((value) => value * 2),
    gradNormClipped: column,
    learningRate: column.map(() => 0.01),
    detailSteps,
    flow: table(2),
    parameterNorms: table(1),
    saturation: table(1),
  };
}

function read(lines: readonly string[]): TraceReader {
  const reader = new TraceReader();
  lines.every((line) => reader.take(line));
  return reader;
}

describe('TraceReader', () => {
  it('reads what was written', () => {
    const floats = fc.array(fc.float({ noDefaultInfinity: false }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(floats, fc.integer({ min: 1, max: 7 }), (values, every) => {
        const chunk = chunkOf(values, every);
        const text = traceHeader(NAMES) + traceRows(chunk, NAMES.length);
        const trace = read(text.trimEnd().split('\n')).trace();
        expect(trace.loss).toEqual(chunk.loss);
        expect(trace.gradNorm).toEqual(chunk.gradNorm);
        expect(trace.detailSteps).toEqual(chunk.detailSteps);
        expect([...trace.details.keys()]).toEqual(NAMES);
        const rows = chunk.detailSteps.length;
        expect(trace.details.get('flow_l0_t1')).toEqual(
          Float32Array.from({ length: rows }, (_, row) => chunk.flow[row * 2 + 1] ?? NaN),
        );
      }),
    );
  });

  it.each([
    ['a torn last line', '2,0.5,1'],
    ['a step out of turn', '7,0.5,1,1,0.01,1,1,1,1'],
    ['a cell too few', '2,0.5,1,1,0.01,1,1,1'],
    ['a cell that is no number', '2,0.5,1,1,0.01,1,x,1,1'],
  ])('stops before %s', (_name, line) => {
    const whole = (traceHeader(NAMES) + traceRows(chunkOf([1, 2], 1), NAMES.length)).trimEnd().split('\n');
    expect(read([...whole, line]).trace().loss).toHaveLength(2);
    expect(read([line]).trace().loss).toHaveLength(0);
  });
});
