import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import { readSafetensors } from '../../src-core/export/safetensors';
import { readTraceRow } from '../../src-core/export/trace-csv';
import { buildBundles, ROOT } from '../trainer/bundles';
import { temporaryFolder } from '../trainer/temporary-folder';
import { referenceTrace } from '../training/reference-traces';
import { call, experimentFile, jsonOf, unroll } from './unroll';

beforeAll(buildBundles);

const WEIGHTS = path.join(ROOT, 'test', 'reference', 'rnn-tanh-adam.safetensors');

function traceOf(dir: string, run = 'rnn/seed-1') {
  const lines = readFileSync(path.join(dir, run, 'trace.csv'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1);
  return lines.map((line) => {
    const row = readTraceRow(line);
    if (row === null) throw new Error(`No row of a trace: ${line}`);
    return row;
  });
}

/** By name: a file may hold them in any order. */
function tensorsIn(file: string): ReadonlyMap<string, NamedTensor> {
  const weights = readSafetensors(readFileSync(file));
  if (weights.kind === 'refused') throw new Error(weights.why);
  return new Map(weights.tensors.map((tensor) => [tensor.name, tensor]));
}

function manifestOf(dir: string) {
  return JSON.parse(readFileSync(path.join(dir, 'manifest.json'), 'utf8')) as {
    readonly status: string;
    readonly digest: string;
    readonly backend: string;
    readonly runs: readonly { readonly status: string; readonly steps: number }[];
    readonly attempts: readonly { readonly backend: string; readonly works: boolean; readonly why: string }[];
    readonly writer: { readonly pid: number };
  };
}

describe('unroll run', () => {
  it('follows the trace that PyTorch left, from the same weights', async () => {
    const folder = temporaryFolder();
    const out = path.join(folder, 'out');
    const ended = await unroll(['run', experimentFile(folder), '--out', out, '--weights', WEIGHTS, '--json']);
    expect(ended.code, ended.stderr).toBe(0);

    const { loss, gradNorm, lastPrediction } = referenceTrace('rnn-tanh-adam');
    const trace = traceOf(out);
    expect(trace.map(({ step }) => step)).toEqual(loss.map((_, step) => step));
    trace.forEach((row, step) => {
      const expected = loss[step] ?? NaN;
      const expectedNorm = gradNorm[step] ?? NaN;
      if (step < 30) {
        expect(Math.abs(row.loss - expected) / expected, `loss of step ${step}`).toBeLessThan(2e-4);
        const off = Math.abs(row.gradNorm - expectedNorm) / expectedNorm;
        expect(off, `gradient norm of step ${step}`).toBeLessThan(2e-4);
      }
      expect(Math.abs(row.loss - expected), `loss of step ${step}`).toBeLessThan(
        Math.max(0.01 * expected, 1e-5),
      );
      expect(row.learningRate).toBeCloseTo(0.001, 9);
      expect(row.gradNormClipped).toBe(row.gradNorm);
    });
    const prediction = readFileSync(path.join(out, 'rnn/seed-1/prediction.csv'), 'utf8')
      .trimEnd()
      .split('\n');
    expect(prediction[0]).toBe('t,input,target,prediction');
    prediction.slice(1).forEach((line, t) => {
      expect(Number(line.split(',')[3])).toBeCloseTo(lastPrediction[t] ?? NaN, 3);
    });
    expect(tensorsIn(path.join(out, 'rnn/seed-1/initial.safetensors'))).toEqual(tensorsIn(WEIGHTS));

    const { engine, backend, digest, runs } = jsonOf(ended);
    expect({ engine, backend }).toEqual({ engine: expect.any(String), backend: 'tensorflow' });
    expect(digest).toBe(manifestOf(out).digest);
    expect(runs).toEqual([
      expect.objectContaining({ lane: 'RNN', seed: 1, status: 'done', steps: 100, failure: null }),
    ]);
    expect(Math.fround(Number(runs[0]?.finalLoss))).toBe(trace.at(-1)?.loss);
    expect(runs[0]?.usPerStep).toBeGreaterThan(0);
    expect(runs[0]?.compileMs).toBeGreaterThanOrEqual(0);
  });

  it('trains every lane and seed, and gives the same digest every time', async () => {
    const folder = temporaryFolder();
    const file = experimentFile(folder, {
      training: { steps: 12 },
      seeds: [1, 2],
      lanes: [
        { label: 'Narrow', set: { 'model.hiddenSize': 8 } },
        { label: 'Wide', set: {} },
      ],
    });
    const first = await unroll(['run', file, '--out', path.join(folder, 'a'), '--json']);
    const second = await unroll(['run', file, '--out', path.join(folder, 'b')]);
    expect(jsonOf(first).runs.map(({ lane, seed }) => [lane, seed])).toEqual([
      ['Narrow', 1],
      ['Narrow', 2],
      ['Wide', 1],
      ['Wide', 2],
    ]);
    expect(manifestOf(path.join(folder, 'b')).digest).toBe(jsonOf(first).digest);
    expect(traceOf(path.join(folder, 'a'), 'wide/seed-2')).toHaveLength(12);
    // People get a table.
    const [heading, ...rows] = second.stdout.split('\n');
    expect(heading).toMatch(/^lane +seed +status +steps +final loss +hold-out +baseline +µs\/step$/);
    expect(rows[0]).toMatch(/^Narrow +1 +done +12 +0\.\d+ +0\.\d+ +0\.5 +[\d.]+$/);
  });

  it('resolves paths against the folder the person called from', async () => {
    const folder = temporaryFolder();
    experimentFile(folder, { training: { steps: 2 } });
    const { code, stderr } = await unroll(['run', 'experiment.unroll.json', '--out', 'here'], {
      env: { INIT_CWD: folder },
      cwd: '/',
    });
    expect(code, stderr).toBe(0);
    expect(traceOf(path.join(folder, 'here'))).toHaveLength(2);
  });

  it('refuses a folder in use, and overwrites it when told to', async () => {
    const folder = temporaryFolder();
    const out = path.join(folder, 'out');
    const file = experimentFile(folder, { training: { steps: 3 } });
    expect((await unroll(['run', file, '--out', out])).code).toBe(0);
    const before = manifestOf(out);
    const refused = await unroll(['run', file, '--out', out]);
    expect(refused.code).toBe(2);
    expect(refused.stdout).toBe('');
    expect(refused.stderr).toContain('--overwrite');
    expect(manifestOf(out)).toEqual(before);
    const again = await unroll([
      'run',
      experimentFile(folder, { training: { steps: 4 } }),
      '--out',
      out,
      '--overwrite',
    ]);
    expect(again.code, again.stderr).toBe(0);
    expect(traceOf(out)).toHaveLength(4);
  });

  it('uses weights for the lanes they fit, and says which they do not', async () => {
    const folder = temporaryFolder();
    const file = experimentFile(folder, {
      training: { steps: 1 },
      lanes: [
        { label: 'Given', set: {} },
        { label: 'Drawn', set: { 'model.hiddenSize': 8 } },
      ],
    });
    const out = path.join(folder, 'out');
    const { code, stderr } = await unroll(['run', file, '--out', out, '--weights', WEIGHTS]);
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/--weights are not used for Drawn: .*rnn\.weight_ih_l0.*\[8, 1\]/);
    expect(traceOf(out, 'given/seed-1')[0]?.loss).toBeCloseTo(0.5366293787956238, 5);
    const none = await unroll([
      'run',
      experimentFile(folder, { model: { hiddenSize: 8 } }),
      '--out',
      path.join(folder, 'other'),
      '--weights',
      WEIGHTS,
    ]);
    expect(none.code).toBe(2);
    expect(none.stderr).toContain('--weights fit no lane.');
    expect(existsSync(path.join(folder, 'other'))).toBe(false);
  });

  it('ends with 3 when a run diverges, and trains the others', async () => {
    const folder = temporaryFolder();
    const file = experimentFile(folder, {
      model: { nonlinearity: 'relu' },
      training: { steps: 60 },
      lanes: [
        { label: 'Wild', set: { 'training.optimizer': { kind: 'sgd', learningRate: 100 } } },
        { label: 'Tame', set: {} },
      ],
    });
    const ended = await unroll(['run', file, '--out', path.join(folder, 'out'), '--json']);
    expect(ended.code, ended.stderr).toBe(3);
    const { runs } = jsonOf(ended);
    expect(runs.map(({ status }) => status)).toEqual(['diverged', 'done']);
    expect(['NaN', 'Infinity']).toContain(runs[0]?.finalLoss);
    expect(runs[0]).toMatchObject({ divergedAt: (runs[0]?.steps ?? 0) - 1 });
    expect(runs[0]).toMatchObject({
      divergence: { kind: expect.any(String), value: expect.stringMatching(/NaN|Infinity/) },
    });
    expect(manifestOf(path.join(folder, 'out')).runs).toMatchObject([
      { divergence: { kind: expect.any(String) } },
      {},
    ]);
  });

  it('keeps what was recorded when it is interrupted', async () => {
    const folder = temporaryFolder();
    const out = path.join(folder, 'out');
    const file = experimentFile(folder, { training: { steps: 1_000_000 }, seeds: [1, 2] });
    const { child, ended } = call(['run', file, '--out', out, '--json']);
    await vi.waitUntil(() => existsSync(path.join(out, 'rnn/seed-1/trace.csv')) && traceOf(out).length > 3, {
      timeout: 60_000,
    });
    child.kill('SIGINT');
    const end = await ended;
    expect(end.code).toBe(130);
    const { runs } = jsonOf(end);
    // A second host may have begun the second seed, or not yet.
    expect(runs[0]).toMatchObject({ status: 'interrupted', seed: 1 });
    expect(traceOf(out)).toHaveLength(runs[0]?.steps ?? 0);
    expect(manifestOf(out)).toMatchObject({
      status: 'ended',
      runs: [{ status: 'interrupted' }, { status: expect.stringMatching(/^(waiting|interrupted)$/) }],
    });
    expect(existsSync(path.join(out, 'rnn/seed-1/weights.safetensors'))).toBe(true);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'keeps the weights too when all its processes get %s',
    async (signal) => {
      const folder = temporaryFolder();
      const out = path.join(folder, 'out');
      const file = experimentFile(folder, { training: { steps: 1_000_000 } });
      const { child, ended } = call(['run', file, '--out', out, '--json'], { detached: true });
      await vi.waitUntil(
        () => existsSync(path.join(out, 'rnn/seed-1/trace.csv')) && traceOf(out).length > 3,
        {
          timeout: 60_000,
        },
      );
      process.kill(-(child.pid ?? NaN), signal);
      const end = await ended;
      expect(end.code, end.stderr).toBe(130);
      expect(jsonOf(end).runs).toMatchObject([{ status: 'interrupted', failure: null }]);
      expect(existsSync(path.join(out, 'rnn/seed-1/weights.safetensors'))).toBe(true);
    },
  );

  it('leaves no process behind when it is killed', async () => {
    const folder = temporaryFolder();
    const out = path.join(folder, 'out');
    const { child, ended } = call([
      'run',
      experimentFile(folder, { training: { steps: 1_000_000 } }),
      '--out',
      out,
    ]);
    await vi.waitUntil(() => existsSync(path.join(out, 'rnn/seed-1/trace.csv')) && traceOf(out).length > 3, {
      timeout: 60_000,
    });
    const run = path.join(out, 'rnn/seed-1');
    const lock = path.join(run, '.unroll.lock');
    const { pid: host } = JSON.parse(readFileSync(lock, 'utf8')) as { readonly pid: number };
    expect(existsSync(`/proc/${host}`)).toBe(true);
    child.kill('SIGKILL');
    await ended;
    await vi.waitUntil(() => !existsSync(`/proc/${host}`), { timeout: 20_000 });
    // It recorded its run to the end first, and left the folder to whoever comes next.
    expect(existsSync(lock)).toBe(false);
    expect(existsSync(path.join(run, 'weights.safetensors'))).toBe(true);
    expect(existsSync(path.join(run, 'checkpoint.safetensors'))).toBe(true);
    expect(manifestOf(out)).toMatchObject({ status: 'running', writer: { pid: child.pid } });
  });

  it('ends with 1 when a run fails, and trains the next', async () => {
    const folder = temporaryFolder();
    // So many steps that some are recorded before it: chunks wait for those before them to be.
    const file = experimentFile(folder, { training: { steps: 12_000 }, seeds: [1, 2] });
    const ended = await unroll(['run', file, '--out', path.join(folder, 'out'), '--json'], {
      env: { UNROLL_FAULT: 'crash@10000' },
    });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('SIGSEGV');
    const { runs } = jsonOf(ended);
    // A crash may take the chunks on their way to the recorder with it.
    expect(runs[0]?.steps).toBeLessThanOrEqual(10_000);
    expect(runs).toEqual([
      expect.objectContaining({
        status: 'failed',
        failure: expect.objectContaining({ kind: 'host-lost' }),
      }),
      expect.objectContaining({ status: 'done', steps: 12_000, failure: null }),
    ]);
  });
});

describe('unroll run with bad input', () => {
  it.each<[string, readonly string[], RegExp]>([
    ['no file', ['run', '--out', 'x'], /^run expects an experiment file, got none\.$/m],
    ['no folder', ['run', 'x.unroll.json'], /^run expects --out <dir>, got none\.$/m],
    ['two files', ['run', 'a', 'b', '--out', 'x'], /one experiment file, got also b\.$/m],
    [
      'a missing file',
      ['run', 'nowhere.unroll.json', '--out', 'x'],
      /nowhere\.unroll\.json: .*no such file\.$/m,
    ],
    ['a folder as file', ['run', '.', '--out', 'x'], /expected an experiment file, got a folder\.$/m],
    ['an unknown option', ['run', 'a', '--out', 'x', '--fast'], /'--fast'.* See 'unroll run --help'\.$/m],
    ['an option without value', ['run', 'a', '--out'], /--out.*argument missing.* See/m],
    [
      'an unknown engine',
      ['run', 'a', '--out', 'x', '--engine', 'warp'],
      /--engine: expected auto, xla, graph, eager, got warp\.$/m,
    ],
  ])('refuses %s in one sentence', async (_name, args, sentence) => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'a'), JSON.stringify({ format: 'unroll-experiment', version: 1 }));
    const { code, stdout, stderr } = await unroll(args, { cwd: folder });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(existsSync(path.join(folder, 'x'))).toBe(false);
  });

  it('names every problem of the file on a line of its own, in JSON too', async () => {
    const folder = temporaryFolder();
    const file = experimentFile(folder, { model: { hiddenSize: -3, cell: 'lstn' }, colour: 'red' });
    const ended = await unroll(['run', file, '--out', path.join(folder, 'out'), '--json']);
    expect(ended.code).toBe(2);
    const lines = ended.stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    for (const name of ['model.hiddenSize', 'model.cell', 'colour']) {
      expect(lines.filter((line) => line.startsWith(`${file}: ${name}: expected `))).toHaveLength(1);
    }
    expect(JSON.parse(ended.stdout)).toEqual({ error: { exitCode: 2, problems: lines } });
  });

  it('refuses weights that are none', async () => {
    const folder = temporaryFolder();
    const weights = path.join(folder, 'weights.safetensors');
    writeFileSync(weights, 'not weights');
    const { code, stderr } = await unroll(
      ['run', experimentFile(folder), '--out', 'x', '--weights', weights],
      {
        cwd: folder,
      },
    );
    expect(code).toBe(2);
    expect(stderr).toContain(`${weights} holds no weights.`);
  });

  it('refuses a forced engine that cannot run, and does not fall back', async () => {
    const folder = temporaryFolder();
    const { code, stderr } = await unroll(
      ['run', experimentFile(folder), '--out', 'x', '--engine', 'xla', '--backend', 'cpu'],
      { cwd: folder },
    );
    expect(code).toBe(2);
    expect(stderr).toContain('There is no engine xla on backend cpu');
    expect(existsSync(path.join(folder, 'x'))).toBe(false);
  });

  it('refuses a place where a file stands', async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'sub'));
    writeFileSync(path.join(folder, 'sub', 'out'), '');
    const { code, stderr } = await unroll(['run', experimentFile(folder), '--out', 'sub/out'], {
      cwd: folder,
    });
    expect(code).toBe(2);
    expect(stderr).toContain('is a file');
  });
});
