// @vitest-environment happy-dom
// The series as files that others read: nothing in them depends on what a person called things.
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartCsv } from '../../src-core/export/chart-csv';
import { chartsJson } from '../../src-core/export/chart-json';
import { allCharts, chartOf } from '../../src-core/export/charts/chart-list';
import { textCell } from '../../src-core/export/csv-cell';
import { exportTexts } from '../../src-core/export/export-texts';
import { htmlReport } from '../../src-core/export/html-report';
import { pgfplots } from '../../src-core/export/pgfplots';
import { REPORT_STYLE, REPORT_STYLE_DIGEST } from '../../src-core/export/report-style';
import { svgChart } from '../../src-core/export/svg-chart';
import { texText } from '../../src-core/export/tex-text';
import { thinPlaces } from '../../src-core/export/thin-places';
import { tidyCsv } from '../../src-core/export/tidy-csv';
import { HOSTILE, recordedSample, THREE_SEEDS } from './recorded-sample';

const series = recordedSample(THREE_SEEDS, ['RNN', HOSTILE], HOSTILE);
const plain = recordedSample(THREE_SEEDS);
const chinese = exportTexts('zh-CN');

function loss(from = plain) {
  const chart = chartOf(from, 'loss');
  if (chart === null) throw new Error('no loss');
  return chart;
}

/** What Python's csv makes of a text. */
function pythonCsv(text: string): readonly (readonly string[])[] {
  const script =
    'import csv, json, sys, io; print(json.dumps(list(csv.reader(io.StringIO(sys.stdin.read(), newline="")))))';
  const read = execFileSync('python3', ['-c', script], { input: text, encoding: 'utf8' });
  return JSON.parse(read) as readonly (readonly string[])[];
}

describe('CSV', () => {
  it('holds the series of a chart as they are shown', () => {
    const [head, ...rows] = pythonCsv(chartCsv(loss()));
    expect(head).toEqual(['panel', 'series', 'x', 't', 'value', 'low', 'high']);
    expect(rows).toHaveLength(8);
    expect(rows[2]).toEqual(['Loss', 'RNN', '2', '', '0.5', '0.375', 'Infinity']);
  });

  it('holds every recorded number in one table, one per row', () => {
    const rows = pythonCsv([...tidyCsv(plain)].join(''));
    expect(rows[0]).toEqual(['lane', 'seed', 'step', 't', 'quantity', 'value']);
    expect(rows).toContainEqual(['RNN', '2', '2', '', 'loss', 'NaN']);
    expect(rows).toContainEqual(['RNN', '1', '1', '1', 'flow_l0', '5']);
    expect(rows).toContainEqual(['LSTM', '3', '3', '0', 'prediction', '0.75']);
    expect(rows.every((row) => row.length === 6)).toBe(true);
    // Per run: 4 scalars and 4 details of each step, 3 values at each of 2 points.
    expect(rows).toHaveLength(1 + 23 * 8 + 6 * 6);
  });

  it('keeps what people write one cell of text, never a formula', () => {
    const names = new Set(pythonCsv([...tidyCsv(series)].join('')).map(([lane]) => lane));
    expect([...names]).toEqual(['lane', 'RNN', `'${HOSTILE}`]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const cell = textCell(text);
        expect(cell.replace(/^"/, '')).not.toMatch(/^\s*[=+\-@\t\r]/);
        const inner = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
        expect([text, `'${text}`]).toContain(inner);
      }),
    );
  });
});

describe('JSON', () => {
  it('holds every chart with its series, NaN and infinities as strings', () => {
    const read = JSON.parse(chartsJson(series.experiment, allCharts(series)));
    expect(read).toMatchObject({ format: 'unroll-series', version: 1, experiment: { name: HOSTILE } });
    const [first] = read.charts;
    expect(first.id).toBe('loss');
    expect(first.panels[0].series[0]).toEqual({
      label: 'RNN',
      x: [0, 1, 2, 3],
      y: [2, 1, 0.5, 0.25],
      low: [1.5, 0.75, 0.375, 0.1875],
      high: [2.5, 3, 'Infinity', 'Infinity'],
    });
  });
});

describe('SVG', () => {
  it('is well-formed, with band, mark and limit, whatever things are called', () => {
    for (const { chart } of [...allCharts(series), { chart: chartOf(series, 'board') ?? loss() }]) {
      const svg = svgChart(chart);
      const document = new DOMParser().parseFromString(svg, 'image/svg+xml');
      expect(document.querySelector('parsererror')).toBeNull();
      expect(document.querySelector('script')).toBeNull();
      expect(svg).not.toMatch(/="[^"]*(NaN|Infinity|undefined)/);
      expect(svgChart(chart)).toBe(svg);
    }
    expect(svgChart(loss())).toContain('fill-opacity="0.16"');
    expect(svgChart(loss())).toContain('RNN: 1 of 3 seeds diverged, the first at step 2');
  });

  it('says in Chinese too what cannot be drawn', () => {
    const alone = recordedSample([{ lane: 0, seed: 1, loss: [1, 0, NaN] }], ['RNN']);
    const drawn = (id: string) => {
      const chart = chartOf(alone, id, chinese);
      if (chart === null) throw new Error(`no ${id}`);
      return svgChart(chart, chinese).replace(/<\/?tspan[^>]*>/g, '');
    };
    expect(drawn('loss')).toContain('>RNN：步 1 起为 0<');
    expect(drawn('flow')).toContain('时间步 t 处的 ‖∂L/∂h‖；黑色：非有限值');
  });
});

describe('pgfplots', () => {
  it('names every column of its data, and has a row per point', () => {
    const { tex, data } = pgfplots(loss());
    const [head = '', ...rows] = data
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' '));
    for (const [, column = ''] of tex.matchAll(/[xy]=(p\w+)/g)) expect(head).toContain(column);
    expect(rows).toHaveLength(4);
    const high = head.indexOf('p0s0h');
    expect(rows.map((row) => row[high])).toEqual(['2.5', '3', 'nan', 'nan']);
    expect(tex.match(/\\begin\{axis\}/g)).toHaveLength(1);
  });

  it('asks for Chinese fonts where there is Chinese, in the language or in a name', () => {
    const chart = chartOf(plain, 'loss', chinese);
    if (chart === null) throw new Error('no loss');
    expect(pgfplots(chart).tex).toContain('title={\\textbf{损失}');
    expect(pgfplots(chart).tex).toContain('{ctex}');
    expect(pgfplots({ ...loss(), title: '训练' }).tex).toContain('{ctex}');
    expect(pgfplots(loss()).tex).not.toContain('{ctex}');
  });

  it('makes text of what people write: no command, comment or mathematics', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const known = /\\(text\w+\{\}|[{}$&#%_,])|\$\\?\w+\$|\$-\$|\{[-[\],=]\}/g;
        expect(texText(text).replace(known, '')).not.toMatch(/[\\{}$&#%_^~\n]/);
      }),
    );
    expect(pgfplots(chartOf(series, 'board') ?? loss()).tex).not.toContain('\\input{x}');
  });

  it('keeps the extremes of a long line', () => {
    const y = Float64Array.from({ length: 100_000 }, (_, i) => Math.sin(i / 999));
    y[54_321] = 9;
    y[54_322] = NaN;
    const places = thinPlaces(y, 600);
    expect(places.length).toBeLessThanOrEqual(600);
    for (const place of [0, 54_321, 54_322, 99_999]) expect(places).toContain(place);
    expect(thinPlaces([1, 2, 3], 600)).toEqual([0, 1, 2]);
  });
});

describe('the report', () => {
  const html = htmlReport(series);
  const page = new DOMParser().parseFromString(html, 'text/html');

  it('is one file without script or anything from outside, under a policy that allows neither', () => {
    expect(html).not.toMatch(/<script|<link|<img|href=|src=|@import|url\(/);
    expect(page.querySelector('meta[http-equiv]')?.getAttribute('content')).toBe(
      `default-src 'none'; style-src 'sha256-${REPORT_STYLE_DIGEST}'; base-uri 'none'; form-action 'none'`,
    );
    expect(createHash('sha256').update(REPORT_STYLE).digest('base64')).toBe(REPORT_STYLE_DIGEST);
  });

  it('takes names as text', () => {
    expect(page.querySelector('h1')?.textContent).toBe(HOSTILE);
    expect(html).not.toContain('<script>alert');
  });

  it('says what happened, with settings, charts and runs', () => {
    const text = htmlReport(plain);
    expect(text).toContain(
      'No winner between LSTM and RNN: LSTM ends below RNN in 1 of 3 seeds (two-sided sign test, p = 1), ratio of medians 2.1. It takes at least 6 seeds to name one.',
    );
    expect(text).toContain('RNN diverged in 1 of 3 runs.');
    expect(text.match(/<svg /g)).toHaveLength(allCharts(plain).length);
    expect(text).toContain('<td>training.clip.kind</td>');
    expect(text).toContain('diverged at step 2');
  });

  it('is told in Chinese, with the same numbers', () => {
    const text = htmlReport(plain, chinese);
    const read = (html: string) => new DOMParser().parseFromString(html, 'text/html');
    const told = read(text);
    expect(told.documentElement.lang).toBe('zh-CN');
    const heads = [...told.querySelectorAll('h2, th, p, li')].map((one) => one.textContent ?? '');
    expect(heads.filter((words) => !/\p{Script=Han}/u.test(words))).toEqual([]);
    expect(text).toContain('LSTM 与 RNN 未分胜负');
    expect(text).toContain('RNN 在 3 次运行中发散 1 次。');
    expect(text).toContain('在第 2 步发散');
    const numbers = (page: Document) => [...page.querySelectorAll('td.number')].map((one) => one.textContent);
    expect(numbers(told)).toEqual(numbers(read(htmlReport(plain))));
  });
});
