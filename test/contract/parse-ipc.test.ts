import { describe, expect, it } from 'vitest';
import { parseRequest } from '../../src-core/contract/parse-ipc';

const WHAT = { format: 'png', run: null, chart: 'loss', scale: 2, language: 'en' };

describe('parseRequest', () => {
  it('takes requests of the right form', () => {
    expect(parseRequest('app:describe', null)).toBeNull();
    expect(parseRequest('run:start', { experiment: { any: 'thing' }, pace: { kind: 'full' } })).toEqual({
      experiment: { any: 'thing' },
      pace: { kind: 'full' },
    });
    const control = { runId: 'a', action: { kind: 'pace', pace: { kind: 'paced', stepsPerSecond: 20 } } };
    expect(parseRequest('run:control', control)).toEqual(control);
    for (const change of [{ learningRate: 0.1 }, { clipLimit: null }, { learningRate: 1, clipLimit: 2 }]) {
      const adjust = { runId: 'a', action: { kind: 'adjust', change } };
      expect(parseRequest('run:control', adjust)).toEqual(adjust);
    }
    expect(parseRequest('run:reveal', { runId: 'a' })).toEqual({ runId: 'a' });
    const make = {
      of: { kind: 'record', id: 'a' },
      what: WHAT,
      to: 'clipboard',
    };
    expect(parseRequest('export:make', make)).toEqual(make);
  });

  it.each([
    ['export:make', { of: { kind: 'folder', dir: '/etc' }, what: WHAT, to: 'file' }],
    ['export:make', { of: { kind: 'current' }, what: { ...WHAT, format: 'exe' }, to: 'file' }],
    ['export:make', { of: { kind: 'current' }, what: { ...WHAT, chart: '../../etc/cron.d/x' }, to: 'file' }],
    ['export:make', { of: { kind: 'current' }, what: { ...WHAT, chart: '..' }, to: 'file' }],
    ['export:make', { of: { kind: 'current' }, what: { ...WHAT, run: '../seed-1' }, to: 'file' }],
    ['export:make', { of: { kind: 'current' }, what: { ...WHAT, run: 'rnn\\..\\seed-1' }, to: 'file' }],
    ['export:make', { of: { kind: 'current' }, what: { ...WHAT, language: 'fr' }, to: 'file' }],
    ['records:verify', { of: { kind: 'current' } }],
    ['records:verify-stop', null],
    ['export:make', { of: { kind: 'current' }, what: { ...WHAT, scale: 1e9 }, to: 'file' }],
    ['export:make', { of: { kind: 'current' }, what: { ...WHAT, out: '/etc/passwd' }, to: 'file' }],
    ['export:make', { of: { kind: 'current' }, what: WHAT, to: '/etc/passwd' }],
    ['app:describe', undefined],
    ['app:describe', {}],
    ['series:subscribe', 1],
    ['run:start', null],
    ['run:start', { experiment: {} }],
    ['run:start', { pace: { kind: 'full' } }],
    ['run:start', { experiment: {}, pace: { kind: 'paced', stepsPerSecond: 0 } }],
    ['run:start', { experiment: {}, pace: { kind: 'paced', stepsPerSecond: Infinity } }],
    ['run:start', { experiment: {}, pace: { kind: 'paced', stepsPerSecond: NaN } }],
    ['run:start', { experiment: {}, pace: { kind: 'full' }, folder: '/etc' }],
    ['run:control', { runId: '', action: { kind: 'stop' } }],
    ['run:control', { runId: 'a'.repeat(201), action: { kind: 'stop' } }],
    ['run:control', { runId: 'a', action: { kind: 'shutdown' } }],
    ['run:control', { runId: 'a', action: { kind: 'stop', runId: 'b' } }],
    ['run:control', { runId: 'a', action: 'stop' }],
    ['run:control', { runId: 'a', action: { kind: 'adjust', change: { learningRate: 0 } } }],
    ['run:control', { runId: 'a', action: { kind: 'adjust', change: { clipLimit: Infinity } } }],
    ['run:control', { runId: 'a', action: { kind: 'adjust', change: { steps: 5 } } }],
    ['run:reveal', { runId: ['a'] }],
    ['run:reveal', 'a'],
  ] as const)('refuses %s with %j, and names the channel', (channel, request) => {
    expect(() => parseRequest(channel, request)).toThrow(
      new RegExp(`^A request on ${channel} cannot be read: expected .+ as .+, got .+\\.$`),
    );
  });

  it('names the field that is wrong', () => {
    expect(() =>
      parseRequest('run:control', {
        runId: 'a',
        action: { kind: 'pace', pace: { kind: 'paced', stepsPerSecond: -1 } },
      }),
    ).toThrow('expected >0 as action.pace.stepsPerSecond, got -1.');
  });
});
