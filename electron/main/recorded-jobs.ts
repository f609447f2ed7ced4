// The runs of a recorded experiment as jobs that can be shown, asked about and trained on.
import path from 'node:path';
import type { EngineChoice } from '../../src-core/contract/engine';
import type { RunJob } from '../../src-core/contract/host-message';
import type { HostState } from '../../src-core/contract/ipc';
import { adjustmentsIn, firstWeightsIn } from '../runs/recorded-experiment';
import type { EventsRequest } from '../runs/recorded-events';

/** A job as it was once begun: with its first weights, and what was changed on the way. */
export function asRecorded(job: RunJob): RunJob {
  return {
    ...job,
    weights: firstWeightsIn(job.folder) ?? job.weights,
    adjustments: adjustmentsIn(job.folder),
  };
}

/** Why the numbers of a run would not be those of one that never stopped; null: they would. */
export function otherEngine(recorded: EngineChoice, state: HostState): string | null {
  if (state.kind !== 'ready' || recorded.engine === 'auto') return null;
  const { engine, backend } = state.report;
  if (recorded.engine === engine && recorded.backend === backend) return null;
  return `was trained on ${recorded.engine}, ${recorded.backend}, and here ${engine} on ${backend} trains: go on with it by unroll run --resume.`;
}

/** Which runs are told of again, and how far. @param upTo steps of a run that are told; null: all, and its end */
export function requestsFor(
  dir: string,
  jobs: readonly RunJob[],
  upTo: (runId: string) => number | null,
): (folder: string) => EventsRequest | null {
  const byFolder = new Map(jobs.map((job) => [job.folder, job]));
  return (folder) => {
    const job = byFolder.get(path.join(dir, folder));
    if (job === undefined) return null;
    const { runId, data } = job;
    return { runId, data, adjustments: adjustmentsIn(path.join(dir, folder)), upTo: upTo(runId) };
  };
}
