import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { identityOf, isAlive } from '../../electron/runs/process-identity';

describe('isAlive', () => {
  it('knows this process and one that has ended', async () => {
    expect(isAlive(identityOf())).toBe(true);
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    await once(child, 'spawn');
    const identity = identityOf(child.pid);
    expect(isAlive(identity)).toBe(true);
    child.stdin?.end();
    await once(child, 'exit');
    expect(isAlive(identity)).toBe(false);
  });

  it('does not take another process with the same id for it', () => {
    const self = identityOf();
    expect(isAlive({ ...self, startTime: 'another boot/1' })).toBe(self.startTime === null);
  });

  it.each([0, -1, NaN, 1.5, 2 ** 40])('takes no nonsense for a process: %d', (pid) => {
    expect(isAlive({ pid, startTime: null })).toBe(false);
  });
});
