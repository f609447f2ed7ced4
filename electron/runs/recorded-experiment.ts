// A recorded experiment as its folder holds it, and the weights that a run in it began with.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Adjustment } from '../../src-core/contract/adjustment';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import type { Experiment } from '../../src-core/experiment/experiment';
import { parseExperimentText } from '../../src-core/experiment/experiment-text';
import { formatProblem } from '../../src-core/experiment/format-problem';
import { readAdjustments } from '../../src-core/export/adjustments-csv';
import type { Manifest } from '../../src-core/export/manifest';
import { parseManifest } from '../../src-core/export/parse-manifest';
import { readSafetensors } from '../../src-core/export/safetensors';
import { reasonOf } from '../../src-core/export/storage-failure';
import { EXPERIMENT_NAME, MANIFEST_NAME, RUN_FILES } from './file-names';

export interface RecordedExperiment {
  readonly experiment: Experiment;
  readonly manifest: Manifest;
}

export type Recorded =
  | ({ readonly kind: 'recorded' } & RecordedExperiment)
  /** `problems`: sentences on why the folder cannot be read. */
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** @param dir absolute path of the experiment's folder */
export function readRecorded(dir: string): Recorded {
  const file = path.join(dir, EXPERIMENT_NAME);
  try {
    const read = parseManifest(readFileSync(path.join(dir, MANIFEST_NAME), 'utf8'));
    if (read.kind === 'refused') return { kind: 'refused', problems: [`${dir} cannot be read. ${read.why}`] };
    const parsed = parseExperimentText(readFileSync(file, 'utf8'));
    if (parsed.kind === 'refused') {
      return {
        kind: 'refused',
        problems: parsed.problems.map((problem) => `${file}: ${formatProblem(problem)}.`),
      };
    }
    return { kind: 'recorded', experiment: parsed.experiment, manifest: read.manifest };
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const got = isMissing ? 'no such file' : reasonOf(error);
    const problem = `${dir} holds no recorded experiment: expected ${MANIFEST_NAME} and ${EXPERIMENT_NAME}, got ${got}.`;
    return { kind: 'refused', problems: [problem] };
  }
}

/** The weights that the run in `folder` began with; null where its file cannot be read. */
export function firstWeightsIn(folder: string): readonly NamedTensor[] | null {
  const bytes = fileBytes(path.join(folder, RUN_FILES.initial));
  const read = bytes === null ? null : readSafetensors(bytes);
  return read?.kind === 'ok' ? read.tensors : null;
}

/** Changes of learning rate and clip limit while the run in `folder` went on, by step; none where there is no such file. */
export function adjustmentsIn(folder: string): readonly Adjustment[] {
  const bytes = fileBytes(path.join(folder, RUN_FILES.adjustments));
  return bytes === null ? [] : (readAdjustments(new TextDecoder().decode(bytes)) ?? []);
}

/** Null where there is no such file, or none that can be read. */
export function fileBytes(file: string): Uint8Array | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}
