// The runs of an experiment, known before the first of them is trained: every lane with every seed, lane by lane.
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { RunJob } from '../../src-core/contract/host-message';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import type { Pace } from '../../src-core/contract/run-event';
import type { Experiment } from '../../src-core/experiment/experiment';
import { resolveLanes } from '../../src-core/experiment/lanes';
import type { ResolvedLane } from '../../src-core/experiment/lanes';
import { NO_TASK_FILES, type TaskFiles } from '../runs/task-files/task-files';
import { formatProblem } from '../../src-core/experiment/format-problem';

export interface PlanRequest {
  readonly experiment: Experiment;
  /** Absolute path of the experiment's folder. */
  readonly dir: string;
  readonly pace: Pace;
  /** Initial weights of a lane; null draws them from each seed. */
  readonly weightsOf: (lane: ResolvedLane) => readonly NamedTensor[] | null;
  /** The csv files of the experiment; not needed where all sequences are drawn. */
  readonly files?: TaskFiles;
}

/**
 * @returns one job per lane × seed, in lane, then seed order, each with a runId of its own and the folder
 *   `<dir>/<lane>/seed-<n>`
 * @throws Error when a lane does not resolve, which no experiment that was parsed does; or a csv file was not read
 */
export function planRuns(request: PlanRequest): readonly RunJob[] {
  const { experiment, dir, pace, weightsOf, files = NO_TASK_FILES } = request;
  const resolved = resolveLanes(experiment);
  if (resolved.kind === 'refused') {
    throw new Error(`The experiment has no runs: ${resolved.problems.map(formatProblem).join('; ')}.`);
  }
  return resolved.lanes.flatMap((lane) =>
    experiment.seeds.map((seed) => ({
      runId: randomUUID(),
      lane: lane.label,
      seed,
      settings: lane.settings,
      weights: weightsOf(lane),
      data: files.dataOf(lane.settings),
      from: null,
      adjustments: [],
      pace,
      folder: path.join(dir, lane.folder, `seed-${seed}`),
    })),
  );
}
