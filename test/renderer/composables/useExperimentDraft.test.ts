import { describe, expect, it } from 'vitest';
import { useExperimentDraft } from '../../../renderer/composables/useExperimentDraft';
import { addLane } from '../../../renderer/lab/draft-edits';
import { articleExperiment } from '../../../src-core/experiment/article';

const open = () => useExperimentDraft(articleExperiment(), articleExperiment());

describe('the bench', () => {
  it('goes back edit by edit, typing in one field being one', () => {
    const bench = open();
    for (const text of ['6', '64', '640']) bench.set('model.hiddenSize', text);
    bench.set('training.steps', '50');
    bench.settle();
    bench.set('training.steps', '500');
    bench.undo();
    expect(bench.values.value['training.steps']).toBe('50');
    bench.undo();
    expect(bench.values.value['training.steps']).toBe('100');
    bench.undo();
    expect(bench.values.value['model.hiddenSize']).toBe('32');
    expect(bench.canUndo.value).toBe(false);
    bench.redo();
    expect(bench.values.value['model.hiddenSize']).toBe('640');
    bench.set('training.steps', '7');
    expect(bench.canRedo.value).toBe(false);
  });

  it('counts and marks what differs, and takes each back', () => {
    const bench = open();
    bench.set('model.hiddenSize', '64');
    bench.edit(addLane(bench.draft.value, 'B', { 'model.cell': 'lstm' }));
    expect([bench.changes.value, bench.marked.value]).toEqual([2, ['model.hiddenSize']]);
    bench.look(1);
    expect([bench.values.value['model.cell'], bench.marked.value]).toEqual(['lstm', ['model.cell']]);
    bench.reset('model.cell');
    expect(bench.draft.value.lanes[1]?.set).toEqual({});
    bench.look(null);
    bench.reset('model.hiddenSize');
    expect(bench.changes.value).toBe(1);
    bench.resetAll();
    expect(bench.changes.value).toBe(0);
    bench.undo();
    expect(bench.changes.value).toBe(1);
  });

  it('opens another experiment in one step, from which one can go back', () => {
    const bench = open();
    bench.set('model.hiddenSize', '64');
    bench.open({ ...articleExperiment(), name: 'Another', seeds: [1, 2, 3] });
    expect([bench.draft.value.name, bench.values.value.seeds, bench.changes.value]).toEqual([
      'Another',
      '1-3',
      0,
    ]);
    bench.undo();
    expect([bench.draft.value.name, bench.values.value['model.hiddenSize'], bench.changes.value]).toEqual([
      'sin → cos',
      '64',
      1,
    ]);
  });
});
