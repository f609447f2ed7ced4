// Verification in the window: a record trained again by the window's hosts, in a folder that goes away, and compared.
import { rmSync } from 'node:fs';
import type { VerifyProgress, VerifyReply } from '../../src-core/contract/verification';
import { reasonOf } from '../../src-core/export/storage-failure';
import type { Conducted } from '../hosts/conduct-experiment';
import { planRuns } from '../hosts/plan-runs';
import type { TrainerHosts } from '../hosts/trainer-hosts';
import { repeatJobs } from '../runs/repeat';
import { compareRecords, readVerifiable } from '../runs/verification';
import type { Scratch } from './scratch';
import type { Trainer } from './trainer';

export interface VerifierOptions {
  readonly trainer: () => Trainer;
  readonly hosts: () => TrainerHosts;
  readonly scratch: Scratch;
  readonly onProgress: (progress: VerifyProgress) => void;
}

export class Verifier {
  private conducted: Conducted | null = null;
  private stopped = false;
  /** One that is called off takes a moment to end; the next waits for it. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: VerifierOptions) {}

  /** @param dir absolute path of the experiment's folder; nothing in it changes */
  verify(dir: string): Promise<VerifyReply> {
    const done = this.turn.then(() => this.verifyNow(dir));
    this.turn = done.catch(() => undefined);
    return done;
  }

  private async verifyNow(dir: string): Promise<VerifyReply> {
    const recorded = readVerifiable(dir, dir);
    if (recorded.kind === 'refused') return refused(recorded.problems.join(' '));
    let again: string;
    try {
      again = this.options.scratch.make('verify');
    } catch (error) {
      return refused(`There is no room to train again: ${reasonOf(error)}.`);
    }
    try {
      return await this.repeat(dir, recorded, again);
    } finally {
      this.conducted = null;
      rmSync(again, { recursive: true, force: true });
    }
  }

  /** Calls the verification under way off. */
  stop(): void {
    this.stopped = true;
    this.conducted?.control({ kind: 'stop' });
  }

  private async repeat(
    dir: string,
    { experiment, files, manifest }: Extract<ReturnType<typeof readVerifiable>, { kind: 'recorded' }>,
    again: string,
  ): Promise<VerifyReply> {
    const { trainer, hosts } = this.options;
    const planned = planRuns({
      experiment,
      dir: again,
      pace: { kind: 'full' },
      weightsOf: () => null,
      files,
    });
    const jobs = repeatJobs(dir, manifest, planned);
    const conducted = await trainer().conductAside({ experiment, files, dir: again, mode: 'new', jobs });
    if (typeof conducted === 'string') return refused(conducted);
    this.conducted = conducted;
    this.stopped = false;
    const total = manifest.runs.reduce((sum, { steps }) => sum + steps, 0);
    const off = this.count(hosts(), new Set(jobs.map(({ runId }) => runId)), total);
    const outcome = await conducted.outcome.finally(off);
    if (this.stopped) return { kind: 'stopped' };
    if (outcome.kind === 'refused') return refused(outcome.message);
    return { kind: 'verified', ...(await compareRecords(dir, manifest, again)) };
  }

  /** Tells the progress of these runs. @returns its own undo */
  private count(hosts: TrainerHosts, runIds: ReadonlySet<string>, total: number): () => void {
    let taken = 0;
    this.options.onProgress({ taken, total });
    return hosts.onEvent((event) => {
      if (event.kind !== 'chunk' || !runIds.has(event.runId)) return;
      taken += event.count;
      this.options.onProgress({ taken: Math.min(taken, total), total });
    });
  }
}

const refused = (why: string): VerifyReply => ({ kind: 'refused', why });
