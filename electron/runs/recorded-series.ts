// The numbers of a recorded experiment, read from its folder: what charts, tables and reports are made from.
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { formatProblem } from '../../src-core/experiment/format-problem';
import { resolveLanes } from '../../src-core/experiment/lanes';
import { readPredictionCsv } from '../../src-core/export/prediction-csv';
import type { RecordedRun, RecordedSeries } from '../../src-core/export/recorded-series';
import { TraceReader, type RecordedTrace } from '../../src-core/export/trace-reader';
import { RUN_FILES } from './file-names';
import { readRecorded } from './recorded-experiment';

export type SeriesResult =
  | { readonly kind: 'series'; readonly series: RecordedSeries }
  /** `problems`: sentences on why the folder cannot be read. */
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/**
 * Reads the runs of an experiment that took a step, also while it is trained: each as far as its trace has got.
 * @param dir absolute path of the experiment's folder
 * @param only folder of the one run to read, `rnn/seed-1`; null: all of them
 */
export async function readSeries(dir: string, only: string | null = null): Promise<SeriesResult> {
  const recorded = readRecorded(dir);
  if (recorded.kind === 'refused') return recorded;
  const { experiment, manifest } = recorded;
  const resolved = resolveLanes(experiment);
  if (resolved.kind === 'refused')
    return {
      kind: 'refused',
      problems: resolved.problems.map((problem) => `${dir}: ${formatProblem(problem)}.`),
    };
  const runs: RecordedRun[] = [];
  for (const { lane: label, seed, folder, status, divergedAt } of manifest.runs) {
    if (only !== null && folder !== only) continue;
    const lane = resolved.lanes.findIndex((one) => one.label === label);
    const trace = await readTrace(path.join(dir, folder, RUN_FILES.trace));
    if (lane < 0 || trace.loss.length === 0) continue;
    const lastWindow = readWindow(path.join(dir, folder, RUN_FILES.prediction));
    runs.push({ lane, seed, folder, status, divergedAt, trace, lastWindow });
  }
  if (runs.length > 0)
    return { kind: 'series', series: { experiment, manifest, lanes: resolved.lanes, runs } };
  return {
    kind: 'refused',
    problems: [
      `${only === null ? dir : path.join(dir, only)} holds no step of any run: there is nothing to show.`,
    ],
  };
}

async function readTrace(file: string): Promise<RecordedTrace> {
  const reader = new TraceReader();
  if (!existsSync(file)) return reader.trace();
  const input = createReadStream(file, 'utf8');
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) if (!reader.take(line)) break;
  } finally {
    // What ends before the file does leaves it open.
    input.destroy();
  }
  return reader.trace();
}

function readWindow(file: string): RecordedRun['lastWindow'] {
  return existsSync(file) ? readPredictionCsv(readFileSync(file, 'utf8')) : null;
}
