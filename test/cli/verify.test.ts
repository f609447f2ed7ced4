// What was recorded comes out again, or the first number that does not is named.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { buildBundles, ROOT } from '../trainer/bundles';
import { temporaryFolder } from '../trainer/temporary-folder';
import { call, experimentFile, unroll } from './unroll';

beforeAll(buildBundles);

/** Every file below a folder, by the digest of its bytes. */
function contents(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return [path.relative(folder, file), createHash('sha256').update(readFileSync(file)).digest('hex')];
    }),
  );
}

async function record(fields: object, ...more: string[]): Promise<string> {
  const folder = temporaryFolder();
  const out = path.join(folder, 'out');
  const ended = await unroll(['run', experimentFile(folder, fields), '--out', out, ...more]);
  expect(ended.code, ended.stderr).toBe(0);
  return out;
}

/** Replaces the loss of one step in a recorded trace. */
function tamper(out: string, step: number): void {
  const file = path.join(out, 'rnn/seed-1/trace.csv');
  const lines = readFileSync(file, 'utf8').split('\n');
  const [number, , ...rest] = (lines[step + 1] ?? '').split(',');
  lines[step + 1] = [number, '0.125', ...rest].join(',');
  writeFileSync(file, lines.join('\n'));
}

describe('unroll verify', () => {
  it('finds the same bits again, in every lane and seed, and changes nothing', async () => {
    const out = await record({
      seeds: [1, 2],
      training: { steps: 60, schedule: { kind: 'cosine', to: 0 } },
      lanes: [
        { label: 'RNN', set: {} },
        { label: 'LSTM', set: { 'model.cell': 'lstm', 'training.stopWhen.steps': 40 } },
      ],
    });
    const before = contents(out);
    const { code, stdout, stderr } = await unroll(['verify', out]);
    expect(code, stderr).toBe(0);
    expect(stdout.match(/identical, 60 steps/g)).toHaveLength(2);
    expect(stdout.match(/identical, 40 steps/g)).toHaveLength(2);
    expect(stdout).toContain('Compared to the bit');
    expect(contents(out)).toEqual(before);
  });

  it('trains again from given first weights', async () => {
    const weights = path.join(ROOT, 'test/reference/rnn-tanh-adam.safetensors');
    const out = await record({ training: { steps: 30 } }, '--weights', weights);
    expect((await unroll(['verify', out])).code).toBe(0);
  });

  it('names the first number that differs', async () => {
    const out = await record({ training: { steps: 50 } });
    tamper(out, 41);
    const { code, stdout } = await unroll(['verify', out, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      exact: true,
      differences: [],
      runs: [
        {
          lane: 'RNN',
          seed: 1,
          kind: 'differs',
          step: 41,
          what: expect.stringMatching(/^loss 0\.125 recorded, /),
        },
      ],
    });
  });

  it('compares to a tolerance on another engine, and says so', async () => {
    const out = await record({ training: { steps: 40 } });
    const again = ['verify', out, '--engine', 'eager', '--backend', 'cpu'];
    const same = await unroll(again);
    expect(same.code, same.stderr).toBe(0);
    expect(same.stdout).toContain('within the rule, 30 steps');
    expect(same.stdout).toMatch(
      /over the first 30 steps to 0\.0002: engine xla, tensorflow then, eager, cpu now/,
    );
    tamper(out, 29);
    const differs = await unroll(again);
    expect(differs.code).toBe(1);
    expect(differs.stdout).toMatch(/differs from step 29: loss 0\.125 recorded/);
  });

  it('compares as many steps as an interrupted run took', async () => {
    const folder = temporaryFolder();
    const out = path.join(folder, 'out');
    const { child, ended } = call([
      'run',
      experimentFile(folder, { training: { steps: 90_000_000 } }),
      '--out',
      out,
    ]);
    await vi.waitFor(
      () => expect(readFileSync(path.join(out, 'rnn/seed-1/trace.csv')).length).toBeGreaterThan(20_000),
      {
        timeout: 30_000,
        interval: 5,
      },
    );
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    const { code, stdout, stderr } = await unroll(['verify', out]);
    expect(code, stderr).toBe(0);
    const { runs } = JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8')) as {
      readonly runs: readonly { readonly steps: number }[];
    };
    expect(stdout).toContain(`identical, ${runs[0]?.steps} steps`);
  });

  it.each([
    ['no folder', [], /^verify expects one folder or bundle of a recorded experiment, got none\.$/m],
    ['two folders', ['a', 'b'], /got also b\.$/m],
    ['a folder that holds nothing', ['.'], /holds no recorded experiment: expected manifest\.json/],
  ])('refuses %s in one sentence', async (_name, args, sentence) => {
    const { code, stdout, stderr } = await unroll(['verify', ...args], { cwd: temporaryFolder() });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
  });
});
