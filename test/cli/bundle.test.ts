// A record as one file: it is verified and exported as its folder is, and what is no bundle is refused.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildBundles } from '../trainer/bundles';
import { temporaryFolder } from '../trainer/temporary-folder';
import { recordedFolder } from './recorded-folder';
import { unroll } from './unroll';

beforeAll(buildBundles);

async function exported(given: string, format: string, out: string, ...more: string[]): Promise<Buffer> {
  const ended = await unroll(['export', given, '--format', format, '--out', out, ...more]);
  expect(ended.code, ended.stderr).toBe(0);
  return readFileSync(out);
}

describe('a bundle on the command line', () => {
  it('is the same bytes again, and gives what its folder gives', async () => {
    const dir = await recordedFolder({ training: { steps: 20 }, seeds: [1, 2] });
    const folder = temporaryFolder();
    const file = path.join(folder, 'sent.unroll');
    const bytes = await exported(dir, 'bundle', file);
    expect((await exported(dir, 'bundle', path.join(folder, 'again.unroll'))).equals(bytes)).toBe(true);
    expect((await exported(file, 'bundle', path.join(folder, 'third.unroll'))).equals(bytes)).toBe(true);

    const run = ['--run', 'rnn/seed-2'];
    const ofFile = await exported(file, 'onnx', path.join(folder, 'file.onnx'), ...run);
    expect(ofFile.equals(await exported(dir, 'onnx', path.join(folder, 'dir.onnx'), ...run))).toBe(true);
    const chart = await exported(file, 'svg', path.join(folder, 'file.svg'));
    expect(chart.equals(await exported(dir, 'svg', path.join(folder, 'dir.svg')))).toBe(true);

    const { code, stdout, stderr } = await unroll(['verify', file]);
    expect(code, stderr).toBe(0);
    expect(stdout.match(/identical, 20 steps/g)).toHaveLength(2);
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it('tells the step from which a record in it cannot be repeated', async () => {
    const dir = await recordedFolder({ training: { steps: 20 } });
    const trace = path.join(dir, 'rnn/seed-1/trace.csv');
    writeFileSync(trace, readFileSync(trace, 'utf8').replace(/^7,[^,]*/m, '7,0.125'));
    const file = path.join(temporaryFolder(), 'changed.unroll');
    await exported(dir, 'bundle', file);
    const { code, stdout } = await unroll(['verify', file]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/differs from step 7: loss 0\.125 recorded, /);
  });

  it.each([
    ['verify', []],
    ['export', ['--format', 'csv', '--out', 'out.csv']],
  ])('is refused by %s where it is cut short, or none at all', async (command, more) => {
    const cwd = temporaryFolder();
    writeFileSync(path.join(cwd, 'text.unroll'), 'no bundle, though long enough for the end record of a zip');
    const { code, stdout, stderr } = await unroll([command, 'text.unroll', ...more], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/text\.unroll is no bundle of Unroll\. It cannot be read as a zip: .*\.$/m);
  });

  it('holds every run: --run with it is refused', async () => {
    const { code, stderr } = await unroll(['export', '.', '--format=bundle', '--out=x', '--run=rnn/seed-1']);
    expect(code).toBe(2);
    expect(stderr).toContain('--run has no meaning for bundle, which holds every run.');
  });
});
