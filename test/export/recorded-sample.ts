// A recorded experiment made by hand: small, with everything a chart has to deal with.
import { parseExperiment } from '../../src-core/experiment/parse-experiment';
import { resolveLanes } from '../../src-core/experiment/lanes';
import type { Manifest } from '../../src-core/export/manifest';
import type { RecordedRun, RecordedSeries } from '../../src-core/export/recorded-series';

/** A name that would do harm as markup, command, formula or path. */
export const HOSTILE = `=cmd|'/c x'!A1 "<script>a(1)</script>", \\input{x} $&%../e`;

export interface SampleRun {
  readonly lane: number;
  readonly seed: number;
  readonly loss: readonly number[];
  readonly divergedAt?: number;
}

function recordedRun({ lane, seed, loss, divergedAt }: SampleRun, folder: string): RecordedRun {
  const values = Float32Array.from(loss);
  const detail = (factor: number) => Float32Array.from(loss, (value) => value * factor);
  return {
    lane,
    seed,
    folder: `${folder}/seed-${seed}`,
    status: divergedAt === undefined ? 'done' : 'diverged',
    divergedAt: divergedAt ?? null,
    trace: {
      loss: values,
      gradNorm: detail(2),
      gradNormClipped: detail(1),
      learningRate: values.map(() => 0.001),
      detailSteps: Int32Array.from(loss, (_, step) => step),
      details: new Map([
        ['flow_l0_t0', detail(0.1)],
        ['flow_l0_t1', detail(10)],
        ['grad_norm_rnn.weight_ih_l0', detail(0.5)],
        ['saturated_l0_h', values.map(() => 0.25)],
      ]),
    },
    lastWindow: {
      timeStep: 2,
      inputSize: 1,
      outputSize: 1,
      input: Float32Array.of(0, 1),
      target: Float32Array.of(1, 0),
      prediction: Float32Array.of(0.75, -0.25),
    },
  };
}

/** @param labels of the lanes; the second one clips */
export function recordedSample(
  runs: readonly SampleRun[],
  labels: readonly string[] = ['RNN', 'LSTM'],
  name = 'sample',
): RecordedSeries {
  const parsed = parseExperiment({
    format: 'unroll-experiment',
    version: 1,
    name,
    training: { steps: 4 },
    seeds: [...new Set(runs.map(({ seed }) => seed))],
    lanes: labels.map((label, index) => ({
      label,
      set: index === 1 ? { 'training.clip': { kind: 'norm', limit: 0.5 } } : {},
    })),
  });
  if (parsed.kind === 'refused') throw new Error(JSON.stringify(parsed.problems));
  const resolved = resolveLanes(parsed.experiment);
  if (resolved.kind === 'refused') throw new Error(JSON.stringify(resolved.problems));
  const { lanes } = resolved;
  return {
    experiment: parsed.experiment,
    manifest: manifestOf(name),
    lanes,
    runs: runs.map((run) => recordedRun(run, lanes[run.lane]?.folder ?? '')),
  };
}

function manifestOf(name: string): Manifest {
  return {
    format: 'unroll-run-folder',
    version: 1,
    name,
    status: 'ended',
    writer: { pid: 1, startTime: null },
    startedAt: '2026-01-02T03:04:05.000Z',
    endedAt: '2026-01-02T03:05:05.000Z',
    versions: { unroll: '0.1.0', node: '20.0.0', electron: null, tfjs: '4.22.0', tensorflow: '2.15.1' },
    cpu: { model: 'a processor', cores: 2, features: [] },
    engine: 'xla',
    backend: 'tensorflow',
    attempts: [],
    folders: {},
    seeds: [],
    runs: [],
    digest: null,
  } as unknown as Manifest;
}

/** Two lanes, three seeds; the second seed of the first lane diverges at step 2. */
export const THREE_SEEDS: readonly SampleRun[] = [
  { lane: 0, seed: 1, loss: [1, 0.5, 0.25, 0.125] },
  { lane: 0, seed: 2, loss: [3, 5, NaN], divergedAt: 2 },
  { lane: 0, seed: 3, loss: [2, 1, 0.5, 0.25] },
  { lane: 1, seed: 1, loss: [1, 1, 1, 1] },
  { lane: 1, seed: 2, loss: [2, 2, 2, 2] },
  { lane: 1, seed: 3, loss: [4, 4, 4, 4] },
];
