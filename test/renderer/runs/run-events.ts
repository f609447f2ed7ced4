// Events as a trainer host sends them, for runs made up in tests.
import type { Chunk, Evaluated, RunEnded, RunStarted } from '../../../src-core/contract/run-event';
import { articleExperiment } from '../../../src-core/experiment/article';
import type { Settings } from '../../../src-core/experiment/experiment';
import { RunRecord } from '../../../renderer/runs/run-record';

export function started(more: Partial<RunStarted> = {}): RunStarted {
  const timeStep = more.timeStep ?? 2;
  return {
    kind: 'run-started',
    runId: 'a',
    lane: 'RNN',
    seed: 1,
    engine: {
      engine: 'eager',
      backend: 'cpu',
      attempts: [{ engine: 'eager', backend: 'cpu', works: true, why: 'it gave the right numbers' }],
      versions: { tfjs: '4.22.0', tensorflow: null },
    },
    firstStep: 0,
    steps: 100,
    timeStep,
    inputSize: 1,
    outputSize: 1,
    task: 'sine-cosine',
    baseline: null,
    parameterCount: 1153,
    flowColumns: Array.from({ length: timeStep }, (_, t) => `flow_l0_t${t}`),
    parameterNames: ['out.bias'],
    saturationColumns: ['saturated_l0_h'],
    detailEvery: 1,
    compileMs: 0,
    ...more,
  };
}

/** Steps `first` … with these losses; norms are twice the loss, clipped at `limit`; two time steps a window. */
export function chunk(first: number, losses: readonly number[], limit = Infinity, elapsedMs = 1): Chunk {
  const gradNorm = losses.map((loss) => 2 * loss);
  const windows = losses.flatMap((loss) => [loss, -loss]);
  return {
    kind: 'chunk',
    runId: 'a',
    firstStep: first,
    count: losses.length,
    loss: Float32Array.from(losses),
    gradNorm: Float32Array.from(gradNorm),
    gradNormClipped: Float32Array.from(gradNorm, (norm) => Math.min(norm, limit)),
    learningRate: new Float32Array(losses.length).fill(0.001),
    detailSteps: Int32Array.from(losses, (_, i) => first + i),
    flow: Float32Array.from(windows, Math.abs),
    parameterNorms: Float32Array.from(losses),
    saturation: new Float32Array(losses.length),
    input: Float32Array.from(windows),
    target: Float32Array.from(windows, (value) => value / 2),
    prediction: Float32Array.from(windows),
    elapsedMs,
  };
}

/** An evaluation of a window of two points after `step` steps. */
export function evaluated(step: number, more: Partial<Evaluated> = {}): Evaluated {
  const window = {
    input: Float32Array.of(0, 1),
    target: Float32Array.of(1, 0),
    prediction: Float32Array.of(0.5, 0.25),
  };
  return {
    kind: 'evaluated',
    runId: 'a',
    step,
    loss: 0.5,
    accuracy: null,
    freeRunLoss: null,
    window,
    freeRun: null,
    ...more,
  };
}

export function ended(more: Partial<RunEnded> = {}): RunEnded {
  return {
    kind: 'run-ended',
    runId: 'a',
    status: 'done',
    steps: 3,
    finalLoss: 0.25,
    usPerStep: 5600,
    compileMs: 0,
    divergedAt: null,
    failure: null,
    folder: '/runs/a',
    ...more,
  };
}

/** The article's settings with some of their training changed. */
export function settings(training: Partial<Settings['training']> = {}): Settings {
  const { task, model, training: article } = articleExperiment();
  return { task, model, training: { ...article, ...training } };
}

/** A run of the first lane that has started. */
export function runningRecord(
  more: Partial<RunStarted> = {},
  training: Partial<Settings['training']> = {},
): RunRecord {
  const record = new RunRecord({ runId: 'a', lane: 'RNN', seed: 1 }, 0, settings(training));
  record.apply(started(more));
  return record;
}
