import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../electron/cli/exit-code';
import type { EngineChoice } from '../../src-core/contract/engine';
import type { FailureKind } from '../../src-core/contract/failure';
import type { RunStatus } from '../../src-core/contract/run-event';

const auto: EngineChoice = { engine: 'auto', backend: 'auto' };
const forced: EngineChoice = { engine: 'xla', backend: 'auto' };

const ended = (status: RunStatus) => ({ status, failure: null });
const failed = (kind: FailureKind) => ({
  status: 'failed' as const,
  failure: { kind, message: 'It failed.', stack: null },
});

describe('exitCodeOf', () => {
  it.each([
    [['done', 'stopped'], false, 0],
    [['done', 'diverged'], false, 3],
    [['diverged', 'interrupted'], false, 130],
    [['done'], true, 130],
    [[], false, 0],
  ] as const)('%j, interrupted %s: %i', (statuses, interrupted, code) => {
    expect(exitCodeOf(statuses.map(ended), interrupted, auto)).toBe(code);
    expect(exitCodeOf(statuses.map(ended), interrupted, forced)).toBe(code);
  });

  it('tells failed from diverged', () => {
    expect(exitCodeOf([ended('diverged'), failed('storage'), ended('done')], false, auto)).toBe(1);
    expect(exitCodeOf([failed('host-lost'), ended('interrupted')], false, auto)).toBe(130);
  });

  it('tells a forced engine that takes no run from runs that failed', () => {
    expect(exitCodeOf([ended('done'), failed('engine')], false, forced)).toBe(2);
    expect(exitCodeOf([failed('engine')], false, auto)).toBe(1);
    expect(exitCodeOf([failed('engine'), failed('worker-threw')], false, forced)).toBe(1);
  });
});
