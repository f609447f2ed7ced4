// The folder of an experiment while its runs are trained: claimed, given its file and manifest, closed with a digest. It is
// kept by whoever conducts the experiment; the folders of its runs are written by the hosts that train them
// (trainer/recorder), whatever their number.
//
//   const opened = openExperimentFolder({ dir, experiment, mode: 'new' });
//   host.onEvent((event) => opened.folder.follow(event));
//   const { digest, failure } = await opened.folder.close();
import { createHash } from 'node:crypto';
import path from 'node:path';
import { version } from '../../package.json';
import { assertNever } from '../../src-core/assert-never';
import type { Failure } from '../../src-core/contract/failure';
import type { EngineReport } from '../../src-core/contract/engine';
import type { Chunk, RunEnded, RunEvent, RunStarted } from '../../src-core/contract/run-event';
import type { Experiment } from '../../src-core/experiment/experiment';
import { experimentText } from '../../src-core/experiment/experiment-text';
import { formatProblem } from '../../src-core/experiment/format-problem';
import { resolveLanes, type ResolvedLane } from '../../src-core/experiment/lanes';
import { sweepAxes } from '../../src-core/experiment/sweep';
import { digestInput, type RunNumbers } from '../../src-core/export/digest-input';
import {
  begunRun,
  endedRun,
  lostRun,
  manifestText,
  waitingRun,
  type Manifest,
  type ManifestData,
  type ManifestRun,
  type ManifestSweep,
} from '../../src-core/export/manifest';
import { flushFiles, writeFileAtomically } from './atomic-file';
import { claimFolder, type Claim, type OpenMode, type Refusal } from './folder-claim';
import { describeCpu } from './machine';
import { identityOf } from './process-identity';
import { TraceColumns, readFinalNumbers, readRecordedNumbers } from './recorded-numbers';
import { EXPERIMENT_NAME, MANIFEST_NAME, RUN_FILES } from './file-names';
import { NO_TASK_FILES, type TaskFiles } from './task-files/task-files';
import { storageFailure } from '../../src-core/export/storage-failure';
import { removeExperiment } from './run-files';
import { readTraceEnd } from './trace-end';

export interface OpenFolderRequest {
  /** Absolute path. */
  readonly dir: string;
  readonly experiment: Experiment;
  readonly mode: OpenMode;
  /** Its csv files; not needed where all sequences are drawn. */
  readonly files?: TaskFiles;
  /** The clock, for the manifest. */
  readonly now?: () => Date;
}

export type OpenFolderResult = { readonly kind: 'opened'; readonly folder: ExperimentFolder } | Refusal;

/** What closing a folder comes to: `digest` null where it or the manifest could not be written. */
export interface ClosedFolder {
  readonly digest: string | null;
  readonly failure: Failure | null;
}

function plannedRuns(lanes: readonly ResolvedLane[], seeds: readonly number[]): readonly ManifestRun[] {
  return lanes.flatMap((lane) =>
    seeds.map((seed) => waitingRun(lane.label, seed, `${lane.folder}/seed-${seed}`)),
  );
}

function sweepOf({ sweep }: Experiment, lanes: readonly ResolvedLane[]): { readonly sweep?: ManifestSweep } {
  if (sweep === undefined) return {};
  const axes = sweepAxes(sweep).map(({ path, values }) => ({ path, values }));
  const places = lanes.map(({ folder, stated, point }) => [folder, { lane: stated, point }]);
  return { sweep: { axes, lanes: Object.fromEntries(places) } };
}

function dataOf({ list }: TaskFiles): { readonly data?: readonly ManifestData[] } {
  if (list.length === 0) return {};
  return {
    data: list.map(({ path, name, bytes, sha256 }) => ({ path, file: name, bytes: bytes.length, sha256 })),
  };
}

function firstManifest(request: OpenFolderRequest, lanes: readonly ResolvedLane[], now: Date): Manifest {
  const { experiment } = request;
  return {
    format: 'unroll-run-folder',
    version: 1,
    name: experiment.name,
    status: 'running',
    writer: identityOf(),
    startedAt: now.toISOString(),
    endedAt: null,
    versions: {
      unroll: version,
      node: process.versions.node,
      electron: process.versions['electron'] ?? null,
      tfjs: null,
      tensorflow: null,
    },
    cpu: describeCpu(),
    engine: null,
    backend: null,
    attempts: [],
    folders: Object.fromEntries(lanes.map((lane) => [lane.folder, lane.label])),
    ...sweepOf(experiment, lanes),
    seeds: experiment.seeds,
    ...dataOf(request.files ?? NO_TASK_FILES),
    runs: plannedRuns(lanes, experiment.seeds),
    digest: null,
  };
}

/** Goes on where another process stopped: its runs stay, those it had under way are lost. */
function continued(dir: string, fresh: Manifest, previous: Manifest | null): Manifest {
  if (previous === null) return fresh;
  const runs = fresh.runs.map((run) =>
    asLost(dir, previous.runs.find((old) => old.folder === run.folder) ?? run),
  );
  const { engine, backend, attempts, startedAt } = previous;
  return {
    ...fresh,
    versions: { ...fresh.versions, ...engineVersions(previous) },
    engine,
    backend,
    attempts,
    startedAt,
    runs,
  };
}

/** A run that was under way is lost with its writer, and took as many steps as its trace has rows. */
function asLost(dir: string, run: ManifestRun): ManifestRun {
  if (run.status !== 'running') return run;
  return lostRun(run, readTraceEnd(path.join(dir, run.folder, RUN_FILES.trace)));
}

function engineVersions({ versions }: Manifest): Pick<Manifest['versions'], 'tfjs' | 'tensorflow'> {
  return { tfjs: versions.tfjs, tensorflow: versions.tensorflow };
}

/**
 * Opens the folder, or says why not: in use, or not writable. A folder that is not empty is refused by `new`; `overwrite`
 * removes the files of an earlier experiment and nothing else; `continue` keeps its runs.
 */
export function openExperimentFolder(request: OpenFolderRequest): OpenFolderResult {
  const { dir, experiment, mode, files = NO_TASK_FILES } = request;
  const now = request.now ?? (() => new Date());
  const resolved = resolveLanes(experiment);
  if (resolved.kind === 'refused') {
    throw new Error(`The experiment has no runs: ${resolved.problems.map(formatProblem).join('; ')}.`);
  }
  const fresh = firstManifest(request, resolved.lanes, now());
  // Nobody trains on a file that is not in the folder.
  for (const { settings } of resolved.lanes) files.dataOf(settings);
  const claim = claimFolder(dir, mode, {
    runs: fresh.runs.map((run) => run.folder),
    data: files.list.map(({ name }) => name),
  });
  if (claim.kind === 'refused') return claim;
  try {
    // The manifest first: by it a folder that got no further is known as one of ours.
    const manifest = continued(dir, fresh, claim.previous);
    writeFileAtomically(path.join(dir, MANIFEST_NAME), manifestText(manifest), { flush: false });
    for (const { name, bytes } of files.list)
      writeFileAtomically(path.join(dir, name), bytes, { flush: false });
    writeFileAtomically(path.join(dir, EXPERIMENT_NAME), experimentText(experiment), { flush: false });
    const folder = new ExperimentFolder(dir, manifest, claim, now);
    folder.flush('', [EXPERIMENT_NAME, ...files.list.map(({ name }) => name)]);
    return { kind: 'opened', folder };
  } catch (error) {
    giveUp({ dir, mode, files }, claim);
    return { kind: 'refused', reason: 'storage', message: storageFailure(dir, error).message };
  }
}

/** Leaves as little behind as the disk lets: the first error is the one that tells why. */
function giveUp(
  { dir, mode, files }: { readonly dir: string; readonly mode: OpenMode; readonly files: TaskFiles },
  claim: Claim,
): void {
  try {
    if (mode !== 'continue') removeExperiment(dir, { runs: [], data: files.list.map(({ name }) => name) });
  } catch {
    // What stays is known by its manifest, and can be overwritten.
  }
  try {
    claim.release();
  } catch {
    // The lock is that of this process, and nobody's once it has ended.
  }
}

/** Steps whose numbers are kept in memory for the digest, over all runs (48 MB); beyond them they are read back. */
const MOST_STEPS_KEPT = 4_000_000;

/** A run that has begun. */
interface FollowedRun {
  /** Its folder below the experiment's, as in the manifest. */
  readonly folder: string;
  /** What it recorded so far, for the digest; null where its trace has to be read. */
  columns: TraceColumns | null;
}

/** An open folder. Not one of its methods fails for the sake of the disk: failures are values. */
export class ExperimentFolder {
  private failure: Failure | null = null;
  /** By runId. */
  private readonly followed = new Map<string, FollowedRun>();
  private readonly engines = new Map<string, EngineReport>();
  private readonly numbers = new Map<string, TraceColumns>();
  private stepsKept = 0;
  /** Files that are on their way to the disk. */
  private readonly flushes: Promise<void>[] = [];

  constructor(
    readonly dir: string,
    private manifest: Manifest,
    private readonly claim: Claim,
    private readonly now: () => Date,
  ) {}

  /** Takes note of what happens to the runs of the experiment; their events come run by run in order. */
  follow(event: RunEvent): void {
    switch (event.kind) {
      case 'run-started':
        return this.begin(event);
      case 'chunk':
        return this.keep(event);
      case 'run-ended':
        return this.end(event);
      case 'evaluated':
      case 'run-paused':
      case 'run-resumed':
      case 'adjusted':
        return;
      default:
        assertNever(event);
    }
  }

  /** Writes digest and end into the manifest, once all that it names is on the disk, and lets go of the folder. */
  async close(): Promise<ClosedFolder> {
    try {
      await Promise.all(this.flushes);
      const runs = this.manifest.runs.map((run) => asLost(this.dir, run));
      const digest = await this.digest();
      this.manifest = { ...this.manifest, status: 'ended', endedAt: this.now().toISOString(), runs, digest };
      this.write({ flush: true });
    } catch (error) {
      this.failure ??= storageFailure(this.dir, error);
    }
    try {
      this.claim.release();
    } catch (error) {
      this.failure ??= storageFailure(this.dir, error);
    }
    return { digest: this.failure === null ? this.manifest.digest : null, failure: this.failure };
  }

  private begin(started: RunStarted): void {
    const run = this.runOf(started.lane, started.seed);
    // What was trained before is in the folder, and read from there.
    const columns = started.firstStep === 0 ? new TraceColumns() : null;
    this.followed.set(started.runId, { folder: run.folder, columns });
    this.engines.set(run.folder, started.engine);
    this.numbers.delete(run.folder);
    this.update(run.folder, (line) => begunRun(line, started));
    this.manifest = { ...this.manifest, ...this.engineOfRuns() };
    this.write({ flush: false });
  }

  private keep(chunk: Chunk): void {
    const run = this.followed.get(chunk.runId);
    if (run === undefined || run.columns === null) return;
    this.stepsKept += chunk.count;
    if (this.stepsKept > MOST_STEPS_KEPT) run.columns = null;
    else run.columns.append(chunk);
  }

  /** A run that never began has left nothing, and waits on. */
  private end(ended: RunEnded): void {
    const run = this.followed.get(ended.runId);
    if (run === undefined) return;
    this.followed.delete(ended.runId);
    const { folder, columns } = run;
    // Of a run whose files are not whole, or that was lost with its process, the trace is the witness.
    if (columns !== null && ended.failure === null) this.numbers.set(folder, columns);
    this.update(folder, (line) => endedRun(line, this.witnessed(ended, folder)));
    this.write({ flush: false });
    this.flush(folder, Object.values(RUN_FILES));
  }

  /** A process may have recorded more than it could still tell. */
  private witnessed(ended: RunEnded, folder: string): RunEnded {
    if (ended.failure?.kind !== 'host-lost') return ended;
    return { ...ended, ...readTraceEnd(path.join(this.dir, folder, RUN_FILES.trace)) };
  }

  private runOf(lane: string, seed: number): ManifestRun {
    const run = this.manifest.runs.find((one) => one.lane === lane && one.seed === seed);
    if (run === undefined)
      throw new Error(`Lane ${lane} with seed ${seed} is no run of the experiment in ${this.dir}.`);
    return run;
  }

  /** The engine of the first run, whichever began first. */
  private engineOfRuns(): Partial<Manifest> {
    const first = this.manifest.runs.find((run) => this.engines.has(run.folder));
    const report = this.engines.get(first?.folder ?? '');
    if (report === undefined) return {};
    const { engine, backend, attempts, versions } = report;
    return { engine, backend, attempts, versions: { ...this.manifest.versions, ...versions } };
  }

  private update(folder: string, change: (run: ManifestRun) => ManifestRun): void {
    const runs = this.manifest.runs.map((one) => (one.folder === folder ? change(one) : one));
    this.manifest = { ...this.manifest, runs };
  }

  private write(options: { readonly flush: boolean }): void {
    try {
      writeFileAtomically(path.join(this.dir, MANIFEST_NAME), manifestText(this.manifest), options);
    } catch (error) {
      this.failure ??= storageFailure(path.join(this.dir, MANIFEST_NAME), error);
    }
  }

  /** Has files of a folder below the experiment's put onto the disk, while other work goes on; closing waits for it. */
  flush(folder: string, names: readonly string[]): void {
    const absolute = path.join(this.dir, folder);
    const flushing = flushFiles(absolute, names).catch((error: unknown) => {
      this.failure ??= storageFailure(absolute, error);
    });
    this.flushes.push(flushing);
  }

  private async digest(): Promise<string> {
    const hash = createHash('sha256');
    for (const run of this.manifest.runs) {
      if (run.status === 'waiting') continue;
      for (const bytes of digestInput(await this.numbersOf(run))) hash.update(bytes);
    }
    return hash.digest('hex');
  }

  private async numbersOf(run: ManifestRun): Promise<RunNumbers> {
    const folder = path.join(this.dir, run.folder);
    const columns = this.numbers.get(run.folder);
    if (columns === undefined) return readRecordedNumbers(folder);
    return { ...columns.values(), ...readFinalNumbers(folder) };
  }
}
