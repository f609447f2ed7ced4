// A recorded experiment as the run events it once was: what shows a run that trains shows one of long ago.
import type { Adjustment } from '../../src-core/contract/adjustment';
import type { TaskData } from '../../src-core/experiment/task-data';
import { windowsFollow } from '../../src-core/experiment/task-traits';
import { taskSizes } from '../../src-core/experiment/task-sizes';
import { taskBaseline } from '../../src-core/task/baseline';
import type { Chunk, RunEnded, RunEvent, RunStarted } from '../../src-core/contract/run-event';
import type { Manifest, ManifestRun } from '../../src-core/export/manifest';
import type { RecordedRun, RecordedSeries } from '../../src-core/export/recorded-series';
import type { RecordedTrace } from '../../src-core/export/trace-reader';

/** How a run's values stand in its trace, by the beginning of a column's name. */
const NORM_PREFIX = 'grad_norm_';

/** What is asked of a run. @param upTo steps that are told; null: all of them, and the end */
export interface EventsRequest {
  readonly runId: string;
  /** What its task is made of, where that is not drawn; null where it is not at hand. */
  readonly data: TaskData | null;
  /** What was changed while it trained. */
  readonly adjustments: readonly Adjustment[];
  readonly upTo: number | null;
}

/**
 * The events of the runs that took a step, run after run: its start, its steps in one chunk, its end. Of the windows only the
 * last was recorded; those of other steps are NaN.
 * @param requestOf what is asked of the run in a folder (`rnn/seed-1`); null leaves it out
 */
export function recordedEvents(
  series: RecordedSeries,
  requestOf: (folder: string) => EventsRequest | null,
): readonly RunEvent[] {
  return series.runs.flatMap((run) => {
    const request = requestOf(run.folder);
    const entry = series.manifest.runs.find(({ folder }) => folder === run.folder);
    return request === null || entry === undefined ? [] : eventsOf(series, run, entry, request);
  });
}

function eventsOf(
  series: RecordedSeries,
  run: RecordedRun,
  entry: ManifestRun,
  { runId, data, adjustments, upTo }: EventsRequest,
): readonly RunEvent[] {
  const started = startOf(series, run, entry, { runId, data });
  const count = Math.min(run.trace.loss.length, upTo ?? Infinity);
  const steps = stepsOf(started, run, entry, count);
  const changes = adjustments
    .filter(({ step }) => step <= count)
    .map((change): RunEvent => ({ kind: 'adjusted', runId, ...change }));
  const end = upTo === null ? [endOf(runId, entry, count)] : [];
  return [started, ...changes, steps, ...end];
}

function startOf(
  { manifest, lanes }: RecordedSeries,
  { lane, seed, trace }: RecordedRun,
  entry: ManifestRun,
  { runId, data }: Pick<EventsRequest, 'runId' | 'data'>,
): RunStarted {
  const { training, task } = lanes[lane]?.settings ?? {};
  if (training === undefined || task === undefined)
    throw new Error(`Expected run ${entry.folder} to be of a lane of its experiment, got lane ${lane}.`);
  const names = [...trace.details.keys()];
  return {
    kind: 'run-started',
    runId,
    lane: entry.lane,
    seed,
    engine: engineOf(manifest, entry),
    firstStep: 0,
    steps: Math.min(training.steps, training.stopWhen.steps ?? Infinity),
    timeStep: task.timeStep,
    task: task.kind,
    ...(windowsFollow({ task, training }) ? {} : { windows: 'independent' }),
    baseline: taskBaseline(task, data),
    ...taskSizes(task),
    parameterCount: entry.parameterCount ?? 0,
    flowColumns: names.filter((name) => name.startsWith('flow_')),
    parameterNames: names
      .filter((name) => name.startsWith(NORM_PREFIX))
      .map((name) => name.slice(NORM_PREFIX.length)),
    saturationColumns: names.filter((name) => /^(saturated|dead)_/.test(name)),
    // The second detailed step tells: the first is always step 0.
    detailEvery: trace.detailSteps[1] ?? 1,
    compileMs: entry.compileMs ?? 0,
  };
}

function engineOf(manifest: Manifest, entry: ManifestRun): RunStarted['engine'] {
  const { tfjs, tensorflow } = manifest.versions;
  return {
    engine: entry.engine ?? manifest.engine ?? 'eager',
    backend: entry.backend ?? manifest.backend ?? 'cpu',
    attempts: manifest.attempts,
    versions: { tfjs: tfjs ?? '', tensorflow },
  };
}

function stepsOf(started: RunStarted, run: RecordedRun, entry: ManifestRun, count: number): Chunk {
  const { trace } = run;
  const details = trace.detailSteps.filter((step) => step < count).length;
  const table = (names: readonly string[]): Float32Array => tableOf(trace, names, details);
  return {
    kind: 'chunk',
    runId: started.runId,
    firstStep: 0,
    count,
    loss: trace.loss.slice(0, count),
    gradNorm: trace.gradNorm.slice(0, count),
    gradNormClipped: trace.gradNormClipped.slice(0, count),
    learningRate: trace.learningRate.slice(0, count),
    detailSteps: trace.detailSteps.slice(0, details),
    flow: table(started.flowColumns),
    parameterNorms: table(started.parameterNames.map((name) => `${NORM_PREFIX}${name}`)),
    saturation: table(started.saturationColumns),
    ...windowsOf(started, run, details, count),
    elapsedMs: ((entry.usPerStep ?? 0) * count) / 1000,
  };
}

/** Columns of the details as rows: shape [details, names.length]. */
function tableOf(trace: RecordedTrace, names: readonly string[], details: number): Float32Array {
  const table = new Float32Array(details * names.length);
  names.forEach((name, column) => {
    const values = trace.details.get(name);
    for (let row = 0; row < details; row += 1) table[row * names.length + column] = values?.[row] ?? NaN;
  });
  return table;
}

function windowsOf(
  { timeStep, inputSize, outputSize }: RunStarted,
  { trace, lastWindow }: RecordedRun,
  details: number,
  count: number,
): Pick<Chunk, 'input' | 'target' | 'prediction'> {
  const isWhole = count === trace.loss.length && trace.detailSteps[details - 1] === count - 1;
  const windows = (size: number, last: Float32Array | undefined): Float32Array => {
    const width = timeStep * size;
    const all = new Float32Array(details * width).fill(NaN);
    if (isWhole && last?.length === width) all.set(last, (details - 1) * width);
    return all;
  };
  return {
    input: windows(inputSize, lastWindow?.input),
    target: windows(outputSize, lastWindow?.target),
    prediction: windows(outputSize, lastWindow?.prediction),
  };
}

function endOf(runId: string, entry: ManifestRun, count: number): RunEnded {
  const { status, finalLoss, usPerStep, compileMs, divergedAt, divergence, failure } = entry;
  return {
    kind: 'run-ended',
    runId,
    // What was under way when its writer ended, or never begun, was interrupted.
    status: status === 'running' || status === 'waiting' ? 'interrupted' : status,
    steps: count,
    finalLoss: finalLoss === null ? null : Number(finalLoss),
    usPerStep,
    compileMs: compileMs ?? 0,
    divergedAt,
    ...(divergence === undefined ? {} : { divergence }),
    failure: failure === null ? null : { kind: failure.kind, message: failure.message, stack: null },
    folder: null,
  };
}
