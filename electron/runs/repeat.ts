// Whether what was recorded comes out again: what to train once more, and how closely the numbers must agree.
import path from 'node:path';
import type { RunJob } from '../../src-core/contract/host-message';
import type { Comparison } from '../../src-core/contract/verification';
import { compareClosely, compareExactly } from '../../src-core/export/compare-numbers';
import type { Manifest, ManifestRun } from '../../src-core/export/manifest';
import { adjustmentsIn, firstWeightsIn } from './recorded-experiment';
import { readRecordedNumbers } from './recorded-numbers';

/** The jobs that train again what `recorded` holds: each from its recorded first weights, for as many steps as it took. */
export function repeatJobs(dir: string, recorded: Manifest, jobs: readonly RunJob[]): readonly RunJob[] {
  return jobs.flatMap((job) => {
    const run = recorded.runs.find(({ lane, seed }) => lane === job.lane && seed === job.seed);
    if (run === undefined || run.steps === 0) return [];
    const { training } = job.settings;
    // Not fewer steps in all: a schedule depends on them.
    const stopWhen = {
      ...training.stopWhen,
      seconds: null,
      steps: run.steps + (run.divergedAt === null ? 0 : 1),
    };
    const folder = path.join(dir, run.folder);
    const weights = firstWeightsIn(folder) ?? job.weights;
    const adjustments = adjustmentsIn(folder);
    return [
      { ...job, weights, adjustments, settings: { ...job.settings, training: { ...training, stopWhen } } },
    ];
  });
}

/** What differs between two machines or programs that decides the last digits, as one clause each; none: compare to the bit. */
export function environmentDifferences(recorded: Manifest, now: Manifest): readonly string[] {
  const pairs = [
    ['engine', `${recorded.engine}, ${recorded.backend}`, `${now.engine}, ${now.backend}`],
    ['Unroll', recorded.versions.unroll, now.versions.unroll],
    ['TensorFlow.js', recorded.versions.tfjs, now.versions.tfjs],
    ['TensorFlow', recorded.versions.tensorflow, now.versions.tensorflow],
    ['CPU features', recorded.cpu.features.join(' ') || null, now.cpu.features.join(' ') || null],
  ] as const;
  return pairs.flatMap(([name, was, is]) =>
    was === is ? [] : [`${name} ${was ?? 'none'} then, ${is ?? 'none'} now`],
  );
}

/**
 * Compares one run with its repetition.
 * @param run as it was recorded in `dir`
 * @param again folder of the repetition
 * @param isExact whether engine, versions and CPU are the same, so that nothing but the same bits will do
 */
export async function compareRun(
  dir: string,
  run: ManifestRun,
  again: string,
  isExact: boolean,
): Promise<Comparison> {
  const recorded = await readRecordedNumbers(path.join(dir, run.folder));
  const repeated = await readRecordedNumbers(path.join(again, run.folder));
  const exact = compareExactly(recorded, repeated);
  return isExact || exact.kind === 'identical' ? exact : compareClosely(recorded, repeated);
}
