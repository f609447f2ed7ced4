// A record against its repetition, for window and command line alike.
import path from 'node:path';
import type { Verified, VerifiedRun } from '../../src-core/contract/verification';
import type { Manifest } from '../../src-core/export/manifest';
import { readRecorded, type RecordedExperiment } from './recorded-experiment';
import { recordedTaskFiles } from './task-files/recorded-task-files';
import type { TaskFiles } from './task-files/task-files';
import { compareRun, environmentDifferences } from './repeat';

export type Verifiable =
  | ({ readonly kind: 'recorded'; readonly files: TaskFiles } & RecordedExperiment)
  /** Sentences on why there is nothing to compare with. */
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** @param dir absolute path of the experiment's folder @param given what a person calls it */
export function readVerifiable(dir: string, given: string): Verifiable {
  const recorded = readRecorded(dir);
  if (recorded.kind === 'refused') return recorded;
  const { status, runs } = recorded.manifest;
  const why =
    status === 'running'
      ? 'was not closed: it is being trained, or was interrupted by force. Wait for its end, or continue it first.'
      : runs.every(({ steps }) => steps === 0)
        ? 'holds no step of any run: there is nothing to compare.'
        : null;
  if (why !== null) return { kind: 'refused', problems: [`${given} ${why}`] };
  const read = recordedTaskFiles(dir, recorded);
  return read.kind === 'refused' ? read : { ...recorded, files: read.files };
}

/**
 * Compares what is recorded in `dir` with its repetition.
 * @param again absolute path of the repetition's folder
 * @throws Error where the repetition cannot be read
 */
export async function compareRecords(dir: string, recorded: Manifest, again: string): Promise<Verified> {
  const repeated = readRecorded(again);
  if (repeated.kind === 'refused') throw new Error(repeated.problems.join(' '));
  const differences = environmentDifferences(recorded, repeated.manifest);
  const runs: VerifiedRun[] = [];
  for (const run of recorded.runs.filter(({ steps }) => steps > 0)) {
    const comparison = await compareRun(path.resolve(dir), run, again, differences.length === 0);
    runs.push({ lane: run.lane, seed: run.seed, comparison });
  }
  return { runs, differences };
}
