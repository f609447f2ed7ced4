// Runs whose every number follows from its step, so that a file's content can be told from how many steps it holds.
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import type { Chunk, RunEnded, RunStarted } from '../../src-core/contract/run-event';
import { articleExperiment } from '../../src-core/experiment/article';
import type { Experiment } from '../../src-core/experiment/experiment';
import type { RecordedWindow } from '../../src-core/export/prediction-csv';

export const EXPERIMENT: Experiment = {
  ...articleExperiment(),
  seeds: [1, 2],
  lanes: [
    { label: 'RNN', set: {} },
    { label: 'RNN (clipped)', set: { 'training.clip': { kind: 'norm', limit: 1 } } },
  ],
};

export const WEIGHTS: readonly NamedTensor[] = [
  { name: 'rnn.weight_ih_l0', shape: [2, 1], values: Float32Array.of(0.5, -0.25) },
  { name: 'out.bias', shape: [1], values: Float32Array.of(0.125) },
];

export const WINDOW: RecordedWindow = {
  timeStep: 2,
  inputSize: 1,
  outputSize: 1,
  input: Float32Array.of(0, 0.5),
  target: Float32Array.of(1, 0.75),
  prediction: Float32Array.of(0.25, 0.375),
};

export function started(lane = 'RNN', seed = 1): RunStarted {
  return {
    kind: 'run-started',
    runId: `${lane}/${seed}`,
    lane,
    seed,
    engine: {
      engine: 'eager',
      backend: 'cpu',
      attempts: [{ engine: 'eager', backend: 'cpu', works: true, why: 'It added two numbers.' }],
      versions: { tfjs: '4.22.0', tensorflow: null },
    },
    firstStep: 0,
    steps: 100,
    timeStep: 2,
    inputSize: 1,
    outputSize: 1,
    task: 'sine-cosine',
    baseline: null,
    parameterCount: 3,
    flowColumns: ['flow_l0_t0', 'flow_l0_t1'],
    parameterNames: ['rnn.weight_ih_l0', 'out.bias'],
    saturationColumns: ['saturated_l0_h'],
    detailEvery: 2,
    compileMs: 1.5,
  };
}

/** Steps of a chunk in the test of killed processes: enough for rows of several pages. */
export const STEPS_PER_CHUNK = 500;

/** `count` steps from `firstStep`; details at even steps. */
export function chunk(firstStep: number, count: number): Chunk {
  const steps = Array.from({ length: count }, (_, i) => firstStep + i);
  const detailed = steps.filter((step) => step % 2 === 0);
  const windows = Float32Array.from({ length: detailed.length * 2 }, () => 0.5);
  return {
    kind: 'chunk',
    runId: 'any',
    firstStep,
    count,
    loss: Float32Array.from(steps, (step) => 1 / (step + 1)),
    gradNorm: Float32Array.from(steps, (step) => step / 3),
    gradNormClipped: Float32Array.from(steps, (step) => Math.min(1, step / 3)),
    learningRate: new Float32Array(count).fill(0.001),
    detailSteps: Int32Array.from(detailed),
    flow: Float32Array.from(detailed.flatMap((step) => [step / 7, step / 9])),
    parameterNorms: Float32Array.from(detailed.flatMap((step) => [step / 11, step / 13])),
    saturation: Float32Array.from(detailed, (step) => 1 / (step + 2)),
    input: windows,
    target: windows,
    prediction: windows,
    elapsedMs: 30,
  };
}

export function ended(change: Partial<RunEnded> = {}): RunEnded {
  return {
    kind: 'run-ended',
    runId: 'any',
    status: 'done',
    steps: 4,
    finalLoss: 0.25,
    usPerStep: 7.5,
    compileMs: 1.5,
    divergedAt: null,
    failure: null,
    folder: null,
    ...change,
  };
}
