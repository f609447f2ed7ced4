import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustmentsCsv, readAdjustments } from '../../src-core/export/adjustments-csv';

const positive = fc.double({ min: Number.MIN_VALUE, noNaN: true, noDefaultInfinity: true });
const adjustment = fc.record({ step: fc.nat(), learningRate: positive, clipLimit: fc.option(positive) });

describe('adjustments.csv', () => {
  it('has a row per change, an empty limit where there is none', () => {
    expect(
      adjustmentsCsv([
        { step: 10, learningRate: 0.1, clipLimit: null },
        { step: 25, learningRate: 1e-7, clipLimit: 0.25 },
      ]),
    ).toBe('step,learning_rate,clip_limit\n10,0.1,\n25,1e-7,0.25\n');
  });

  it('reads back to the bit', () => {
    fc.assert(
      fc.property(fc.array(adjustment), (adjustments) => {
        expect(readAdjustments(adjustmentsCsv(adjustments))).toEqual(adjustments);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['another file', 't,input\n0,1\n'],
    ['a torn row', 'step,learning_rate,clip_limit\n10,0.1'],
    ['a rate of zero', 'step,learning_rate,clip_limit\n10,0,\n'],
    ['no number', 'step,learning_rate,clip_limit\n10,1e1e,\n'],
  ])('does not read %s', (_name, text) => {
    expect(readAdjustments(text)).toBeNull();
  });
});
