// One recorded experiment as the list shows it. How it went is derived from its files and from who lives, never believed.
import path from 'node:path';
import type {
  RecordedExperiment,
  RecordedLane,
  RecordStatus,
} from '../../../src-core/contract/recorded-list';
import { quantile } from '../../../src-core/diagnosis/quantile';
import type { Manifest, ManifestRun } from '../../../src-core/export/manifest';
import { RUN_FILES } from '../file-names';
import { isAlive } from '../process-identity';
import { readRecorded } from '../recorded-experiment';
import { readTraceEnd } from '../trace-end';
import { folderBytes } from './folder-bytes';
import { readNotes } from './record-notes';
import { sampleLoss } from './sample-trace';

/** Points of a lane's thumbnail. */
const THUMBNAIL_POINTS = 48;

export type RecordReading =
  | { readonly kind: 'record'; readonly record: RecordedExperiment }
  | { readonly kind: 'damaged'; readonly why: string };

/** Worst first: what a person has to know of an experiment before all else. */
const WORST_FIRST: readonly RecordStatus[] = ['failed', 'interrupted', 'diverged', 'stopped', 'done'];

/** Reads the experiment in the folder `id` of `library`. Never throws: what cannot be read is damaged. */
export async function readRecord(library: string, id: string): Promise<RecordReading> {
  const dir = path.join(library, id);
  try {
    const recorded = readRecorded(dir);
    if (recorded.kind === 'refused') return { kind: 'damaged', why: recorded.problems.join(' ') };
    const { experiment, manifest } = recorded;
    const isTraining = manifest.status === 'running' && isAlive(manifest.writer);
    const runs = isTraining ? manifest.runs : manifest.runs.map((run) => settled(dir, run));
    return {
      kind: 'record',
      record: {
        id,
        experiment,
        notes: readNotes(dir),
        status: isTraining ? 'training' : statusOf(runs),
        startedAt: manifest.startedAt,
        endedAt: manifest.endedAt,
        engine: engineOf(manifest),
        lanes: await lanesOf(dir, manifest, runs),
        resumable: !isTraining && runs.some(({ status }) => isOpen(status)),
        bytes: await folderBytes(dir),
      },
    };
  } catch (error) {
    return {
      kind: 'damaged',
      why: `${dir} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    };
  }
}

/** A run that is marked as under way and whose writer is gone was interrupted, as far as its trace goes. */
function settled(dir: string, run: ManifestRun): ManifestRun {
  if (run.status !== 'running') return run;
  const { steps, finalLoss } = readTraceEnd(path.join(dir, run.folder, RUN_FILES.trace));
  return { ...run, status: 'interrupted', steps, finalLoss };
}

/** Not at its end, and not diverged. */
function isOpen(status: ManifestRun['status']): boolean {
  return status !== 'done' && status !== 'diverged';
}

function statusOf(runs: readonly ManifestRun[]): RecordStatus {
  // A run that never had its turn was kept from it.
  const found = new Set(runs.map(({ status }) => (status === 'waiting' ? 'interrupted' : status)));
  return WORST_FIRST.find((status) => status !== 'training' && found.has(status)) ?? 'interrupted';
}

function engineOf({ engine, backend }: Manifest): string | null {
  return engine === null || backend === null ? null : `${engine} · ${backend}`;
}

async function lanesOf(
  dir: string,
  { folders }: Manifest,
  runs: readonly ManifestRun[],
): Promise<readonly RecordedLane[]> {
  const lanes: RecordedLane[] = [];
  for (const label of Object.values(folders)) {
    const own = runs.filter((run) => run.lane === label);
    const first = own.find(({ steps }) => steps > 0);
    lanes.push({
      label,
      runs: own.length,
      steps: own.reduce((most, { steps }) => Math.max(most, steps), 0),
      finalLoss: medianLoss(own),
      diverged: own.filter(({ status }) => status === 'diverged').length,
      thumbnail:
        first === undefined
          ? []
          : await sampleLoss(path.join(dir, first.folder, RUN_FILES.trace), THUMBNAIL_POINTS),
    });
  }
  return lanes;
}

/** Over the seeds; a run that diverged has no loss to speak of. */
function medianLoss(runs: readonly ManifestRun[]): number | null {
  const losses = runs.flatMap(({ status, finalLoss }) => {
    if (finalLoss === null) return [];
    const loss = status === 'diverged' ? NaN : Number(finalLoss);
    return [Number.isNaN(loss) ? Infinity : loss];
  });
  return losses.length === 0
    ? null
    : quantile(
        losses.sort((a, b) => a - b),
        0.5,
      );
}
