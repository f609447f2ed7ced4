// manifest.json of an experiment's folder: who wrote it, with what, and how every run went. Types, and the text; reading is
// parse-manifest.ts.
import type { BackendKind, EngineAttempt, EngineKind } from '../contract/engine';
import type { Divergence } from '../contract/divergence';
import type { Failure } from '../contract/failure';
import type { RunEnded, RunStarted, RunStatus } from '../contract/run-event';
import { jsonNumber } from './number-text';

/** A number that may be NaN or infinite, as JSON holds it: `0.5`, `"NaN"`. */
export type JsonNumber = number | 'NaN' | 'Infinity' | '-Infinity';

/** `waiting`: not begun; `running`: begun and, as long as its writer lives, not ended. */
export type RecordedStatus = RunStatus | 'waiting' | 'running';

export interface ManifestRun {
  readonly lane: string;
  readonly seed: number;
  /** Folder of the run below the manifest's, with `/`: `rnn/seed-1`. */
  readonly folder: string;
  readonly status: RecordedStatus;
  readonly engine: EngineKind | null;
  readonly backend: BackendKind | null;
  readonly parameterCount: number | null;
  readonly steps: number;
  readonly finalLoss: JsonNumber | null;
  readonly usPerStep: number | null;
  readonly compileMs: number | null;
  readonly divergedAt: number | null;
  /** What of that step was the first that is not finite; absent where it did not diverge. */
  readonly divergence?: Divergence;
  readonly failure: Pick<Failure, 'kind' | 'message'> | null;
}

/** A process: its id, and when it started in the kernel's own count, for ids are used again. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque; null where the system does not tell. */
  readonly startTime: string | null;
}

/** The grid of a sweep, and where on it the lanes lie. */
export interface ManifestSweep {
  readonly axes: readonly { readonly path: string; readonly values: readonly unknown[] }[];
  /** Lane folder → label of the lane as it is stated, and the index of its value on every axis. */
  readonly lanes: Readonly<Record<string, { readonly lane: string; readonly point: readonly number[] }>>;
}

/** A csv file that the experiment was trained on, copied into its folder. */
export interface ManifestData {
  /** As the experiment names it. */
  readonly path: string;
  /** Name of the copy, beside the manifest. */
  readonly file: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

export interface Manifest {
  readonly format: 'unroll-run-folder';
  readonly version: 1;
  /** Name of the experiment. */
  readonly name: string;
  /** `running` while its writer is at work; if that process is gone, the experiment was interrupted. */
  readonly status: 'running' | 'ended';
  readonly writer: ProcessIdentity;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly versions: {
    readonly unroll: string;
    readonly node: string;
    readonly electron: string | null;
    readonly tfjs: string | null;
    readonly tensorflow: string | null;
  };
  readonly cpu: { readonly model: string; readonly cores: number; readonly features: readonly string[] };
  /** What the runs trained on; null before the first. The attempts tell how it was found. */
  readonly engine: EngineKind | null;
  readonly backend: BackendKind | null;
  readonly attempts: readonly EngineAttempt[];
  /** Lane folder → label of the lane. */
  readonly folders: Readonly<Record<string, string>>;
  /** Absent where the lanes are those that are stated. */
  readonly sweep?: ManifestSweep;
  readonly seeds: readonly number[];
  /** Absent where all sequences are drawn. */
  readonly data?: readonly ManifestData[];
  readonly runs: readonly ManifestRun[];
  /** sha256, hexadecimal, see digest-input.ts; null while running. */
  readonly digest: string | null;
}

/** A run that has not begun. */
export function waitingRun(lane: string, seed: number, folder: string): ManifestRun {
  return {
    lane,
    seed,
    folder,
    status: 'waiting',
    engine: null,
    backend: null,
    parameterCount: null,
    steps: 0,
    finalLoss: null,
    usPerStep: null,
    compileMs: null,
    divergedAt: null,
    failure: null,
  };
}

/** The run once it has begun. */
export function begunRun(run: ManifestRun, started: RunStarted): ManifestRun {
  return {
    ...waitingRun(run.lane, run.seed, run.folder),
    status: 'running',
    engine: started.engine.engine,
    backend: started.engine.backend,
    parameterCount: started.parameterCount,
    compileMs: started.compileMs,
  };
}

/** The run once it has ended. */
export function endedRun(run: ManifestRun, ended: RunEnded): ManifestRun {
  const { failure } = ended;
  return {
    ...run,
    status: ended.status,
    steps: ended.steps,
    finalLoss: ended.finalLoss === null ? null : (jsonNumber(ended.finalLoss) as JsonNumber),
    usPerStep: ended.usPerStep,
    compileMs: ended.compileMs,
    divergedAt: ended.divergedAt,
    ...(ended.divergence === undefined ? {} : { divergence: ended.divergence }),
    failure: failure === null ? null : { kind: failure.kind, message: failure.message },
  };
}

/** A run found `running` though its writer is gone. @param recorded how far its trace got */
export function lostRun(
  run: ManifestRun,
  recorded: { readonly steps: number; readonly finalLoss: number | null },
): ManifestRun {
  if (run.status !== 'running') return run;
  const { steps, finalLoss } = recorded;
  const message = 'The process that trained this run ended under it.';
  return {
    ...run,
    status: 'failed',
    steps,
    finalLoss: finalLoss === null ? null : (jsonNumber(finalLoss) as JsonNumber),
    failure: { kind: 'host-lost', message },
  };
}

/** The manifest as the text of its file. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
