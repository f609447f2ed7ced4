// Verification in the window: a record trained again by the window's hosts, in a folder that goes away, and compared.
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

/** A verification from the moment it is asked for. */
interface Asked {
  readonly id: string;
  stopped: boolean;
  /** Null until it trains. */
  conducted: Conducted | null;
}

export class Verifier {
  /** Those that wait or train, by id. */
  private readonly asked = new Map<string, Asked>();
  /** One that is called off takes a moment to end; the next waits for it. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: VerifierOptions) {}

  /** @param id names it to {@link stop} @param dir absolute path of the experiment's folder; nothing in it changes */
  verify(id: string, dir: string): Promise<VerifyReply> {
    const asked: Asked = { id, stopped: false, conducted: null };
    this.asked.set(id, asked);
    const done = this.turn.then(() => this.verifyNow(dir, asked)).finally(() => this.asked.delete(id));
    this.turn = done.catch(() => undefined);
    return done;
  }

  /** Calls a verification off, whether it trains or waits. */
  stop(id: string): void {
    const asked = this.asked.get(id);
    if (asked === undefined) return;
    asked.stopped = true;
    asked.conducted?.control({ kind: 'stop' });
  }

  /** Calls off whatever was asked for. */
  stopAll(): void {
    for (const id of this.asked.keys()) this.stop(id);
  }

  private async verifyNow(dir: string, asked: Asked): Promise<VerifyReply> {
    if (asked.stopped) return { kind: 'stopped' };
    const recorded = readVerifiable(dir, dir);
    if (recorded.kind === 'refused') return refused(recorded.problems.join(' '));
    let again: string;
    try {
      again = this.options.scratch.make('verify');
    } catch (error) {
      return refused(`There is no room to train again: ${reasonOf(error)}.`);
    }
    try {
      return await this.repeat(dir, recorded, again, asked);
    } finally {
      this.options.scratch.remove(again);
    }
  }

  private async repeat(
    dir: string,
    { experiment, files, manifest }: Extract<ReturnType<typeof readVerifiable>, { kind: 'recorded' }>,
    again: string,
    asked: Asked,
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
    asked.conducted = conducted;
    if (asked.stopped) conducted.control({ kind: 'stop' });
    const total = manifest.runs.reduce((sum, { steps }) => sum + steps, 0);
    const off = this.count(hosts(), asked.id, new Set(jobs.map(({ runId }) => runId)), total);
    const outcome = await conducted.outcome.finally(off);
    if (asked.stopped) return { kind: 'stopped' };
    if (outcome.kind === 'refused') return refused(outcome.message);
    return { kind: 'verified', ...(await compareRecords(dir, manifest, again)) };
  }

  /** Tells the progress of these runs. @returns its own undo */
  private count(hosts: TrainerHosts, id: string, runIds: ReadonlySet<string>, total: number): () => void {
    let taken = 0;
    this.options.onProgress({ id, taken, total });
    return hosts.onEvent((event) => {
      if (event.kind !== 'chunk' || !runIds.has(event.runId)) return;
      taken += event.count;
      this.options.onProgress({ id, taken: Math.min(taken, total), total });
    });
  }
}

const refused = (why: string): VerifyReply => ({ kind: 'refused', why });
