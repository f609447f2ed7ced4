// A csv from its file to everything that is recorded, resumed, verified and taken away of it, once the file itself is gone.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors } from '../../src-core/export/safetensors';
import { buildBundles } from '../trainer/bundles';
import { temporaryFolder } from '../trainer/temporary-folder';
import { experimentFile, unroll } from './unroll';

beforeAll(buildBundles);

/** A name that is a formula to a spreadsheet, markup to a page, the end of a text to Python, and another cell to a csv. */
const HOSTILE = `=1+1,"""; import os <script>alert('x')</script>`;

const ROWS = Array.from({ length: 80 }, (_, row) => `${row},${Math.sin(row / 3).toFixed(4)}`);
const CONTENT = [`t,"${HOSTILE.replaceAll('"', '""')}"`, ...ROWS].join('\n');

function hostileExperiment(folder: string): string {
  writeFileSync(path.join(folder, 'wave.csv'), CONTENT);
  return experimentFile(folder, {
    name: 'A wave',
    task: { kind: 'csv', path: 'wave.csv', input: HOSTILE, target: HOSTILE, timeStep: 8 },
    model: { hiddenSize: 4 },
    training: { steps: 30 },
    lanes: [{ label: 'RNN', set: {} }],
  });
}

async function recorded(): Promise<string> {
  const folder = temporaryFolder();
  const out = path.join(folder, 'out');
  const { code, stderr } = await unroll([
    'run',
    hostileExperiment(folder),
    '--out',
    out,
    '--engine',
    'eager',
  ]);
  expect(code, stderr).toBe(0);
  // What was recorded needs the file no more.
  rmSync(path.join(folder, 'wave.csv'));
  return out;
}

describe('an experiment with a csv', () => {
  it('is recorded with the file, resumed, verified, bundled and exported without the original', async () => {
    const out = await recorded();
    expect(readFileSync(path.join(out, 'wave.csv'), 'utf8')).toBe(CONTENT);
    const longer = await unroll(['run', '--resume', out, '--steps', '50']);
    expect(longer.code, longer.stderr).toBe(0);
    const bundle = path.join(out, '..', 'wave.unroll');
    expect((await unroll(['export', out, '--format', 'bundle', '--out', bundle])).code).toBe(0);
    const verified = await unroll(['verify', bundle]);
    expect([verified.code, verified.stdout], verified.stderr).toEqual([
      0,
      expect.stringContaining('identical, 50 steps'),
    ]);
    expect(readFileSync(bundle).includes('wave.csv')).toBe(true);
    // It is its own experiment file, the csv beside it.
    const again = path.join(out, '..', 'again');
    const file = path.join(out, 'experiment.unroll.json');
    expect((await unroll(['run', file, '--out', again, '--engine', 'eager'])).code).toBe(0);
  });

  it('names columns in exports as data: no formula, no markup, no code', async () => {
    const out = await recorded();
    const to = (name: string) => path.join(out, '..', name);
    for (const [format, name] of [
      ['html', 'report.html'],
      ['csv', 'numbers.csv'],
      ['svg', 'board.svg'],
      ['pytorch', 'script'],
    ] as const) {
      const { code, stderr } = await unroll(['export', out, '--format', format, '--out', to(name)]);
      expect(code, stderr).toBe(0);
    }
    const html = readFileSync(to('report.html'), 'utf8');
    expect(html).not.toContain(HOSTILE);
    expect(html).toContain('&lt;script&gt;alert(');
    for (const line of readFileSync(to('numbers.csv'), 'utf8').split('\n'))
      expect(line).not.toMatch(/(^|,)"?=/);
    expect(readFileSync(to('script/train.py'), 'utf8')).not.toContain('import os');
    expect(JSON.parse(readFileSync(to('script/run.json'), 'utf8'))).toMatchObject({
      settings: { task: { input: HOSTILE } },
    });
    const read = readSafetensors(readFileSync(to('script/data.safetensors')));
    const input = read.kind === 'ok' ? read.tensors.find(({ name }) => name === 'input') : undefined;
    expect(input?.shape).toEqual([30, 8, 1, 1]);
    expect(input?.values.every((value) => Number.isFinite(value) && value !== 0)).toBe(true);
  });

  it('is not verified, resumed or exported on a copy that was changed', async () => {
    const out = await recorded();
    const bundle = path.join(out, '..', 'wave.unroll');
    const copy = path.join(out, 'wave.csv');
    writeFileSync(copy, CONTENT.replace('0.3272', '0.3273'));
    for (const args of [
      ['verify', out],
      ['run', '--resume', out, '--steps', '50'],
      ['export', out, '--format', 'pytorch', '--out', bundle],
    ]) {
      const { code, stderr } = await unroll(args);
      expect(code).toBe(2);
      expect(stderr).toContain(`expected ${copy} as it was trained on (sha256 `);
      expect(stderr).toContain('got a file that was changed since');
    }
    rmSync(copy);
    const { code, stderr } = await unroll(['verify', out]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('got no such file')]);
  });

  it('overwrites its copy with the experiment, and no file of a person', async () => {
    const out = await recorded();
    const file = path.join(temporaryFolder(), 'article.unroll.json');
    writeFileSync(file, JSON.stringify({ format: 'unroll-experiment', version: 1, training: { steps: 2 } }));
    writeFileSync(path.join(out, 'mine.csv'), 'kept');
    const over = await unroll(['run', file, '--out', out, '--overwrite', '--engine', 'eager']);
    expect(over.code, over.stderr).toBe(0);
    expect(() => readFileSync(path.join(out, 'wave.csv'))).toThrow();
    expect(readFileSync(path.join(out, 'mine.csv'), 'utf8')).toBe('kept');
  });

  it('is refused where the file is not there, before anything is written', async () => {
    const folder = temporaryFolder();
    const file = hostileExperiment(folder);
    rmSync(path.join(folder, 'wave.csv'));
    const { code, stderr } = await unroll(['run', file, '--out', path.join(folder, 'out')]);
    expect(code).toBe(2);
    expect(stderr).toContain(
      `${file}: task.path: expected a csv file ${path.join(folder, 'wave.csv')} of at most 16 MiB, got no such file.`,
    );
    expect(() => readFileSync(path.join(folder, 'out', 'manifest.json'))).toThrow();
  });
});
