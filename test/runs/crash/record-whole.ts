// A whole experiment recorded with everything that a recorder writes: several runs, chunks, checkpoints, changes on the way,
// evaluations, last weights.
import path from 'node:path';
import type { ClosedFolder } from '../../../electron/runs/experiment-folder';
import { openExperimentFolder } from '../../../electron/runs/experiment-folder';
import type { OpenMode } from '../../../electron/runs/folder-claim';
import { RunRecorder } from '../../../electron/trainer/recorder/run-recorder';
import type { Failure } from '../../../src-core/contract/failure';
import type { Evaluated } from '../../../src-core/contract/run-event';
import { chunk, ended, EXPERIMENT, started, WEIGHTS, WINDOW } from '../recorded-data';

/** Chunks of a run, and steps of a chunk. */
export const CHUNKS = 4;
export const STEPS = 50;

/** Lane, seed and folder of the runs, in order. */
export const RUNS = [
  ['RNN', 1, 'rnn/seed-1'],
  ['RNN', 2, 'rnn/seed-2'],
  ['RNN (clipped)', 1, 'rnn-clipped-/seed-1'],
  ['RNN (clipped)', 2, 'rnn-clipped-/seed-2'],
] as const;

export interface Told {
  /** Null: the folder was refused. */
  readonly closed: ClosedFolder | null;
  /** What failed, as the recorders said. */
  readonly failures: readonly Failure[];
  /** Steps of each run that the recorder took, by its folder. */
  readonly taken: ReadonlyMap<string, number>;
}

export interface Recording {
  readonly dir: string;
  readonly mode?: OpenMode;
  /** Runs to record: all four, or the first one of an experiment that has no other. */
  readonly runs?: 1 | 4;
  /** Told of each chunk that the recorder took. */
  readonly say?: (run: string, steps: number) => void;
}

export async function recordWhole({
  dir,
  mode = 'new',
  runs = 4,
  say = () => undefined,
}: Recording): Promise<Told> {
  const alone = { ...EXPERIMENT, seeds: [1], lanes: EXPERIMENT.lanes.slice(0, 1) };
  const opened = openExperimentFolder({ dir, experiment: runs === 1 ? alone : EXPERIMENT, mode });
  const taken = new Map<string, number>();
  const failures: Failure[] = [];
  if (opened.kind === 'refused') return { closed: null, failures, taken };
  const { folder } = opened;
  for (const [lane, seed, name] of RUNS.slice(0, runs)) {
    const run = started(lane, seed);
    const recorder = new RunRecorder(path.join(dir, name), run, WEIGHTS);
    folder.follow(run);
    recorder.evaluate(evaluation(0));
    for (let k = 0; k < CHUNKS; k += 1) {
      const part = chunk(k * STEPS, STEPS);
      recorder.append(part);
      if (recorder.failure !== null) break;
      folder.follow({ ...part, runId: run.runId });
      taken.set(name, (k + 1) * STEPS);
      say(name, (k + 1) * STEPS);
      recorder.keepCheckpoint({ step: (k + 1) * STEPS, trainedMs: 0, tensors: WEIGHTS });
      if (k === 1) recorder.adjust({ step: (k + 1) * STEPS, learningRate: 0.01, clipLimit: 1 });
    }
    recorder.evaluate(evaluation(CHUNKS * STEPS));
    recorder.finish({ weights: WEIGHTS, lastWindow: WINDOW });
    const { failure } = recorder;
    if (failure !== null) failures.push(failure);
    const end = { runId: run.runId, steps: taken.get(name) ?? 0, finalLoss: 1 };
    folder.follow(ended(failure === null ? end : { ...end, status: 'failed', failure }));
  }
  return { closed: await folder.close(), failures, taken };
}

function evaluation(step: number): Evaluated {
  const { input, target, prediction } = WINDOW;
  const window = { input, target, prediction };
  return {
    kind: 'evaluated',
    runId: 'any',
    step,
    loss: 0.5,
    accuracy: null,
    freeRunLoss: null,
    window,
    freeRun: null,
  };
}
