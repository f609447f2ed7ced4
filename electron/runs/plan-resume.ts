// Going on with a recorded experiment: which of its runs do, and from where.
import path from 'node:path';
import type { RunCheckpoint } from '../../src-core/contract/checkpoint';
import type { EngineChoice } from '../../src-core/contract/engine';
import type { RunJob } from '../../src-core/contract/host-message';
import type { Experiment, Settings } from '../../src-core/experiment/experiment';
import { resolveLanes } from '../../src-core/experiment/lanes';
import { readCheckpoint } from '../../src-core/export/checkpoint-file';
import type { ManifestRun } from '../../src-core/export/manifest';
import { recordedTaskFiles } from './task-files/recorded-task-files';
import type { TaskFiles } from './task-files/task-files';
import { RUN_FILES } from './file-names';
import { adjustmentsIn, fileBytes, firstWeightsIn, readRecorded } from './recorded-experiment';
import { readTraceEnd } from './trace-end';

export interface ResumePlan {
  readonly kind: 'plan';
  /** What was recorded, with the steps it is extended to. */
  readonly experiment: Experiment;
  /** The csv files it was trained on. */
  readonly files: TaskFiles;
  /** The engine of the record: on another one the numbers would not be those of a run that was never stopped. */
  readonly choice: EngineChoice;
  /** The jobs that are left of all of the experiment, each with where it goes on. */
  readonly take: (jobs: readonly RunJob[]) => readonly RunJob[];
}

/** `problems`: sentences on why the folder cannot be gone on with. */
export type ResumeResult = ResumePlan | { readonly kind: 'refused'; readonly problems: readonly string[] };

/**
 * Plans how the experiment in `dir` goes on. Runs that were interrupted, stopped or lost go on from their checkpoint, or begin
 * anew where there is none; runs that never began begin; those that diverged, or reached what they were to reach, stay.
 * @param dir absolute path of the experiment's folder
 * @param steps trains every run to this many steps in all; null: to as many as the experiment says
 */
export function planResume(dir: string, steps: number | null): ResumeResult {
  const recorded = readRecorded(dir);
  if (recorded.kind === 'refused') return recorded;
  const { manifest } = recorded;
  if (steps !== null && Object.hasOwn(recorded.experiment.sweep ?? {}, 'training.steps')) {
    const problem = `${dir}: its sweep sets training.steps, which --steps would make the same for all; expected no --steps.`;
    return { kind: 'refused', problems: [problem] };
  }
  const experiment = steps === null ? recorded.experiment : extended(recorded.experiment, steps);
  const beyond = manifest.runs.filter((run) => steps !== null && run.steps > steps);
  if (beyond.length > 0) {
    const most = Math.max(...beyond.map((run) => run.steps));
    const problem = `${dir}: its runs have taken up to ${most} steps already; expected at least as many, got ${steps}.`;
    return { kind: 'refused', problems: [problem] };
  }
  const planned = steps === null ? null : plannedOver(experiment, steps, recorded.experiment);
  if (planned !== null) return { kind: 'refused', problems: [`${dir}: ${planned}`] };
  const read = recordedTaskFiles(dir, { experiment, manifest });
  if (read.kind === 'refused') return read;
  const before = limitsOf(recorded.experiment);
  return {
    kind: 'plan',
    experiment,
    files: read.files,
    choice: { engine: manifest.engine ?? 'auto', backend: manifest.backend ?? 'auto' },
    take: (jobs) =>
      jobs.flatMap((job) => {
        const run = manifest.runs.find(({ lane, seed }) => lane === job.lane && seed === job.seed);
        if (run === undefined || run.status === 'waiting') return [job];
        return goesOn(run, before.get(job.lane) ?? 0, limitOf(job.settings)) ? [takenUp(job)] : [];
      }),
  };
}

/** The experiment with every lane trained to `steps`. */
function extended(experiment: Experiment, steps: number): Experiment {
  const lanes = experiment.lanes.map((lane) => {
    const { 'training.steps': _own, ...set } = lane.set;
    return { ...lane, set };
  });
  return { ...experiment, lanes, training: { ...experiment.training, steps } };
}

/** Why more steps would not be those of a run that had as many from the start; null: they are. */
function plannedOver(experiment: Experiment, steps: number, recorded: Experiment): string | null {
  const resolved = resolveLanes(experiment);
  const before = limitsOf(recorded);
  const lane =
    resolved.kind === 'refused'
      ? undefined
      : resolved.lanes.find(
          ({ label, settings }) =>
            settings.training.schedule.kind === 'cosine' && before.get(label) !== steps,
        );
  if (lane === undefined) return null;
  return `lane ${lane.label} has a cosine schedule, which is planned over all of its ${before.get(lane.label)} steps: expected a constant, step or warm-up schedule to go beyond them. Train it anew with ${steps} steps.`;
}

/** Steps that each lane trains if nothing ends it before. */
function limitsOf(experiment: Experiment): ReadonlyMap<string, number> {
  const resolved = resolveLanes(experiment);
  const lanes = resolved.kind === 'refused' ? [] : resolved.lanes;
  return new Map(lanes.map(({ label, settings }) => [label, limitOf(settings)]));
}

function limitOf({ training }: Settings): number {
  return Math.min(training.steps, training.stopWhen.steps ?? Infinity);
}

/** A run that is done before its last step reached what it was to reach. */
function goesOn(run: ManifestRun, before: number, limit: number): boolean {
  if (run.status === 'diverged') return false;
  if (run.status === 'done') return run.steps === before && limit > before;
  return run.steps < limit;
}

/** The job from its checkpoint, where that is whole and the trace reaches up to it; else from its first weights. */
function takenUp(job: RunJob): RunJob {
  const from = checkpointIn(job.folder);
  const adjustments = adjustmentsIn(job.folder);
  const isWhole = from !== null && from.step > 0 && from.step < limitOf(job.settings);
  if (isWhole && readTraceEnd(path.join(job.folder, RUN_FILES.trace)).steps >= from.step)
    return { ...job, from, adjustments };
  return { ...job, weights: firstWeightsIn(job.folder) ?? job.weights, adjustments };
}

function checkpointIn(folder: string): RunCheckpoint | null {
  const bytes = fileBytes(path.join(folder, RUN_FILES.checkpoint));
  const read = bytes === null ? null : readCheckpoint(bytes);
  return read?.kind === 'ok' ? read.checkpoint : null;
}
