// The parser of run events, for whoever receives them: the commander of a host, and the window over its port.
import {
  count,
  float32,
  int32,
  listOf,
  oneOf,
  orAbsent,
  orNull,
  parseMessage,
  real,
  record,
  text,
} from './message-shape';
import type { Check, Shape } from './message-shape';
import type { RunEvent } from './run-event';

export const failure: Check = record({
  kind: oneOf('worker-threw', 'worker-hung', 'host-lost', 'engine', 'storage'),
  message: text,
  stack: orNull(text),
});

export const engineAttempt: Check = record({
  engine: oneOf('xla', 'graph', 'eager'),
  backend: oneOf('tensorflow', 'wasm', 'cpu'),
  why: text,
});

export const engineReport: Check = record({
  engine: oneOf('xla', 'graph', 'eager'),
  backend: oneOf('tensorflow', 'wasm', 'cpu'),
  attempts: listOf(engineAttempt),
  versions: record({ tfjs: text, tensorflow: orNull(text) }),
});

const positive: Check = {
  expected: 'a number above 0',
  accepts: (value) => typeof value === 'number' && value > 0 && Number.isFinite(value),
};

const adjustmentShape: Shape = { step: count, learningRate: positive, clipLimit: orNull(positive) };

export const adjustment: Check = record(adjustmentShape);

export const adjustmentChange: Check = {
  expected: 'an object with learningRate or clipLimit above 0, the limit or null',
  accepts: (value) => {
    if (!record({}).accepts(value)) return false;
    const { learningRate, clipLimit } = value as Readonly<Record<string, unknown>>;
    return (
      (learningRate === undefined || positive.accepts(learningRate)) &&
      (clipLimit === undefined || orNull(positive).accepts(clipLimit))
    );
  },
};

const evaluatedWindow: Check = record({ input: float32, target: float32, prediction: float32 });

/** `kind` of a run event → its fields. */
export const runEventShapes: Readonly<Record<RunEvent['kind'], Shape>> = {
  'run-started': {
    runId: text,
    lane: text,
    seed: count,
    engine: engineReport,
    firstStep: count,
    steps: count,
    timeStep: count,
    inputSize: count,
    outputSize: count,
    task: oneOf('sine-cosine', 'adding', 'temporal-order', 'copy', 'csv'),
    windows: orAbsent(oneOf('independent')),
    baseline: orNull(record({ value: real, formula: text })),
    parameterCount: count,
    flowColumns: listOf(text),
    parameterNames: listOf(text),
    saturationColumns: listOf(text),
    detailEvery: count,
    compileMs: real,
  },
  chunk: {
    runId: text,
    firstStep: count,
    count,
    loss: float32,
    gradNorm: float32,
    gradNormClipped: float32,
    learningRate: float32,
    detailSteps: int32,
    flow: float32,
    parameterNorms: float32,
    saturation: float32,
    input: float32,
    target: float32,
    prediction: float32,
    elapsedMs: real,
  },
  evaluated: {
    runId: text,
    step: count,
    loss: real,
    accuracy: orNull(real),
    freeRunLoss: orNull(real),
    window: evaluatedWindow,
    freeRun: orNull(evaluatedWindow),
  },
  'run-paused': { runId: text, step: count },
  'run-resumed': { runId: text },
  adjusted: { runId: text, ...adjustmentShape },
  'run-ended': {
    runId: text,
    status: oneOf('done', 'stopped', 'diverged', 'failed', 'interrupted'),
    steps: count,
    finalLoss: orNull(real),
    usPerStep: orNull(real),
    compileMs: real,
    divergedAt: orNull(count),
    divergence: orAbsent(
      record({
        kind: oneOf('parameter', 'prediction', 'loss', 'gradient', 'norm'),
        name: orNull(text),
        value: oneOf('NaN', 'Infinity', '-Infinity'),
      }),
    ),
    failure: orNull(failure),
    folder: orNull(text),
  },
};

/** @throws Error that names the field, what was expected and what came */
export function parseRunEvent(value: unknown): RunEvent {
  return parseMessage<RunEvent>('A run event', runEventShapes, value);
}
