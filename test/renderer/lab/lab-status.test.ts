import { describe, expect, it } from 'vitest';
import type { HostState } from '../../../src-core/contract/ipc';
import type { RunEnded } from '../../../src-core/contract/run-event';
import { labStatus, type StatusInput } from '../../../renderer/lab/lab-status';
import { textsIn } from '../language/texts';
import { ended, runningRecord, started } from '../runs/run-events';

const ready: HostState = { kind: 'ready', report: started().engine };
const status = (more: Partial<StatusInput>) =>
  labStatus({ phase: 'empty', runs: [], host: ready, problems: [], complaint: null, ...more }, textsIn());

function endedStatus(...ends: Partial<RunEnded>[]) {
  const runs = ends.map((end) => {
    const run = runningRecord();
    run.apply(ended(end));
    return run;
  });
  return status({ phase: 'ended', runs });
}

describe('the status line', () => {
  it('says what to do before the first run', () => {
    expect(status({})).toMatchObject({ tone: 'quiet', title: 'Ready' });
    expect(status({ host: { kind: 'starting' } }).title).toBe('Getting ready');
  });

  it('names the first problem of the form and counts the rest', () => {
    const problem = { path: 'model.hiddenSize', expected: 'a whole number', got: '"x"' };
    expect(status({ problems: [problem, problem] })).toEqual({
      tone: 'bad',
      title: 'Cannot run yet',
      text: 'Hidden size: Expected a whole number, got "x". (and 1 more)',
    });
  });

  it('passes on why there is no engine, or no run', () => {
    const failure = {
      kind: 'engine',
      message: 'The library is damaged: run set-up again.',
      stack: null,
    } as const;
    expect(status({ host: { kind: 'lost', failure } })).toEqual({
      tone: 'bad',
      title: 'No engine',
      text: failure.message,
    });
  });

  it.each(['empty', 'starting', 'running', 'paused', 'ended'] as const)(
    'shows a refused request while %s',
    (phase) => {
      const complaint = { what: 'folder-not-shown', why: 'It is gone.' } as const;
      expect(status({ phase, complaint })).toEqual({
        tone: 'bad',
        title: 'Folder not shown',
        text: 'It is gone.',
      });
    },
  );

  it('says before which step a run is paused', () => {
    const run = runningRecord();
    run.apply({ kind: 'run-paused', runId: 'a', step: 1041 });
    expect(status({ phase: 'paused', runs: [run] }).title).toBe('Paused before step 1\u202f041');
  });

  it.each<[Partial<RunEnded>, string, string]>([
    [{}, 'Done', '3 steps, final loss 0.2500, 5.6 ms per step.'],
    [
      { status: 'stopped', steps: 1 },
      'Stopped after 1 step',
      'What was recorded is kept, final loss 0.2500.',
    ],
    [{ status: 'diverged', divergedAt: 41 }, 'Diverged at step 41', 'smaller learning rate'],
    [{ status: 'interrupted' }, 'Interrupted after 3 steps', 'What was recorded is kept.'],
    [
      { status: 'failed', failure: { kind: 'host-lost', message: 'The process was killed.', stack: null } },
      'Failed after 3 steps',
      'The process was killed.',
    ],
  ])('names how a run ended: %o', (end, title, text) => {
    const { title: shown, text: said } = endedStatus(end);
    expect(shown).toBe(title);
    expect(said).toContain(text);
  });

  it('lets the gravest of several ends speak', () => {
    expect(endedStatus({}, { status: 'diverged', divergedAt: 7 }, { status: 'stopped' }).title).toBe(
      '1 of 3 runs diverged',
    );
    expect(endedStatus({}, {}).title).toBe('Done: 2 runs of 2');
  });
});
