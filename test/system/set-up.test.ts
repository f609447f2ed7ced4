// Set-up as a person meets it: a fresh clone, an empty home, an empty cache, real downloads, and no patience.
import {
  existsSync,
  readFileSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
  openSync,
  writeSync,
  closeSync,
  rmSync,
  mkdirSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { carrier } from '../../build/setup/electron-runtime.mjs';
import { wheel } from '../../build/setup/native-library.mjs';
import { ended, freshClone, run, start, type FreshClone } from './fresh-clone';

const SETUP_ONLY = path.join('test', 'system', 'set-up-only.mjs');

let clone: FreshClone;
beforeAll(() => {
  clone = freshClone();
});
afterAll(() => clone.remove());

const addon = () => path.join(clone.root, 'node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node');
const kept = (file: string) => path.join(clone.cache, 'downloads', file);
const unroll = (...args: string[]) => run(clone, 'npm', ['run', '--silent', 'unroll', '--', ...args]);

/** The same sequence in every run of this test. */
function* fractions(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** Processes that still work for the clone. */
function processesIn(folder: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return (
        readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder) &&
        !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
      );
    } catch {
      return false; // ended while we looked
    }
  });
}

describe.sequential('a fresh clone', () => {
  test('is set up through any number of interruptions, and leaves nothing half done', async () => {
    const random = fractions(20_260_101);
    for (let attempt = 1; ; attempt += 1) {
      const child = start(clone, process.execPath, [SETUP_ONLY]);
      const outcome = ended(child);
      const signal = random.next().value < 0.7 ? 'SIGKILL' : 'SIGINT';
      // Later attempts get more time: npm starts afresh each time it is interrupted.
      const timer = setTimeout(() => child.kill(signal), random.next().value * 1000 * 2 ** attempt);
      const { code, stdout } = await outcome;
      clearTimeout(timer);
      if (code === 0) {
        expect(attempt).toBeGreaterThan(3);
        break;
      }
      expect(stdout).not.toContain('Set-up failed');
      if (signal === 'SIGINT' && code !== null) expect(code).toBe(130);
    }
    expect(readdirSync(path.join(clone.cache, 'partial'))).toEqual([]);
    expect(statSync(kept(wheel.file)).size).toBe(wheel.bytes);
    expect(statSync(kept(carrier.file)).size).toBe(carrier.bytes);
    const leftovers = readdirSync(path.join(clone.root, '.runtime')).filter((name) =>
      /partial|lock/.test(name),
    );
    expect(leftovers).toEqual([]);
    await expect.poll(() => processesIn(clone.root)).toEqual([]);
  });

  test('then needs next to nothing', async () => {
    const { code, stdout } = await run(clone, process.execPath, [SETUP_ONLY]);
    expect(code).toBe(0);
    expect(stdout).toBe('');
  });

  test('trains natively, and stdout is the command’s alone', async () => {
    const { code, stdout } = await unroll('article', '--backend', 'tensorflow', '--out', 'first', '--json');
    expect(code).toBe(0);
    const report = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    expect(report).toMatchObject({ backend: 'tensorflow', runs: [{ status: 'done', steps: 100 }] });
  });

  test('trains in the terminal where there is no display, or one that does not answer', async () => {
    for (const [display, why] of [
      [undefined, 'There is no display, so'],
      [':4711', 'The display :4711 does not answer, so'],
    ] as const) {
      const env = display === undefined ? clone.env : { ...clone.env, DISPLAY: display };
      const { code, stdout } = await run(clone, 'npm', ['start'], env);
      expect(code).toBe(0);
      expect(stdout).toContain(why);
      const out = path.join(clone.root, 'unroll-out');
      expect(existsSync(path.join(out, 'chart.png'))).toBe(true);
      expect(readFileSync(path.join(out, 'rnn/seed-1/trace.csv'), 'utf8').trim().split('\n')).toHaveLength(
        101,
      );
      rmSync(out, { recursive: true });
    }
  });

  test('Ctrl-C while training ends with 130', async () => {
    const file = path.join(clone.root, 'long.unroll.json');
    const { stdout: article } = await unroll('article', '--out', 'second', '--json');
    expect(article).not.toBe('');
    const experiment = JSON.parse(
      readFileSync(path.join(clone.root, 'second/experiment.unroll.json'), 'utf8'),
    );
    writeFileSync(
      file,
      JSON.stringify({ ...experiment, training: { ...experiment.training, steps: 1_000_000 } }),
    );
    const child = start(clone, 'npm', ['run', '--silent', 'unroll', '--', 'run', file, '--out', 'third']);
    const outcome = ended(child);
    await expect
      .poll(() => existsSync(path.join(clone.root, 'third/rnn/seed-1/trace.csv')), { timeout: 60_000 })
      .toBe(true);
    process.kill(-(child.pid ?? 0), 'SIGINT'); // the whole group, as a terminal does
    const { code, signal } = await outcome;
    // npm ends itself by the same signal; a shell calls both 130.
    expect(signal === 'SIGINT' ? 130 : code).toBe(130);
    await expect.poll(() => processesIn(clone.root)).toEqual([]);
  });

  test('mends a damaged addon from the cache, without a download', async () => {
    const downloaded = statSync(kept(wheel.file)).mtimeMs;
    truncateSync(addon(), 100);
    const { code, stdout, stderr } = await unroll(
      'article',
      '--backend',
      'tensorflow',
      '--out',
      'fourth',
      '--json',
    );
    expect(code).toBe(0);
    expect(stderr).toContain('native library: ready');
    expect(stdout).not.toContain('native library');
    expect(statSync(kept(wheel.file)).mtimeMs).toBe(downloaded);
  });

  test('a file in the cache that was damaged is downloaded again before it is used', async () => {
    const handle = openSync(kept(wheel.file), 'r+');
    writeSync(handle, 'damage', 100_000_000);
    closeSync(handle);
    rmSync(addon());
    const { code, stderr } = await unroll('article', '--backend', 'tensorflow', '--out', 'fifth', '--json');
    expect(stderr).toContain('is damaged: it is downloaded again');
    expect(code).toBe(0);
  });

  test('two set-ups at once: one works, the other waits, both end well', async () => {
    rmSync(addon());
    const both = await Promise.all([1, 2].map(() => run(clone, process.execPath, [SETUP_ONLY])));
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    const said = both.map(({ stdout }) => stdout);
    expect(said.filter((text) => text.includes('native library: ready'))).toHaveLength(1);
    expect(said.filter((text) => text.includes('is at work in this folder'))).toHaveLength(1);
  });

  test('without a compiler it says what to install, and trains on WebAssembly', async () => {
    const bin = path.join(clone.home, 'bin');
    mkdirSync(bin);
    for (const [name, target] of [
      ['node', process.execPath],
      ['sh', '/bin/sh'],
    ] as const)
      symlinkSync(target, path.join(bin, name));
    rmSync(addon());
    const env = { ...clone.env, PATH: bin };
    const args = ['build/unroll.mjs', 'article', '--out', 'sixth', '--json'];
    const { code, stdout, stderr } = await run(clone, process.execPath, args, env);
    expect(stderr).toContain('Not set up: native library: python3, g++, strip not found.');
    expect(stderr).toMatch(/apt-get install -y .*g\+\+/);
    expect(code).toBe(0);
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ backend: 'wasm' });
    const tests = await run(clone, process.execPath, ['build/test.mjs'], env);
    expect(tests.code).toBe(1);
    expect(tests.stdout.trim().split('\n').at(-1)).toBe('0 passed, 1 failed');
  });
});

test('a registry that cannot be reached is a failure with its own words, code 1 and no stack', async () => {
  const offline = freshClone();
  try {
    const env = { ...offline.env, npm_config_registry: 'http://127.0.0.1:9', npm_config_fetch_retries: '0' };
    const { code, stdout } = await run(offline, process.execPath, ['build/start.mjs'], env);
    expect(code).toBe(1);
    expect(stdout).toContain('Set-up failed at "packages": npm could not install the packages');
    expect(stdout).toContain('ECONNREFUSED');
    expect(stdout).toContain('What to do:');
    expect(stdout).not.toMatch(/^\s+at /m);
  } finally {
    offline.remove();
  }
});
