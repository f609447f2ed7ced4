// The trainer host as the operating system sees it.
import type { ElectronApplication } from 'playwright-core';

/** Process id of the trainer host. */
export function trainerPid(app: ElectronApplication): Promise<number> {
  return app.evaluate(({ app: electron }) => {
    const host = electron.getAppMetrics().find(({ name }) => name?.startsWith('Unroll trainer'));
    if (host === undefined) throw new Error('There is no trainer process.');
    return host.pid;
  });
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}
