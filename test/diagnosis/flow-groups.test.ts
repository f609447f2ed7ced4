import { describe, expect, it } from 'vitest';
import { flowGroups, isFlowColumn } from '../../src-core/diagnosis/flow-groups';

describe('flowGroups', () => {
  it('groups columns by layer and direction, in order of t', () => {
    const names = [
      'flow_l0_t0',
      'flow_l0_t1',
      'flow_l0_t0_reverse',
      'flow_l0_t1_reverse',
      'flow_l1_t1',
      'flow_l1_t0',
    ];
    expect(flowGroups(names)).toEqual([
      { layer: 0, reverse: false, label: 'layer 1', mark: 'L1 →', columns: [0, 1] },
      { layer: 0, reverse: true, label: 'layer 1 reverse', mark: 'L1 ←', columns: [2, 3] },
      { layer: 1, reverse: false, label: 'layer 2', mark: 'L2 →', columns: [5, 4] },
    ]);
  });

  it('needs no label where there is one alone, and refuses other columns', () => {
    expect(flowGroups(['flow_l0_t0'])).toMatchObject([{ label: '', mark: '' }]);
    expect(() => flowGroups(['grad_norm'])).toThrow(/Expected a flow column .* got grad_norm/);
    expect(['flow_l0_t12_reverse', 'loss'].map(isFlowColumn)).toEqual([true, false]);
  });
});
