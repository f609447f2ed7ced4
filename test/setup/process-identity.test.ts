import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { endGroup, identify, isAlive } from '../../build/setup/process-identity.mjs';

test('a process is itself while it runs, and nobody afterwards', async () => {
  const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
  await once(child, 'spawn');
  const identity = identify(child.pid ?? 0);
  expect(identity).toEqual({ pid: child.pid, startedAt: expect.stringMatching(/\d/) });
  expect(isAlive(identity!)).toBe(true);
  expect(isAlive({ ...identity!, startedAt: 'another time' })).toBe(false);
  endGroup(identity!.pid, 'SIGKILL');
  await once(child, 'exit');
  expect(isAlive(identity!)).toBe(false);
  expect(identify(identity!.pid)).toBeUndefined();
  endGroup(identity!.pid, 'SIGKILL'); // gone already: no error
});
