import { describe, expect, it } from 'vitest';
import { RunBook } from '../../../renderer/runs/run-book';
import { labPhase, labProgress } from '../../../renderer/runs/lab-phase';
import { chunk, ended, settings, started } from './run-events';

const booked = (...runIds: string[]) =>
  runIds.map((runId) => ({ run: { runId, lane: 'RNN', seed: 1 }, laneIndex: 0, settings: settings() }));

describe('a run book', () => {
  it('drops events of runs that are not current', () => {
    const book = new RunBook();
    book.adopt(booked('a'));
    expect(book.apply(started({ runId: 'old' }))).toBe(false);
    expect(book.apply(started())).toBe(true);
    book.adopt(booked('b'));
    expect(book.apply(chunk(0, [1]))).toBe(false);
    expect(book.runs.map(({ trace }) => trace)).toEqual([null]);
  });

  it('keeps events that overtake the reply to their start', () => {
    const book = new RunBook();
    book.expect();
    expect(book.apply(started())).toBe(false);
    expect(book.apply(chunk(0, [0.5]))).toBe(false);
    expect(book.apply(started({ runId: 'stranger' }))).toBe(false);
    book.adopt(booked('a'));
    expect(book.runs[0]?.trace?.steps).toBe(1);
    expect(book.runs[0]?.state.kind).toBe('running');
  });

  it('keeps the runs before a start that was refused', () => {
    const book = new RunBook();
    book.adopt(booked('a'));
    book.expect();
    book.apply(started({ runId: 'b' }));
    book.dismiss();
    expect(book.runs.map(({ identity }) => identity.runId)).toEqual(['a']);
    book.adopt(booked('b'));
    expect(book.runs[0]?.started).toBeNull();
  });
});

describe('a run', () => {
  it('goes through its states, and nothing follows the last', () => {
    const book = new RunBook();
    book.adopt(booked('a'));
    const phases = [labPhase(book.runs, false)];
    const events = [
      started(),
      { kind: 'run-paused', runId: 'a', step: 0 },
      { kind: 'run-resumed', runId: 'a' },
      ended(),
      { kind: 'run-resumed', runId: 'a' },
    ] as const;
    for (const event of events) {
      book.apply(event);
      phases.push(labPhase(book.runs, false));
    }
    expect(phases).toEqual(['starting', 'running', 'paused', 'running', 'ended', 'ended']);
  });

  it('cannot send steps before its start', () => {
    const book = new RunBook();
    book.adopt(booked('a'));
    expect(() => book.apply(chunk(0, [1]))).toThrow(
      'Expected the start of run a before its steps, got step 0.',
    );
  });
});

describe('the lab', () => {
  it('is starting while a start is not answered, whatever ran before', () => {
    const book = new RunBook();
    expect(labPhase(book.runs, false)).toBe('empty');
    expect(labPhase(book.runs, true)).toBe('starting');
  });

  it('counts steps over all runs', () => {
    const book = new RunBook();
    book.adopt(booked('a', 'b'));
    book.apply(started({ steps: 40 }));
    book.apply(chunk(0, [1, 1, 1]));
    expect(labProgress(book.runs)).toEqual({ taken: 3, total: 140 });
  });
});
