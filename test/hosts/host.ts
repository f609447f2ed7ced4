// A real trainer host under a supervisor, as the command line has it: a Node process, native TensorFlow, a folder on disk.
import { copyFileSync, cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { forkNodeHost } from '../../electron/hosts/fork-node-host';
import type { HostProcess } from '../../electron/hosts/host-process';
import { planRuns } from '../../electron/hosts/plan-runs';
import { superviseHost } from '../../electron/hosts/supervise-host';
import type { SupervisedHost } from '../../electron/hosts/supervised-host';
import type { EngineChoice } from '../../src-core/contract/engine';
import type { RunJob } from '../../src-core/contract/host-message';
import type { Pace, RunEvent } from '../../src-core/contract/run-event';
import { articleExperiment } from '../../src-core/experiment/article';
import type { Experiment } from '../../src-core/experiment/experiment';
import { HOST_SCRIPT } from '../trainer/bundles';
import { temporaryFolder } from '../trainer/temporary-folder';

export const AUTO: EngineChoice = { engine: 'auto', backend: 'auto' };

/** The article's experiment with other steps or seeds. */
export function experimentOf(steps: number, seeds: readonly number[] = [1]): Experiment {
  const article = articleExperiment();
  return { ...article, seeds, training: { ...article.training, steps } };
}

export interface HostUnderTest {
  readonly host: SupervisedHost;
  /** Every process so far. */
  readonly processes: readonly HostProcess[];
  /** Every run event so far. */
  readonly events: readonly RunEvent[];
  /** Resolves with the next event that fits, or one that came already. */
  until<E extends RunEvent>(fits: (event: RunEvent) => event is E): Promise<E>;
}

/** The host's own script with another worker beside it. @param worker name of a script in this folder @returns its path */
export function hostWithWorker(worker: string): string {
  const folder = temporaryFolder();
  cpSync(path.dirname(HOST_SCRIPT), folder, { recursive: true });
  copyFileSync(path.join(import.meta.dirname, worker), path.join(folder, 'worker.cjs'));
  return path.join(folder, path.basename(HOST_SCRIPT));
}

/** A host that is shut down with the test. @param fault value of UNROLL_FAULT in its process */
export function startHost(choice: EngineChoice = AUTO, fault?: string, script = HOST_SCRIPT): HostUnderTest {
  const events: RunEvent[] = [];
  const env = fault === undefined ? {} : { UNROLL_FAULT: fault };
  const processes: HostProcess[] = [];
  const host = superviseHost({
    fork: () => forkNodeHost(script, env),
    choice,
    onForked: (process) => processes.push(process),
  });
  host.onEvent((event) => events.push(event));
  onTestFinished(() => host.shutdown());
  return {
    host,
    processes,
    events,
    until: (fits) =>
      new Promise((resolve) => {
        const there = events.find(fits);
        if (there !== undefined) return resolve(there);
        const off = host.onEvent((event) => {
          if (!fits(event)) return;
          off();
          resolve(event);
        });
      }),
  };
}

/** Plans the runs of the experiment in a new folder. */
export function planned(
  experiment: Experiment,
  pace: Pace = { kind: 'full' },
): { readonly dir: string; readonly jobs: readonly RunJob[] } {
  const dir = path.join(temporaryFolder(), 'out');
  return { dir, jobs: planRuns({ experiment, dir, pace, weightsOf: () => null }) };
}

/** Process id of the host that trains the run: it has the lock of its folder. */
export function trainerOf(job: RunJob): number {
  const lock = JSON.parse(readFileSync(path.join(job.folder, '.unroll.lock'), 'utf8')) as {
    readonly pid: number;
  };
  return lock.pid;
}

/** For `until`: an event of this kind, for this run. */
export function eventOf<K extends RunEvent['kind']>(
  runId: string,
  kind: K,
  more: (event: Extract<RunEvent, { kind: K }>) => boolean = () => true,
) {
  return (event: RunEvent): event is Extract<RunEvent, { kind: K }> =>
    event.runId === runId && event.kind === kind && more(event as Extract<RunEvent, { kind: K }>);
}
