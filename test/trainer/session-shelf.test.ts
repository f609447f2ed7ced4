import { beforeAll, describe, expect, it } from 'vitest';
import { SessionShelf } from '../../electron/trainer/session-shelf';
import { eagerEngine } from '../../src-core/training/engine';
import { createSession, type Session } from '../../src-core/training/session';
import { useBackend } from '../training/backends';
import { small } from '../training/kinds';

beforeAll(() => useBackend('cpu'));

function open(): Promise<Session> {
  return createSession({
    settings: small({}),
    seed: 1,
    engine: eagerEngine('cpu'),
    weights: null,
    capacity: 4,
  });
}

async function shelve(shelf: SessionShelf, ...runs: readonly string[]): Promise<void> {
  for (const runId of runs) shelf.begin(runId, await open());
}

describe('SessionShelf', () => {
  it('lets go of the session that was not asked for longest, and disposes it', async () => {
    const shelf = new SessionShelf(3 * 12 * (await parameters()) * 2);
    await shelve(shelf, 'a', 'b');
    const [a, b] = [shelf.find('a'), shelf.find('b')];
    shelf.end('a');
    shelf.end('b');
    expect(shelf.find('a')).toBe(a);
    await shelve(shelf, 'c');
    shelf.end('c');
    expect([shelf.find('a'), shelf.find('b')]).toEqual([a, null]);
    expect(() => b?.weights()).toThrow();
    for (const runId of ['a', 'c']) shelf.discard(runId);
  });

  it('keeps the session of a run that trains, however little room there is', async () => {
    const shelf = new SessionShelf(0);
    await shelve(shelf, 'training', 'ended', 'last');
    shelf.end('ended');
    shelf.end('last');
    expect(shelf.find('training')).not.toBeNull();
    expect(shelf.find('ended')).toBeNull();
    expect(shelf.find('last')).not.toBeNull();
    for (const runId of ['training', 'last']) shelf.discard(runId);
  });
});

async function parameters(): Promise<number> {
  const session = await open();
  session.dispose();
  return session.parameterCount;
}
