// Charts, tables and reports from the command line, read back by other programs.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildBundles } from '../trainer/bundles';
import { temporaryFolder } from '../trainer/temporary-folder';
import { recordedFolder } from './recorded-folder';
import { unroll } from './unroll';

beforeAll(buildBundles);

const NAME = '=sin → cos 训练 <b>';

function record(): Promise<string> {
  return recordedFolder({
    name: NAME,
    training: { steps: 30 },
    seeds: [1, 2],
    lanes: [
      { label: '@RNN', set: {} },
      { label: 'LSTM', set: { 'model.cell': 'lstm' } },
    ],
  });
}

function python(script: string, ...args: readonly string[]): string {
  return execFileSync('python3', ['-c', script, ...args], { encoding: 'utf8' });
}

describe('unroll export of charts and numbers', () => {
  it('writes every format, a picture to the same bytes again', async () => {
    const dir = await record();
    const folder = temporaryFolder();
    const out = (name: string) => path.join(folder, name);
    for (const format of ['csv', 'json', 'svg', 'png', 'pdf', 'html'] as const) {
      for (const name of format === 'png' || format === 'pdf'
        ? [`a.${format}`, `b.${format}`]
        : [`a.${format}`]) {
        const ended = await unroll(['export', dir, '--format', format, '--out', out(name)]);
        expect(ended.code, ended.stderr).toBe(0);
      }
    }
    for (const format of ['png', 'pdf'])
      expect(readFileSync(out(`a.${format}`)).equals(readFileSync(out(`b.${format}`))), format).toBe(true);
    // Python's csv reads the table: every number of trace.csv is in it, under the lane's name as text.
    const lanes = python(
      'import csv,sys; rows=list(csv.DictReader(open(sys.argv[1],newline="",encoding="utf-8"))); print(sorted({r["lane"] for r in rows}), sum(r["quantity"]=="loss" for r in rows))',
      out('a.csv'),
    );
    expect(lanes.trim()).toBe(`["'@RNN", 'LSTM'] 120`);
    const trace = readFileSync(path.join(dir, 'lstm/seed-2/trace.csv'), 'utf8').split('\n');
    expect(readFileSync(out('a.csv'), 'utf8')).toContain(`LSTM,2,29,,loss,${trace[30]?.split(',')[1]}`);
    expect(JSON.parse(readFileSync(out('a.json'), 'utf8')).charts[0].panels[0].series[0].y).toHaveLength(30);
    // Signature, and a width of twice the thousand pixels of the SVG.
    const png = readFileSync(out('a.png'));
    expect([png.subarray(1, 4).toString(), png.readUInt32BE(16)]).toEqual(['PNG', 2000]);
    expect(readFileSync(out('a.html'), 'utf8')).toContain('<h1>=sin → cos 训练 &lt;b&gt;</h1>');
  });

  it('writes one chart of one run, with the scale asked for', async () => {
    const dir = await record();
    const file = path.join(temporaryFolder(), 'loss.png');
    const chart = ['--chart', 'loss', '--run', 'lstm/seed-2', '--scale', '1'];
    const ended = await unroll(['export', dir, '--format', 'png', '--out', file, ...chart, '--json']);
    expect(ended.code, ended.stderr).toBe(0);
    expect(JSON.parse(ended.stdout)).toEqual({
      format: 'png',
      run: 'lstm/seed-2',
      chart: 'loss',
      out: file,
      files: [],
    });
    expect(readFileSync(file).readUInt32BE(16)).toBe(1000);
    const csv = await unroll(['export', dir, '--format', 'csv', '--out', `${file}.csv`, '--chart', 'loss']);
    expect(csv.code, csv.stderr).toBe(0);
    expect(readFileSync(`${file}.csv`, 'utf8').split('\n')).toHaveLength(1 + 2 * 30 + 1);
  });

  it('is told in the language asked for; data are the same in any', async () => {
    const dir = await record();
    const folder = temporaryFolder();
    const written = async (format: string, ...args: readonly string[]) => {
      const file = path.join(folder, `${args.join('')}.${format}`);
      const ended = await unroll(['export', dir, '--format', format, '--out', file, ...args]);
      expect(ended.code, ended.stderr).toBe(0);
      return readFileSync(file);
    };
    const chinese = ['--chart', 'loss', '--language', 'zh-CN'];
    const svg = (await written('svg', ...chinese)).toString();
    expect(svg.replace(/<\/?tspan[^>]*>/g, '')).toContain('>每步的均方误差，对数刻度<');
    expect(svg).not.toMatch(/Loss|log scale|seeds/);
    const english = await written('svg', '--chart', 'loss');
    expect((await written('svg', '--chart', 'loss', '--language', 'en')).equals(english)).toBe(true);
    expect(english.toString()).toContain('mean squared error of each step, log scale');
    const png = await written('png', ...chinese);
    expect(png.equals(await written('png', '--chart', 'loss'))).toBe(false);
    expect(png.readUInt32BE(16)).toBe(2000);
    expect((await written('pdf', ...chinese)).toString('latin1')).toMatch(/\/BaseFont \/\w+\+NotoSansSC/);
    expect((await written('html', '--language', 'zh-CN')).toString()).toContain('<h2>结果</h2>');
  });

  it('refuses what cannot be meant, and writes nothing', async () => {
    const dir = await record();
    const file = path.join(temporaryFolder(), 'out.svg');
    const refused = async (...args: readonly string[]) => {
      const { code, stdout, stderr } = await unroll(['export', dir, '--out', file, ...args]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(existsSync(file)).toBe(false);
      return stderr;
    };
    expect(await refused('--format', 'svg', '--chart', 'lss')).toMatch(
      /no chart "lss": expected one of loss, /,
    );
    expect(await refused('--format', 'svg', '--run', 'rnn/seed-9')).toMatch(
      /--run expects one of .*got rnn\/seed-9/,
    );
    expect(await refused('--format', 'png', '--scale', '99')).toMatch(
      /--scale: expected a number from 0.5 to 8/,
    );
    expect(await refused('--format', 'svg', '--language', 'zh')).toMatch(
      /--language: expected en or zh-CN, got zh\./,
    );
    expect(await refused('--format', 'csv', '--language', 'zh-CN')).toMatch(
      /--language has no meaning for csv/,
    );
    expect(await refused('--format', 'html', '--chart', 'loss')).toMatch(/A report holds every chart/);
    writeFileSync(file, 'mine');
    const there = await unroll(['export', dir, '--out', file, '--format', 'svg']);
    expect(there.code).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('writes a pair of files for LaTeX', async () => {
    const dir = await record();
    const folder = path.join(temporaryFolder(), 'tex');
    expect((await unroll(['export', dir, '--format', 'pgfplots', '--out', folder])).code).toBe(0);
    expect(readFileSync(path.join(folder, 'chart.tex'), 'utf8')).toContain('\\begin{document}');
    expect(readFileSync(path.join(folder, 'chart.dat'), 'utf8').split('\n')[0]).toMatch(/^p0s0x p0s0y /);
  });
});
