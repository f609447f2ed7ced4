// The network that a recorded run ended with.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import { formatProblem } from '../../src-core/experiment/format-problem';
import { resolveLanes } from '../../src-core/experiment/lanes';
import type { ManifestRun } from '../../src-core/export/manifest';
import { readSafetensors } from '../../src-core/export/safetensors';
import { reasonOf } from '../../src-core/export/storage-failure';
import type { TrainedModel } from '../../src-core/export/trained-model';
import { recordedTaskFiles } from './task-files/recorded-task-files';
import { RUN_FILES } from './file-names';
import { type RecordedExperiment, adjustmentsIn } from './recorded-experiment';

export type RecordedModel =
  | { readonly kind: 'model'; readonly model: TrainedModel }
  /** One sentence. */
  | { readonly kind: 'refused'; readonly why: string };

/** @param dir absolute path of the experiment's folder @param run one of its manifest's */
export function readModel(
  dir: string,
  { experiment, manifest }: RecordedExperiment,
  run: ManifestRun,
): RecordedModel {
  const refused = (why: string): RecordedModel => ({ kind: 'refused', why });
  const resolved = resolveLanes(experiment);
  if (resolved.kind === 'refused')
    return refused(`${dir}: ${resolved.problems.map(formatProblem).join('; ')}.`);
  const lane = resolved.lanes.find(({ label }) => label === run.lane);
  if (lane === undefined) return refused(`${dir}: its experiment has no lane ${JSON.stringify(run.lane)}.`);
  const read = recordedTaskFiles(dir, { experiment, manifest });
  if (read.kind === 'refused') return refused(read.problems.join(' '));
  const [weights, initialWeights] = [RUN_FILES.weights, RUN_FILES.initial].map((name) =>
    readTensors(path.join(dir, run.folder, name), run),
  );
  if (typeof weights === 'string') return refused(weights);
  if (typeof initialWeights === 'string') return refused(initialWeights);
  return {
    kind: 'model',
    model: {
      experiment: experiment.name,
      lane: run.lane,
      seed: run.seed,
      settings: lane.settings,
      data: read.files.dataOf(lane.settings),
      steps: run.steps,
      adjustments: adjustmentsIn(path.join(dir, run.folder)),
      version: manifest.versions.unroll,
      weights: weights ?? [],
      initialWeights: initialWeights ?? [],
    },
  };
}

/** A text says why there are none. */
function readTensors(file: string, run: ManifestRun): readonly NamedTensor[] | string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (isMissing && run.status === 'running')
      return `${run.folder} has no model yet: its weights are written when it ends. Wait for its end, or stop it.`;
    const got = isMissing ? `none: the run is ${run.status}, after ${run.steps} steps` : reasonOf(error);
    return `${run.folder} has no model yet: expected its weights in ${file}, got ${got}.`;
  }
  const read = readSafetensors(bytes);
  return read.kind === 'ok' ? read.tensors : `${file} holds no weights. ${read.why}`;
}
