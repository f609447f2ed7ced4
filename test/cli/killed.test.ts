// Real processes on one folder: two that start at once, and some that are killed at moments drawn from a seed.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { buildBundles } from '../trainer/bundles';
import { temporaryFolder } from '../trainer/temporary-folder';
import { type Call, call, experimentFile, jsonOf, unroll } from './unroll';

beforeAll(buildBundles);

describe('two processes on one folder', () => {
  it('started at once, one trains and the other is refused', async () => {
    const folder = temporaryFolder();
    const out = path.join(folder, 'out');
    const args = ['run', experimentFile(folder, { training: { steps: 20_000 } }), '--out', out, '--json'];
    const ends = await Promise.all([unroll(args), unroll(args)]);
    const [winner, refused] = ends.sort((a, b) => Number(a.code) - Number(b.code));
    expect([winner?.code, refused?.code], ends.map(({ stderr }) => stderr).join('\n')).toEqual([0, 2]);
    expect(refused?.stderr).toContain(out);
    const { digest } = JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8')) as {
      digest: string;
    };
    expect(winner === undefined ? null : jsonOf(winner).digest).toBe(digest);
  });

  it('while one trains, nothing else gets in', async () => {
    const folder = temporaryFolder();
    const out = path.join(folder, 'out');
    const file = experimentFile(folder, { training: { steps: 5_000_000 } });
    const training = call(['run', file, '--out', out]);
    const trace = path.join(out, 'rnn/seed-1/trace.csv');
    await vi.waitFor(() => expect(existsSync(trace)).toBe(true), { timeout: 60_000, interval: 20 });
    const others = [
      ['run', file, '--out', out, '--overwrite'],
      ['run', '--resume', out],
    ];
    for (const args of others) {
      const { code, stderr } = await unroll(args);
      expect(code, stderr).toBe(2);
      expect(stderr).toContain(out);
    }
    training.child.kill('SIGINT');
    expect((await training.ended).code).toBe(130);
  });
});

const STEPS = 60_000;
const EXPERIMENT = {
  training: { steps: STEPS },
  lanes: [
    { label: 'RNN', set: {} },
    { label: 'GRU', set: { 'model.cell': 'gru' } },
  ],
};

/** Trainer hosts of a command: its children. */
function hostsOf({ child: { pid } }: Call): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.trim().split(/\s+/).map(Number);
}

/** Numbers in [0, 1) of a seed: a linear congruential generator. */
function drawn(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

describe.runIf(process.platform === 'linux')('killed at a moment drawn from a seed, and resumed', () => {
  it.each([
    { seed: 1, what: 'the command with all its hosts' },
    { seed: 2, what: 'a host' },
  ] as const)('$what (seed $seed) comes to the same digest', async ({ seed, what }) => {
    const folder = temporaryFolder();
    const file = experimentFile(folder, EXPERIMENT);
    const whole = await unroll(['run', file, '--out', path.join(folder, 'whole'), '--json']);
    expect(whole.code, whole.stderr).toBe(0);

    const out = path.join(folder, 'killed');
    const draw = drawn(seed);
    const running = call(['run', file, '--out', out], { detached: true });
    // A moment as bytes of a trace, which a slow machine reaches later.
    const trace = path.join(out, draw() < 0.5 ? 'rnn' : 'gru', 'seed-1/trace.csv');
    const bytes = draw() * STEPS * 40;
    await vi.waitFor(() => expect(sizeOf(trace)).toBeGreaterThan(bytes), { timeout: 60_000, interval: 5 });
    const pid = running.child.pid ?? NaN;
    const hosts = hostsOf(running);
    if (what === 'a host') process.kill(hosts[Math.floor(draw() * hosts.length)] ?? NaN, 'SIGKILL');
    else process.kill(-pid, 'SIGKILL');
    await running.ended;

    const resumed = await unroll(['run', '--resume', out, '--json']);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(jsonOf(resumed).digest).toBe(jsonOf(whole).digest);
  });
});

function sizeOf(file: string): number {
  return existsSync(file) ? readFileSync(file).length : 0;
}
