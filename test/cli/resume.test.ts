// A run that was interrupted or killed goes on to the very numbers of one that never stopped.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { buildBundles } from '../trainer/bundles';
import { temporaryFolder } from '../trainer/temporary-folder';
import { type Call, call, experimentFile, jsonOf, unroll } from './unroll';

beforeAll(buildBundles);

/** All that has a state of its own: moments, h and c carried, noise and dropout drawn from streams, two lanes, two seeds. */
const STATEFUL = {
  task: { noise: 0.05 },
  model: { cell: 'lstm', hiddenSize: 8, layers: 2, dropout: 0.2 },
  seeds: [1, 2],
  lanes: [
    { label: 'LSTM', set: {} },
    { label: 'GRU', set: { 'model.cell': 'gru' } },
  ],
};

const rowsIn = (file: string): number =>
  existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 2 : 0;

async function digestOfWhole(file: string, out: string, ...more: string[]): Promise<string> {
  const ended = await unroll(['run', file, '--out', out, '--json', ...more]);
  expect(ended.code, ended.stderr).toBe(0);
  return jsonOf(ended).digest;
}

/** Ends the command and all its processes at once, as a power cut does. */
async function killAll({ child, ended }: Call): Promise<void> {
  process.kill(-(child.pid ?? NaN), 'SIGKILL');
  await ended;
}

describe('unroll run --resume', () => {
  it.each([
    { engine: 'xla', backend: 'auto', steps: 40_000 },
    { engine: 'graph', backend: 'auto', steps: 800 },
    { engine: 'eager', backend: 'tensorflow', steps: 25 },
    { engine: 'eager', backend: 'cpu', steps: 60 },
  ])('goes on after Ctrl-C, wherever it came: $engine, $backend', async ({ engine, backend, steps }) => {
    const folder = temporaryFolder();
    const file = experimentFile(folder, { ...STATEFUL, training: { steps } });
    const choice = ['--engine', engine, '--backend', backend];
    const digest = await digestOfWhole(file, path.join(folder, 'whole'), ...choice);

    const out = path.join(folder, 'cut');
    const interrupted = async (args: readonly string[]): Promise<void> => {
      const traces = ['lstm/seed-1', 'gru/seed-1'].map((run) => path.join(out, run, 'trace.csv'));
      const before = traces.map(rowsIn);
      const { child, ended } = call([...args, '--json']);
      // As soon as anything is trained: a fast engine is soon done.
      await vi.waitFor(() => expect(traces.map(rowsIn)).not.toEqual(before), {
        timeout: 30_000,
        interval: 5,
      });
      child.kill('SIGINT');
      const { code, stderr } = await ended;
      // A fast engine may be done before the signal comes.
      if (code !== 0) {
        expect(code, stderr).toBe(130);
        expect(stderr).toContain(`unroll run --resume ${out}`);
      }
    };
    await interrupted(['run', file, '--out', out, ...choice]);
    await interrupted(['run', '--resume', out]);
    const ended = await unroll(['run', '--resume', out, '--json']);
    expect(ended.code, ended.stderr).toBe(0);
    expect(jsonOf(ended).digest).toBe(digest);
    for (const run of ['lstm/seed-1', 'lstm/seed-2', 'gru/seed-1', 'gru/seed-2']) {
      expect(rowsIn(path.join(out, run, 'trace.csv')), run).toBe(steps);
      const [again, whole] = [out, path.join(folder, 'whole')].map((dir) =>
        readFileSync(path.join(dir, run, 'evaluation.csv'), 'utf8'),
      );
      expect(again, run).toBe(whole);
    }
  });

  it('goes on from the last checkpoint after all processes were killed', async () => {
    const folder = temporaryFolder();
    const file = experimentFile(folder, { training: { steps: 700_000 } });
    const digest = await digestOfWhole(file, path.join(folder, 'whole'));

    const out = path.join(folder, 'killed');
    const killed = call(['run', file, '--out', out], { detached: true });
    const checkpoint = path.join(out, 'rnn/seed-1/checkpoint.safetensors');
    await vi.waitFor(() => expect(existsSync(checkpoint)).toBe(true), { timeout: 60_000, interval: 20 });
    await killAll(killed);
    const taken = rowsIn(path.join(out, 'rnn/seed-1/trace.csv'));
    expect(taken).toBeLessThan(700_000);

    const ended = await unroll(['run', '--resume', out, '--json']);
    expect(ended.code, ended.stderr).toBe(0);
    expect(jsonOf(ended)).toMatchObject({ digest, runs: [{ status: 'done', steps: 700_000 }] });
  });

  it('begins a run anew whose checkpoint is damaged, from the weights it began with', async () => {
    const folder = temporaryFolder();
    const file = experimentFile(folder, { training: { steps: 100 } });
    const out = path.join(folder, 'out');
    await digestOfWhole(file, out);
    writeFileSync(path.join(out, 'rnn/seed-1/checkpoint.safetensors'), 'no checkpoint');
    const ended = await unroll(['run', '--resume', out, '--steps', '150', '--json']);
    expect(ended.code, ended.stderr).toBe(0);
    const longer = experimentFile(temporaryFolder(), { training: { steps: 150 } });
    expect(jsonOf(ended).digest).toBe(await digestOfWhole(longer, path.join(folder, 'longer')));
  });

  it('extends runs that are done, and leaves what is complete as it is', async () => {
    const folder = temporaryFolder();
    const out = path.join(folder, 'out');
    await digestOfWhole(experimentFile(folder, { training: { steps: 40 } }), out);
    const longer = experimentFile(temporaryFolder(), { training: { steps: 90 } });
    const digest = await digestOfWhole(longer, path.join(folder, 'longer'));

    const extended = await unroll(['run', '--resume', out, '--steps', '90', '--json']);
    expect(extended.code, extended.stderr).toBe(0);
    expect(jsonOf(extended)).toMatchObject({ digest, runs: [{ status: 'done', steps: 90 }] });

    const again = await unroll(['run', '--resume', out, '--json']);
    expect(again.code, again.stderr).toBe(0);
    expect(jsonOf(again)).toMatchObject({ digest, runs: [] });
    expect(again.stderr).toContain('nothing is left to train');

    const fewer = await unroll(['run', '--resume', out, '--steps', '50']);
    expect(fewer.code).toBe(2);
    expect(fewer.stderr).toMatch(/have taken up to 90 steps already; expected at least as many, got 50\.$/m);
  });

  it('does not extend what its sweep gives several lengths', async () => {
    const folder = temporaryFolder();
    const out = path.join(folder, 'out');
    await digestOfWhole(experimentFile(folder, { sweep: { 'training.steps': [5, 10] } }), out);
    const { code, stderr } = await unroll(['run', '--resume', out, '--steps', '20']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/its sweep sets training\.steps/);
  });

  it('does not extend a schedule that was planned over the steps there were', async () => {
    const folder = temporaryFolder();
    const out = path.join(folder, 'out');
    await digestOfWhole(
      experimentFile(folder, { training: { steps: 20, schedule: { kind: 'cosine', to: 1e-5 } } }),
      out,
    );
    const { code, stderr } = await unroll(['run', '--resume', out, '--steps', '30']);
    expect(code).toBe(2);
    expect(stderr).toContain('lane RNN has a cosine schedule, which is planned over all of its 20 steps');
    expect((await unroll(['verify', out])).code).toBe(0);
  });

  it.each([
    [
      'a folder that holds nothing',
      ['--resume', '.'],
      /holds no recorded experiment: expected manifest\.json/,
    ],
    ['a file besides', ['x.unroll.json', '--resume', '.'], /got also x\.unroll\.json\.$/m],
    ['an --out besides', ['--resume', '.', '--out', 'y'], /got also --out\.$/m],
    ['an --overwrite besides', ['--resume', '.', '--overwrite'], /got also --overwrite\.$/m],
    [
      'no number of steps',
      ['--resume', '.', '--steps', 'many'],
      /^--steps: expected a whole number of steps/m,
    ],
    ['--steps without a folder', ['x', '--out', 'y', '--steps', '9'], /use it with --resume <dir>\.$/m],
  ])('refuses %s in one sentence', async (_name, args, sentence) => {
    const { code, stdout, stderr } = await unroll(['run', ...args], { cwd: temporaryFolder() });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});
