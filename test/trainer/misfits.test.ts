import { describe, expect, it } from 'vitest';
import { misfitsOf } from '../../electron/trainer/misfits';
import { articleExperiment } from '../../src-core/experiment/article';
import { referenceTrace } from '../training/reference-traces';

describe('misfitsOf', () => {
  it('tells which networks given weights are of, and why not of the others', () => {
    const article = articleExperiment();
    const wider = { ...article, model: { ...article.model, hiddenSize: 33 } };
    const [fits, misfit] = misfitsOf(referenceTrace('rnn-tanh-adam').weights, [article, wider]);
    expect(fits).toBeNull();
    expect(misfit).toContain('rnn.weight_ih_l0');
    expect(misfit).toContain('[33, 1]');
    expect(misfit).toContain('[32, 1]');
  });
});
