import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluationHeader, evaluationRow, readEvaluations } from '../../src-core/export/evaluation-csv';

const figure = fc.option(fc.float({ noDefaultInfinity: false }), { nil: null });

describe('evaluation.csv', () => {
  it('has the header that is documented, and empty cells for what a task does not have', () => {
    expect(evaluationHeader()).toBe('step,loss,accuracy,free_run_loss\n');
    expect(evaluationRow({ step: 20, loss: 0.5, accuracy: null, freeRunLoss: NaN })).toBe('20,0.5,,NaN\n');
  });

  it('is read as it was written, to the bit of a float32, up to a torn row', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ step: fc.nat(), loss: fc.float(), accuracy: figure, freeRunLoss: figure }), {
          maxLength: 5,
        }),
        (rows) => {
          const text = evaluationHeader() + rows.map(evaluationRow).join('');
          expect(readEvaluations(text)).toEqual(rows);
          expect(readEvaluations(`${text}7,0.5,`)).toEqual(rows);
        },
      ),
    );
  });

  it('is nothing where it is another file', () => {
    expect(readEvaluations('step,loss\n1,2\n')).toEqual([]);
    expect(readEvaluations('')).toEqual([]);
  });
});
