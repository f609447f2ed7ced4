// What trains where the native library is missing or damaged: found by trying, said, and written into the manifest.
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildBundles, ROOT } from '../trainer/bundles';
import { temporaryFolder } from '../trainer/temporary-folder';
import { experimentFile, jsonOf, unroll } from './unroll';

beforeAll(buildBundles);

const MODULES = path.join(ROOT, 'node_modules');

/** A tfjs-node of its own to damage: its files copied, its library and every other package linked. */
function ownNativePackage(folder: string): string {
  const modules = path.join(folder, 'node_modules');
  linkAll(MODULES, modules, '@tensorflow');
  linkAll(path.join(MODULES, '@tensorflow'), path.join(modules, '@tensorflow'), 'tfjs-node');
  const installed = path.join(MODULES, '@tensorflow', 'tfjs-node');
  const own = path.join(modules, '@tensorflow', 'tfjs-node');
  linkAll(path.join(installed, 'deps'), path.join(own, 'deps'), '');
  for (const part of ['package.json', 'dist', 'lib']) {
    cpSync(path.join(installed, part), path.join(own, part), { recursive: true });
  }
  return own;
}

/** Links what is in a folder into another, but for one name. */
function linkAll(from: string, to: string, except: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (name !== except) symlinkSync(path.join(from, name), path.join(to, name));
  }
}

const addonOf = (own: string) => path.join(own, 'lib', 'napi-v8', 'tfjs_binding.node');

describe('without a working native library', () => {
  it.each<[string, (own: string) => void, RegExp]>([
    ['missing', (own) => rmSync(addonOf(own)), /Cannot find module .*tfjs_binding\.node/],
    ['empty', (own) => truncateSync(addonOf(own)), /file too short/],
    [
      'a text file',
      (own) => writeFileSync(addonOf(own), 'not a library\n'.repeat(100)),
      /invalid ELF header/,
    ],
    [
      'without its library',
      (own) => rmSync(path.join(own, 'deps', 'lib')),
      /libtensorflow.*cannot open shared object file/,
    ],
  ])('trains on wasm when the addon is %s', async (_name, damage, why) => {
    const folder = temporaryFolder();
    const own = ownNativePackage(folder);
    damage(own);
    const out = path.join(folder, 'out');
    const file = experimentFile(folder, { training: { steps: 3 } });
    const ended = await unroll(['run', file, '--out', out, '--json'], { env: { UNROLL_TFJS_NODE: own } });
    expect(ended.code, ended.stderr).toBe(0);
    expect(jsonOf(ended)).toMatchObject({ engine: 'eager', backend: 'wasm' });
    const { backend, attempts } = JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8')) as {
      readonly backend: string;
      readonly attempts: readonly {
        readonly backend: string;
        readonly works: boolean;
        readonly why: string;
      }[];
    };
    expect(backend).toBe('wasm');
    const native = attempts.filter((attempt) => attempt.backend === 'tensorflow');
    expect(native.length).toBeGreaterThan(0);
    for (const attempt of native) {
      expect(attempt.works).toBe(false);
      expect(attempt.why).toMatch(why);
    }
  });

  it('trains natively with a package of its own that is whole', async () => {
    const folder = temporaryFolder();
    const env = { UNROLL_TFJS_NODE: ownNativePackage(folder) };
    const ended = await unroll(['doctor', '--json'], { env });
    expect(ended.code, ended.stderr).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ engine: { backend: 'tensorflow' } });
  });

  it('refuses the native backend when it is forced', async () => {
    const folder = temporaryFolder();
    const own = ownNativePackage(folder);
    rmSync(addonOf(own));
    const args = [
      'run',
      experimentFile(folder),
      '--out',
      path.join(folder, 'out'),
      '--backend',
      'tensorflow',
    ];
    const { code, stderr } = await unroll(args, { env: { UNROLL_TFJS_NODE: own } });
    expect(code).toBe(2);
    expect(stderr).toContain('backend tensorflow cannot run');
  });

  it.each(['wasm', 'cpu'])('trains the same on %s', async (backend) => {
    const folder = temporaryFolder();
    const file = experimentFile(folder, { training: { steps: 20 } });
    const native = await unroll(['run', file, '--out', path.join(folder, 'native'), '--json']);
    const other = await unroll([
      'run',
      file,
      '--out',
      path.join(folder, 'other'),
      '--json',
      '--backend',
      backend,
    ]);
    expect(other.code, other.stderr).toBe(0);
    expect(jsonOf(other)).toMatchObject({ engine: 'eager', backend });
    const [expected, got] = [native, other].map((ended) => Number(jsonOf(ended).runs[0]?.finalLoss));
    expect(Math.abs((got ?? NaN) / (expected ?? NaN) - 1)).toBeLessThan(2e-4);
  });
});

describe('where XLA brings its process down', () => {
  // XLA ends a process that has flags it does not know.
  const env = { XLA_FLAGS: '--no_such_flag' };

  it('trains as graph, and says why', async () => {
    const folder = temporaryFolder();
    const out = path.join(folder, 'out');
    const ended = await unroll(['run', experimentFile(folder), '--out', out, '--json'], { env });
    expect(ended.code, ended.stderr).toBe(0);
    expect(jsonOf(ended)).toMatchObject({ engine: 'graph', backend: 'tensorflow' });
    const manifest: unknown = JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({
      engine: 'graph',
      attempts: [
        { engine: 'xla', works: false, why: expect.stringContaining('SIGABRT') as string },
        { engine: 'graph', works: true },
      ],
    });
  });

  it('refuses to run when xla is forced', async () => {
    const folder = temporaryFolder();
    const out = path.join(folder, 'out');
    const ended = await unroll(['run', experimentFile(folder), '--out', out, '--engine', 'xla'], { env });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('The engine xla on backend auto cannot run.');
  });
});

describe('where XLA refuses the program of a run', () => {
  const env = { UNROLL_FAULT: 'refuse' };

  it('trains it as graph and the next as xla, and says so of each', async () => {
    const folder = temporaryFolder();
    const out = path.join(folder, 'out');
    const file = experimentFile(folder, { training: { steps: 3 }, seeds: [1, 2] });
    const ended = await unroll(['run', file, '--out', out, '--json'], { env });
    expect(ended.code, ended.stderr).toBe(0);
    expect(jsonOf(ended)).toMatchObject({
      engine: 'xla',
      runs: [
        { status: 'done', engine: 'graph', backend: 'tensorflow' },
        { status: 'done', engine: 'xla', backend: 'tensorflow' },
      ],
    });
    expect(ended.stderr).toMatch(/^RNN: .* graph on tensorflow$/m);
    expect(ended.stderr).toMatch(/^RNN seed 2: .* xla on tensorflow$/m);
  });

  it('refuses when xla is forced: nobody meant another engine', async () => {
    const folder = temporaryFolder();
    const out = path.join(folder, 'out');
    const args = ['run', experimentFile(folder), '--out', out, '--engine', 'xla', '--json'];
    const ended = await unroll(args, { env });
    expect(ended.code).toBe(2);
    expect(jsonOf(ended).runs).toMatchObject([{ status: 'failed', steps: 0, failure: { kind: 'engine' } }]);
    expect(ended.stderr).toMatch(/The engine xla on backend auto cannot run\. .*Dilation2D/);
  });
});
