// What `unroll run` says of lanes over their seeds, against the traces it wrote.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors } from '../../src-core/export/safetensors';
import { readTraceRow } from '../../src-core/export/trace-csv';
import { buildBundles } from '../trainer/bundles';
import { temporaryFolder } from '../trainer/temporary-folder';
import { experimentFile, unroll } from './unroll';

beforeAll(buildBundles);

const SEEDS = [1, 2, 3, 4, 5, 6, 7];
const LANES = [
  { label: 'RNN', set: { 'model.hiddenSize': { matchParameters: 'LSTM' } } },
  { label: 'LSTM', set: { 'model.cell': 'lstm' } },
];
const PLAIN = ['--engine', 'eager', '--backend', 'cpu'];

interface Report {
  readonly figure: string;
  readonly lanes: readonly {
    readonly lane: string;
    readonly parameters: number;
    readonly stated?: string;
    readonly point?: readonly number[];
    readonly runs: number;
    readonly diverged: number;
    readonly median: number | string | null;
    readonly least: number;
    readonly largest: number;
  }[];
  readonly verdicts: readonly { readonly lane: string; readonly wins: number; readonly words: string }[];
  readonly sweep?: unknown;
}

function reportOf(stdout: string): Report {
  return JSON.parse(stdout) as Report;
}

/** Mean of the last ten losses of a run. */
function lastLoss(folder: string): number {
  const lines = readFileSync(path.join(folder, 'trace.csv'), 'utf8').trimEnd().split('\n').slice(-10);
  return lines.reduce((sum, line) => sum + (readTraceRow(line)?.loss ?? NaN), 0) / lines.length;
}

describe('unroll run, with several lanes and seeds', () => {
  it('says what they come to, for programs and for people', async () => {
    const folder = temporaryFolder();
    const out = path.join(folder, 'out');
    const file = experimentFile(folder, {
      model: { hiddenSize: 4 },
      training: { steps: 12 },
      seeds: SEEDS,
      lanes: LANES,
    });
    const ended = await unroll(['run', file, '--out', out, '--json', ...PLAIN]);
    expect(ended.code, ended.stderr).toBe(0);
    const { figure, lanes, verdicts } = reportOf(ended.stdout);
    expect(figure).toBe('mean loss of the last 10 steps');
    const losses = ['rnn', 'lstm'].map((lane) =>
      SEEDS.map((seed) => lastLoss(path.join(out, lane, `seed-${seed}`))),
    );
    lanes.forEach(({ runs, diverged, median, least, largest }, k) => {
      const sorted = [...(losses[k] ?? [])].sort((a, b) => a - b);
      expect([runs, diverged]).toEqual([7, 0]);
      expect([least, median, largest]).toEqual([sorted[0], sorted[3], sorted[6]]);
    });
    const wins = SEEDS.filter((_, k) => (losses[1]?.[k] ?? NaN) < (losses[0]?.[k] ?? NaN)).length;
    expect(verdicts).toMatchObject([{ lane: 'LSTM', against: 'RNN', seeds: 7, wins }]);
    expect(verdicts[0]?.words).toContain(`LSTM ends below RNN in ${wins} of 7 seeds`);
    expect(lanes.map(({ parameters }) => parameters)).toEqual([118, 117]);
    expect(ended.stderr).toContain('RNN: hidden size 9, 118 parameters, nearest to the 117 of LSTM.');

    const again = await unroll(['run', '--resume', out]);
    expect(again.stdout).toContain('Over the seeds: mean loss of the last 10 steps');
    expect(again.stdout).toContain(verdicts[0]?.words);
  });

  it('maps a sweep, and says of every run that diverged that it did', async () => {
    const folder = temporaryFolder();
    const out = path.join(folder, 'out');
    const file = experimentFile(folder, {
      model: { hiddenSize: 4, nonlinearity: 'relu' },
      training: { steps: 12, optimizer: { kind: 'sgd' } },
      seeds: [1, 2],
      sweep: {
        'training.optimizer.learningRate': [0.01, 1e6],
        'training.clip': [{ kind: 'none' }, { kind: 'norm', limit: 1 }],
      },
    });
    const ended = await unroll(['run', file, '--out', out, '--json', ...PLAIN]);
    const { lanes, sweep, verdicts } = reportOf(ended.stdout);
    expect(ended.code).toBe(3);
    expect(lanes.map(({ stated, point }) => [stated, point])).toEqual([
      ['RNN', [0, 0]],
      ['RNN', [0, 1]],
      ['RNN', [1, 0]],
      ['RNN', [1, 1]],
    ]);
    expect(lanes[2]).toMatchObject({ diverged: 2, median: 'Infinity' });
    expect(sweep).toMatchObject([{ path: 'training.optimizer.learningRate', values: [0.01, 1e6] }, {}]);
    expect(verdicts).toEqual([]);
    const { stdout } = await unroll(['run', '--resume', out]);
    expect(stdout).toMatch(/^optimizer\.learningRate ↓ {2}clip → +none +norm limit 1$/m);
    expect(stdout).toMatch(/^1000000 +∞ \(2 diverged\) /m);
  });

  it('gives all lanes of a seed the same data, and the same first weights wherever shapes agree', async () => {
    const folder = temporaryFolder();
    const out = path.join(folder, 'out');
    const cells = ['rnn', 'lstm', 'gru'];
    const kinds = ['torch', 'he', 'xavier', 'orthogonal', 'identity'];
    const file = experimentFile(folder, {
      task: { noise: 0.1 },
      model: { hiddenSize: 5 },
      training: { steps: 3 },
      seeds: [3],
      lanes: [
        { label: 'A', set: {} },
        { label: 'B', set: { 'model.layers': 2, 'model.normalization': 'layer', 'model.dropout': 0.5 } },
      ],
      sweep: { 'model.cell': cells, 'model.init': kinds.map((kind) => ({ kind })) },
    });
    const ended = await unroll(['run', file, '--out', out, ...PLAIN]);
    expect(ended.code, ended.stderr).toBe(0);
    const { runs, sweep } = JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8')) as {
      readonly runs: readonly { readonly folder: string }[];
      readonly sweep: { readonly lanes: Readonly<Record<string, { readonly point: readonly number[] }>> };
    };
    expect(runs).toHaveLength(2 * cells.length * kinds.length);
    const windows = runs.map(({ folder: run }) =>
      readFileSync(path.join(out, run, 'prediction.csv'), 'utf8').replace(/,[^,\n]*$/gm, ''),
    );
    expect(new Set(windows).size).toBe(1);
    const firsts = runs.map(({ folder: run }) => {
      const read = readSafetensors(readFileSync(path.join(out, run, 'initial.safetensors')));
      if (read.kind === 'refused') throw new Error(read.why);
      const kind = sweep.lanes[run.split('/')[0] ?? '']?.point[1];
      return { kind, tensors: new Map(read.tensors.map((tensor) => [tensor.name, tensor])) };
    });
    let compared = 0;
    for (const [k, one] of firsts.entries())
      for (const other of firsts.slice(k + 1)) {
        if (one.kind !== other.kind) continue;
        for (const [name, tensor] of one.tensors) {
          const same = other.tensors.get(name);
          if (same === undefined || same.shape.join() !== tensor.shape.join()) continue;
          expect([...same.values], name).toEqual([...tensor.values]);
          compared += 1;
        }
      }
    // At the least the head of every pair of lanes with one initialisation: 15 pairs of 6 lanes, 5 kinds, 2 tensors.
    expect(compared).toBeGreaterThanOrEqual(15 * 5 * 2);
  });
});
