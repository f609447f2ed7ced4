// `unroll export`: what was recorded, in formats that others read.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors } from '../../src-core/export/safetensors';
import { buildBundles } from '../trainer/bundles';
import { temporaryFolder } from '../trainer/temporary-folder';
import { recordedFolder } from './recorded-folder';
import { unroll } from './unroll';

beforeAll(buildBundles);

const tensorsIn = (file: string) => {
  const read = readSafetensors(readFileSync(file));
  if (read.kind === 'refused') throw new Error(read.why);
  return read.tensors;
};

describe('unroll export', () => {
  it('writes the weights of a run, with where they come from', async () => {
    const dir = await recordedFolder({ name: 'a "name"\n', training: { steps: 3 } });
    const out = path.join(temporaryFolder(), 'new', 'model.safetensors');
    const { code, stdout, stderr } = await unroll([
      'export',
      dir,
      '--format=safetensors',
      '--out',
      out,
      '--json',
    ]);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual({
      format: 'safetensors',
      chart: null,
      run: 'rnn/seed-1',
      out,
      files: [],
    });
    expect(tensorsIn(out)).toEqual(tensorsIn(path.join(dir, 'rnn', 'seed-1', 'weights.safetensors')));
    const text = readFileSync(out);
    const header = JSON.parse(text.subarray(8, 8 + Number(text.readBigUInt64LE())).toString()) as Record<
      string,
      object
    >;
    expect(header['__metadata__']).toMatchObject({
      format: 'pt',
      experiment: 'a "name"\n',
      lane: 'RNN',
      seed: '1',
      steps: '3',
    });
  });

  it('asks which run where there are several, and takes the one that is named', async () => {
    const lanes = [
      { label: '=1+1', set: {} },
      { label: '../../x', set: { 'model.cell': 'lstm' } },
    ];
    const dir = await recordedFolder({ seeds: [1, 7], lanes, training: { steps: 2 } });
    const out = path.join(temporaryFolder(), 'model.safetensors');
    const args = ['export', dir, '--format', 'safetensors', '--out', out];
    const unsaid = await unroll(args);
    expect(unsaid.code).toBe(2);
    expect(unsaid.stderr).toContain('-1-1/seed-1, -1-1/seed-7, -x/seed-1, -x/seed-7');
    const wrong = await unroll([...args, '--run', '../seed-1']);
    expect([wrong.code, existsSync(out)]).toEqual([2, false]);
    expect(wrong.stderr).toContain('got ../seed-1');
    expect((await unroll([...args, '--run', '-x/seed-7/'])).code).toBe(2);
    const right = await unroll([...args, '--run=-x/seed-7/']);
    expect([right.code, right.stderr]).toEqual([0, '']);
    expect(tensorsIn(out)).toEqual(tensorsIn(path.join(dir, '-x', 'seed-7', 'weights.safetensors')));
  });

  it('leaves an existing file alone unless asked', async () => {
    const dir = await recordedFolder({ training: { steps: 2 } });
    const folder = temporaryFolder();
    const out = path.join(folder, 'model.safetensors');
    writeFileSync(out, 'mine');
    const args = ['export', dir, '--format', 'safetensors', '--out', out];
    const refused = await unroll(args);
    expect([refused.code, readFileSync(out, 'utf8')]).toEqual([2, 'mine']);
    expect(refused.stderr).toContain('is there already');
    expect((await unroll([...args, '--overwrite'])).code).toBe(0);
    expect(readdirSync(folder)).toEqual(['model.safetensors']);
    expect(tensorsIn(out)).toHaveLength(6);
    const onFolder = await unroll([...args.slice(0, -1), folder, '--overwrite']);
    expect(onFolder.code).toBe(2);
    expect(onFolder.stderr).toContain('is not a file');
  });

  it('says so where the disk fails', async () => {
    const dir = await recordedFolder({ training: { steps: 2 } });
    const file = path.join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const out = path.join(file, 'model.safetensors');
    const { code, stderr } = await unroll(['export', dir, '--format', 'safetensors', '--out', out]);
    expect(code).toBe(1);
    expect(stderr).toContain('could not be written: a file stands where a folder should');
  });
});
