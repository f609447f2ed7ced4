// What a recorded experiment was trained on, out of its own folder.
import { formatProblem } from '../../../src-core/experiment/format-problem';
import type { TaskData } from '../../../src-core/experiment/task-data';
import type { RecordedSeries } from '../../../src-core/export/recorded-series';
import type { RecordedExperiment } from '../recorded-experiment';
import { recordedIn } from './file-sources';
import { readTaskFiles, type TaskFiles } from './task-files';

export type RecordedTaskFiles =
  | { readonly kind: 'read'; readonly files: TaskFiles }
  /** `problems`: sentences. */
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** The csv files that a recorded experiment was trained on. @param dir absolute path of its folder */
export function recordedTaskFiles(
  dir: string,
  { experiment, manifest }: RecordedExperiment,
): RecordedTaskFiles {
  const read = readTaskFiles(experiment, recordedIn(dir, manifest));
  if (read.kind === 'read') return read;
  return { kind: 'refused', problems: read.problems.map((problem) => `${dir}: ${formatProblem(problem)}.`) };
}

/** What the task of the run in a folder (`rnn/seed-1`) is made of; null where that is drawn, or is not at hand any more. */
export function recordedData(dir: string, series: RecordedSeries): (folder: string) => TaskData | null {
  const read = recordedTaskFiles(dir, series);
  return (folder) => {
    const run = series.runs.find((one) => one.folder === folder);
    const settings = run === undefined ? undefined : series.lanes[run.lane]?.settings;
    return settings === undefined || read.kind === 'refused' ? null : read.files.dataOf(settings);
  };
}
