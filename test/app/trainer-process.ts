// The trainer hosts as the operating system sees them.
import type { ElectronApplication } from 'playwright-core';

/** Process ids of the trainer hosts, that of the first one first: it trains an experiment of one run. */
export function trainerPids(app: ElectronApplication): Promise<readonly number[]> {
  return app.evaluate(({ app: electron }) => {
    const hosts = electron.getAppMetrics().flatMap(({ name, pid }) => {
      const number = /^Unroll trainer (\d+)$/.exec(name ?? '')?.[1];
      return number === undefined ? [] : [{ pid, number: Number(number) }];
    });
    return hosts.sort((a, b) => a.number - b.number).map(({ pid }) => pid);
  });
}

/** Process id of the first trainer host. */
export async function trainerPid(app: ElectronApplication): Promise<number> {
  const [pid] = await trainerPids(app);
  if (pid === undefined) throw new Error('There is no trainer process.');
  return pid;
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
