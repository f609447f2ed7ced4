import { mkdirSync, copyFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildBundles, ROOT } from '../trainer/bundles';
import { parseArguments } from '../../electron/main/arguments';
import { temporaryFolder } from '../trainer/temporary-folder';
import { referenceTrace } from '../training/reference-traces';
import { unroll } from './unroll';

beforeAll(buildBundles);

const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  readonly version: string;
};

describe('unroll', () => {
  it('tells its version', async () => {
    expect(await unroll(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('tells its commands, and every command its options', async () => {
    const { code, stdout } = await unroll(['--help']);
    expect(code).toBe(0);
    const names = [...stdout.matchAll(/^ {2}([a-z]+) {2,}/gm)].map((match) => match[1] ?? '');
    expect(names).toEqual(['run', 'verify', 'export', 'presets', 'preset', 'article', 'doctor']);
    for (const name of names) {
      const help = await unroll([name, '--help']);
      expect(help.code).toBe(0);
      expect(help.stdout).toContain(`unroll ${name}`);
      expect(help.stdout.includes('--engine'), name).toBe(!['export', 'presets', 'preset'].includes(name));
    }
  });

  it.each([
    [[], 2, ''],
    [['rum'], 2, "got 'rum'"],
    [['verify', 'x'], 2, 'x holds no recorded experiment'],
    [['export'], 2, 'export expects the folder or bundle of a recorded experiment, got none.'],
    [['export', 'x', '--format', 'safetensor', '--out', 'y'], 2, 'Did you mean safetensors?'],
    [['export', 'x', '--format', 'safetensors', '--out', 'y'], 2, 'x holds no recorded experiment'],
    [['presets', 'x'], 2, 'presets expects no names, got x.'],
    [['preset'], 2, 'preset expects one id, got none.'],
    [['preset', 'cliping'], 2, 'did you mean clipping?'],
    [['preset', 'nothing-like-it'], 2, 'expected one of article, '],
  ])('refuses %j', async (args, exitCode, sentence) => {
    const { code, stderr } = await unroll(args);
    expect(code).toBe(exitCode);
    expect(stderr).toContain(sentence);
  });
});

describe('unroll doctor', () => {
  it('tells what would train and why, from having tried', async () => {
    const { code, stdout, stderr } = await unroll(['doctor', '--json']);
    expect(code, stderr).toBe(0);
    const diagnosis = JSON.parse(stdout) as {
      readonly engine: { readonly versions: { readonly tensorflow: string } };
      readonly native: { readonly files: readonly { readonly path: string; readonly exists: boolean }[] };
    };
    expect(diagnosis).toMatchObject({
      engine: {
        backend: 'tensorflow',
        attempts: expect.arrayContaining([expect.objectContaining({ works: true })]),
      },
      native: { loaded: true, version: '4.22.0' },
      processor: { cores: expect.any(Number), features: expect.any(Array) },
      node: process.versions.node,
    });
    expect(diagnosis.native.files.every((file) => file.exists)).toBe(true);
    const text = await unroll(['doctor']);
    expect(text.stdout).toContain(`TensorFlow ${diagnosis.engine.versions.tensorflow}`);
    expect(text.stdout).toMatch(/works {2}\w+ on tensorflow: /);
  });

  it('tells a forced engine that cannot run', async () => {
    const { code, stdout, stderr } = await unroll(['doctor', '--engine', 'graph', '--backend', 'wasm']);
    expect(code).toBe(2);
    expect(stdout).toMatch(/^Engine +none$/m);
    expect(stderr).toContain('There is no engine graph on backend wasm');
  });
});

describe('unroll article', () => {
  it('says that a chart could not be written, after a run that is recorded', async () => {
    const folder = temporaryFolder();
    const out = path.join(folder, 'out');
    mkdirSync(path.join(out, 'chart.png'), { recursive: true });
    const { code, stdout, stderr } = await unroll(['article', '--out', out]);
    expect(code, stderr).toBe(1);
    expect(stderr).toContain(
      `${path.join(out, 'chart.png')} could not be written: a folder stands where a file`,
    );
    expect(stderr).not.toMatch(/^ +at /m);
    expect(stdout).toMatch(/RNN +1 +done/);
  });

  it('trains the experiment of the window and leaves trace, chart and weights', async () => {
    const folder = temporaryFolder();
    const first = await unroll(['article'], { cwd: folder });
    expect(first.code, first.stderr).toBe(0);
    const out = path.join(folder, 'unroll-out');
    expect(first.stdout).toMatch(/^RNN +1 +done +100 +/m);
    expect(readFileSync(path.join(out, 'rnn/seed-1/trace.csv'), 'utf8').trimEnd().split('\n')).toHaveLength(
      101,
    );
    expect(existsSync(path.join(out, 'rnn/seed-1/weights.safetensors'))).toBe(true);
    expect(readFileSync(path.join(out, 'chart.svg'), 'utf8')).toMatch(
      /^<svg [\s\S]*prediction[\s\S]*<\/svg>\s*$/,
    );
    expect(readFileSync(path.join(out, 'chart.png')).subarray(1, 4).toString()).toBe('PNG');
    // Again into the same folder, for `npm start` is pressed more than once.
    expect((await unroll(['article'], { cwd: folder })).code).toBe(0);
  });

  it('knows every flag that the window takes, for `npm start` hands them on where there is no display', async () => {
    const { stdout } = await unroll(['article', '--help']);
    const flags = Object.keys(parseArguments([], { folder: '/', namesApp: true }));
    // The file is no flag: the terminal trains one by `unroll run`.
    for (const name of flags.filter((flag) => flag !== 'file')) expect(stdout).toContain(`--${name} `);
    const folder = temporaryFolder();
    const weights = path.join(ROOT, 'test/reference/rnn-tanh-adam.safetensors');
    const copy = path.join(folder, 'given.safetensors');
    copyFileSync(weights, copy);
    for (const args of [['--weights', 'given.safetensors'], [`--weights=${copy}`]]) {
      const { code, stderr } = await unroll(['article', ...args], { cwd: folder });
      expect(code, stderr).toBe(0);
      const run = path.join(folder, 'unroll-out/rnn/seed-1');
      const [, first = ''] = readFileSync(path.join(run, 'trace.csv'), 'utf8').split('\n');
      expect(Number(first.split(',')[1])).toBeCloseTo(referenceTrace('rnn-tanh-adam').loss[0] ?? NaN, 5);
    }
  });

  it.each([
    [['--weights'], "'--weights <value>' argument missing"],
    [['--weights='], 'expects the path of a .safetensors or .npz file, got nothing.'],
    [['--weights', 'none.safetensors'], 'expected a .safetensors or .npz file, got no such file.'],
  ])('refuses weights that are none: %j', async (args, sentence) => {
    const folder = temporaryFolder();
    const { code, stderr } = await unroll(['article', ...args], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
    expect(existsSync(path.join(folder, 'unroll-out'))).toBe(false);
  });
});
