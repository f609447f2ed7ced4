import { readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { readRecordedNumbers } from '../../electron/runs/recorded-numbers';
import { temporaryFolder } from '../trainer/temporary-folder';

/** Whether this process has the file open. */
function isOpen(file: string): boolean {
  return readdirSync('/proc/self/fd').some((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === file;
    } catch {
      return false; // closed meanwhile
    }
  });
}

describe.runIf(process.platform === 'linux')('readRecordedNumbers', () => {
  it('lets go of a trace that is none', async () => {
    const folder = temporaryFolder();
    const trace = path.join(folder, 'trace.csv');
    // More than a stream reads at once.
    writeFileSync(trace, 'no,header\n'.repeat(100_000));
    const { loss, weights } = await readRecordedNumbers(folder);
    expect([loss.length, weights]).toEqual([0, null]);
    await vi.waitUntil(() => !isOpen(trace), { timeout: 2000 });
  });
});
