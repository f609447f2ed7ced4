// The script for PyTorch repeats a recorded run: its trace follows by the rule of test/reference/README.md.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readTraceRow, type TraceRow } from '../../src-core/export/trace-csv';
import { HOSTILE } from '../export/model-cases';
import { recordedFolder } from '../cli/recorded-folder';
import { unroll } from '../cli/unroll';
import { buildBundles } from '../trainer/bundles';
import { temporaryFolder } from '../trainer/temporary-folder';
import { python } from './python';

beforeAll(buildBundles);

/** The rule. */
const FIRST = 30;
const FIRST_TOLERANCE = 2e-4;
const LOSS_TOLERANCE = 0.01;
const LOSS_FLOOR = 1e-5;

/** One lane each: every optimizer, schedule, clip and loss, and what torch.nn's modules do not have. */
const LANES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  article: {},
  lstm: { 'model.cell': 'lstm', 'training.clip': { kind: 'norm', limit: 0.1 } },
  gru: { 'model.cell': 'gru', 'training.clip': { kind: 'value', limit: 0.01 } },
  'deep relu': { 'model.nonlinearity': 'relu', 'model.layers': 2, 'model.bidirectional': true },
  batch: { 'training.batchSize': 4, 'training.carryState': false, 'task.noise': 0.1 },
  sgd: {
    'training.optimizer': { kind: 'sgd', learningRate: 0.05 },
    'training.schedule': { kind: 'warmup', steps: 7 },
  },
  nesterov: {
    'training.optimizer': { kind: 'sgd', learningRate: 0.01, momentum: 0.9, nesterov: true },
    'training.schedule': { kind: 'step', every: 9, factor: 0.5 },
  },
  rmsprop: {
    'training.optimizer': { kind: 'rmsprop', learningRate: 0.001 },
    'training.schedule': { kind: 'cosine', to: 0.0001 },
  },
  adamw: { 'training.optimizer': { kind: 'adamw', learningRate: 0.001, weightDecay: 0.1 } },
  'loss on the last': { 'training.loss': { kind: 'mse', on: 'last' }, 'model.cell': 'lstm' },
  // With larger steps, or more layers, its gradients are chaotic: it divides by a deviation that is near 0 at the start.
  'layer normalization': {
    'model.normalization': 'layer',
    'model.cell': 'lstm',
    'training.optimizer': { kind: 'sgd', learningRate: 0.001 },
  },
  'batch normalization': { 'model.normalization': 'batch', 'model.cell': 'gru', 'model.bidirectional': true },
  csv: { task: { kind: 'csv', timeStep: 12 }, 'model.cell': 'gru' },
  dropout: { 'model.dropout': 0.3, 'model.layers': 3, 'model.bidirectional': true, 'model.cell': 'lstm' },
};

function rowsOf(file: string): readonly TraceRow[] {
  const [, ...lines] = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/);
  return lines.map((line) => {
    const row = readTraceRow(line.split(',').slice(0, 5).join(','));
    if (row === null) throw new Error(`${file} has a row that is none: ${line}`);
    return row;
  });
}

const relative = (value: number, expected: number) => Math.abs(value - expected) / Math.abs(expected);

/** Folders of the lanes. */
const lanesIn = (dir: string) =>
  readdirSync(dir, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

async function scriptOf(dir: string, run: string): Promise<string> {
  const out = path.join(temporaryFolder(), 'script');
  const ended = await unroll(['export', dir, '--format', 'pytorch', '--out', out, `--run=${run}`]);
  expect([ended.code, ended.stderr]).toEqual([0, '']);
  return out;
}

function expectToFollow(run: string, got: readonly TraceRow[], recorded: readonly TraceRow[]): void {
  expect(got).toHaveLength(recorded.length);
  got.forEach((row, step) => {
    const { loss, gradNorm, gradNormClipped, learningRate } = recorded[step] as TraceRow;
    expect(row.step).toBe(step);
    expect(relative(row.learningRate, learningRate), `${run}: rate of step ${step}`).toBeLessThan(1e-6);
    expect(Math.abs(row.loss - loss), `${run}: loss of step ${step}`).toBeLessThan(
      Math.max(LOSS_TOLERANCE * loss, LOSS_FLOOR),
    );
    if (step >= FIRST) return;
    expect(relative(row.loss, loss), `${run}: loss of step ${step}`).toBeLessThan(FIRST_TOLERANCE);
    expect(relative(row.gradNorm, gradNorm), `${run}: norm of step ${step}`).toBeLessThan(FIRST_TOLERANCE);
    const clipped = relative(row.gradNormClipped, gradNormClipped);
    expect(clipped, `${run}: clipped norm of step ${step}`).toBeLessThan(FIRST_TOLERANCE);
  });
}

describe('the script of a run', () => {
  it('repeats it, whatever the network and the way it was trained', async () => {
    const lanes = Object.entries(LANES).map(([label, set]) => ({ label, set }));
    const dir = await recordedFolder({
      lanes,
      model: { hiddenSize: 16 },
      training: { steps: 60 },
      seeds: [3],
    });
    const scripts = new Map<string, string>();
    for (const lane of lanesIn(dir)) scripts.set(`${lane}/seed-3`, await scriptOf(dir, `${lane}/seed-3`));
    expect(scripts.size).toBe(lanes.length);
    const files = [...scripts.values()].map((script) => path.join(script, 'train.py'));
    python(['-m', 'black', '--check', '--quiet', '--line-length', '100', ...files]);
    for (const [run, script] of scripts) {
      python([path.join(script, 'train.py')]);
      const recorded = rowsOf(path.join(dir, run, 'trace.csv'));
      expect(recorded, run).toHaveLength(60);
      expectToFollow(run, rowsOf(path.join(script, 'results', 'trace.csv')), recorded);
    }
  });

  it('repeats tasks whose sequences are drawn', async () => {
    const task = { kind: 'adding', timeStep: 12 };
    const training = { steps: 40, batchSize: 3, carryState: false, loss: { kind: 'mse', on: 'last' } };
    const dir = await recordedFolder({ task, training, seeds: [5] });
    const script = await scriptOf(dir, 'rnn/seed-5');
    python([path.join(script, 'train.py')]);
    expectToFollow(
      'adding',
      rowsOf(path.join(script, 'results', 'trace.csv')),
      rowsOf(path.join(dir, 'rnn/seed-5/trace.csv')),
    );
  });

  it('keeps names out of its code', async () => {
    // A label has at most 60 characters.
    const name = HOSTILE.replace('\u0000', '').slice(0, 55);
    const dir = await recordedFolder({ name, lanes: [{ label: name, set: {} }], training: { steps: 2 } });
    const [lane = ''] = lanesIn(dir);
    const script = await scriptOf(dir, `${lane}/seed-1`);
    const plain = await scriptOf(await recordedFolder({ training: { steps: 2 } }), 'rnn/seed-1');
    const read = (folder: string) => readFileSync(path.join(folder, 'train.py'), 'utf8');
    expect(read(script)).toBe(read(plain));
    const about = JSON.parse(readFileSync(path.join(script, 'run.json'), 'utf8')) as object;
    expect(about).toMatchObject({ experiment: name, lane: name });
    python([path.join(script, 'train.py')]);
    expect(rowsOf(path.join(script, 'results', 'trace.csv'))).toHaveLength(2);
  });
});
