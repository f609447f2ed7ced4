// The folder of an experiment while its runs are trained: claimed, given its file and manifest, closed with a digest.
//
//   const opened = openExperimentFolder({ dir, experiment, mode: 'new' });
//   const recorder = opened.folder.startRun(started, initialWeights);   // then recorder.append(chunk) …
//   opened.folder.endRun(recorder, ended, { weights, lastWindow });
//   const { digest, failure } = await opened.folder.close();
import { createHash } from 'node:crypto';
import path from 'node:path';
import { version } from '../../../package.json';
import type { Failure } from '../../../src-core/contract/failure';
import type { OpenMode } from '../../../src-core/contract/host-message';
import type { NamedTensor } from '../../../src-core/contract/named-tensor';
import type { RunEnded, RunStarted } from '../../../src-core/contract/run-event';
import type { Experiment } from '../../../src-core/experiment/experiment';
import { experimentText } from '../../../src-core/experiment/experiment-text';
import { formatProblem } from '../../../src-core/experiment/format-problem';
import { resolveLanes, type ResolvedLane } from '../../../src-core/experiment/lanes';
import { digestInput, type RunNumbers } from '../../../src-core/export/digest-input';
import {
  begunRun,
  endedRun,
  lostRun,
  manifestText,
  waitingRun,
  type Manifest,
  type ManifestRun,
} from '../../../src-core/export/manifest';
import { writeFileAtomically } from '../../runs/atomic-file';
import { claimFolder, type Claim, type Refusal } from './folder-claim';
import { describeCpu } from './machine';
import { identityOf } from './process-identity';
import { readRecordedNumbers } from '../../runs/recorded-numbers';
import { EXPERIMENT_NAME, MANIFEST_NAME, RUN_FILES } from '../../runs/file-names';
import { removeRun } from './run-files';
import { RunRecorder, type FinalState } from './run-recorder';
import { storageFailure } from '../../../src-core/export/storage-failure';
import { readTraceEnd } from '../../runs/trace-end';

export interface OpenFolderRequest {
  /** Absolute path. */
  readonly dir: string;
  readonly experiment: Experiment;
  readonly mode: OpenMode;
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
    seeds: experiment.seeds,
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
  const { dir, experiment, mode } = request;
  const now = request.now ?? (() => new Date());
  const resolved = resolveLanes(experiment);
  if (resolved.kind === 'refused') {
    throw new Error(`The experiment has no runs: ${resolved.problems.map(formatProblem).join('; ')}.`);
  }
  const fresh = firstManifest(request, resolved.lanes, now());
  const claim = claimFolder(
    dir,
    mode,
    fresh.runs.map((run) => run.folder),
  );
  if (claim.kind === 'refused') return claim;
  try {
    writeFileAtomically(path.join(dir, EXPERIMENT_NAME), experimentText(experiment));
    const manifest = continued(dir, fresh, claim.previous);
    writeFileAtomically(path.join(dir, MANIFEST_NAME), manifestText(manifest));
    return { kind: 'opened', folder: new ExperimentFolder(dir, manifest, claim, now) };
  } catch (error) {
    claim.release();
    return { kind: 'refused', reason: 'storage', message: storageFailure(dir, error).message };
  }
}

/** An open folder. Not one of its methods fails for the sake of the disk: failures are values. */
export class ExperimentFolder {
  private failure: Failure | null = null;
  private readonly numbers = new Map<string, RunNumbers>();

  constructor(
    readonly dir: string,
    private manifest: Manifest,
    private readonly claim: Claim,
    private readonly now: () => Date,
  ) {}

  /** Begins the folder of a run. Look at the recorder's `failure`: a full disk does not keep a run from training. */
  startRun(started: RunStarted, initialWeights: readonly NamedTensor[]): RunRecorder {
    const run = this.runOf(started.lane, started.seed);
    const { engine, backend, attempts, versions } = started.engine;
    this.numbers.delete(run.folder);
    this.update(run, begunRun(run, started));
    this.manifest = {
      ...this.manifest,
      engine,
      backend,
      attempts,
      versions: { ...this.manifest.versions, ...versions },
    };
    this.write({ flush: false });
    if (started.firstStep === 0) this.clear(run);
    return new RunRecorder(path.join(this.dir, run.folder), started, initialWeights);
  }

  /**
   * Ends a run: its last files, and its line in the manifest. A run whose files could not be written has failed there, however
   * it ended. @returns the first failure of the run's files, once
   */
  endRun(recorder: RunRecorder, ended: RunEnded, final: FinalState): Failure | null {
    const failure = recorder.finish(final);
    const run = this.manifest.runs.find(({ folder }) => path.join(this.dir, folder) === recorder.folder);
    if (run === undefined) throw new Error(`${recorder.folder} is no run of the experiment in ${this.dir}.`);
    const numbers = recorder.numbers();
    if (numbers !== null) this.numbers.set(run.folder, numbers);
    const broken = recorder.failure;
    this.update(
      run,
      endedRun(run, broken === null ? ended : { ...ended, status: 'failed', failure: broken }),
    );
    this.write({ flush: false });
    return failure;
  }

  /** Writes digest and end into the manifest, and lets go of the folder. */
  async close(): Promise<ClosedFolder> {
    try {
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

  private clear(run: ManifestRun): void {
    try {
      removeRun(this.dir, run.folder);
    } catch {
      // What cannot be removed is in the recorder's way, and its own failure says so.
    }
  }

  private runOf(lane: string, seed: number): ManifestRun {
    const run = this.manifest.runs.find((one) => one.lane === lane && one.seed === seed);
    if (run === undefined)
      throw new Error(`Lane ${lane} with seed ${seed} is no run of the experiment in ${this.dir}.`);
    return run;
  }

  private update(run: ManifestRun, next: ManifestRun): void {
    const runs = this.manifest.runs.map((one) => (one.folder === run.folder ? next : one));
    this.manifest = { ...this.manifest, runs };
  }

  private write(options: { readonly flush: boolean }): void {
    try {
      writeFileAtomically(path.join(this.dir, MANIFEST_NAME), manifestText(this.manifest), options);
    } catch (error) {
      this.failure ??= storageFailure(path.join(this.dir, MANIFEST_NAME), error);
    }
  }

  private async digest(): Promise<string> {
    const hash = createHash('sha256');
    for (const run of this.manifest.runs) {
      if (run.status === 'waiting') continue;
      const kept = this.numbers.get(run.folder);
      const numbers = kept ?? (await readRecordedNumbers(path.join(this.dir, run.folder)));
      for (const bytes of digestInput(numbers)) hash.update(bytes);
    }
    return hash.digest('hex');
  }
}
