// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { Chart, LinePanel, Series } from '../../src-core/export/chart';
import { svgChart } from '../../src-core/export/svg-chart';

const LINEAR = { label: 'step', scale: 'linear', unit: '' } as const;

function series(y: readonly number[], change: Partial<Series> = {}): Series {
  return { label: 'A', colour: '#009E73', dash: null, x: y.map((_, i) => i), y, ...change };
}

function chartOf(panel: Partial<LinePanel>): Chart {
  const whole: LinePanel = {
    kind: 'lines',
    marks: [],
    title: 'Loss',
    caption: 'log scale',
    width: 'full',
    x: LINEAR,
    y: { label: '', scale: 'linear', unit: '' },
    series: [],
    thresholds: [],
    ...panel,
  };
  return { title: 'sin → cos', subtitle: 'one run', panels: [whole], caption: [] };
}

function parse(svg: string): Document {
  const document = new DOMParser().parseFromString(svg, 'image/svg+xml');
  expect(document.querySelector('parsererror')).toBeNull();
  return document;
}

function texts(svg: string): readonly string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1] ?? '');
}

/** All coordinates of paths in one colour, as pairs. */
function points(svg: string, colour: string): readonly (readonly [number, number])[] {
  const paths = [...svg.matchAll(new RegExp(`<path d="([^"]*)" fill="none" stroke="${colour}"`, 'g'))];
  return paths.flatMap(([, d = '']) =>
    [...d.matchAll(/[ML]([-\d.]+) ([-\d.]+)/g)].map((match) => [Number(match[1]), Number(match[2])] as const),
  );
}

describe('svgChart', () => {
  it('is one well-formed document that needs nothing from outside', () => {
    const svg = svgChart(chartOf({ series: [series([1, 2, 3])] }));
    const document = parse(svg);
    expect(document.documentElement.getAttribute('width')).toBe('1000');
    expect(svg).toMatch(/font-family="[^"]*DejaVu Sans/);
    expect(svg).not.toMatch(/<script|<image|href=|url\(|@import/);
  });

  it('is the same text every time', () => {
    const chart = chartOf({ series: [series([1, 2, 3])] });
    expect(svgChart(chart)).toBe(svgChart(chart));
  });

  it('escapes what people write, and forbidden characters', () => {
    const hostile = '</text><script>alert("1")</script>&\u0000\uD800';
    const svg = svgChart({
      ...chartOf({ series: [series([1, 2], { label: hostile }), series([2, 1])] }),
      title: hostile,
    });
    expect(svg).not.toContain('<script');
    expect(svg).not.toContain('\u0000');
    expect(svg).toContain('&lt;/text&gt;&lt;script&gt;');
    parse(svg);
  });

  it('draws points in proportion: a straight line stays straight', () => {
    const line = points(svgChart(chartOf({ series: [series([0, 1, 2, 3, 4])] })), '#009E73');
    expect(line).toHaveLength(5);
    const slopes = line.slice(1).map(([x, y], i) => (y - (line[i]?.[1] ?? 0)) / (x - (line[i]?.[0] ?? 0)));
    for (const slope of slopes) expect(slope).toBeCloseTo(slopes[0] ?? NaN, 2);
    expect(slopes[0]).toBeLessThan(0);
  });

  it('draws powers of ten as a straight line on a log axis', () => {
    const y = { label: '', scale: 'log', unit: '' } as const;
    const line = points(svgChart(chartOf({ y, series: [series([1, 0.1, 0.01, 0.001])] })), '#009E73');
    const drops = line.slice(1).map(([, height], i) => height - (line[i]?.[1] ?? 0));
    for (const drop of drops) expect(drop).toBeCloseTo(drops[0] ?? NaN, 1);
    expect(drops[0]).toBeGreaterThan(0);
  });

  it('marks and names what is not finite, and breaks the line there', () => {
    const svg = svgChart(chartOf({ series: [series([1, 2, NaN, NaN, 3, 4])] }));
    expect(texts(svg)).toContain('A: NaN from step 2');
    expect([...svg.matchAll(/<path d="M[^"]*" fill="none" stroke="#009E73"/g)]).toHaveLength(2);
    expect(texts(svgChart(chartOf({ series: [series([1, Infinity])] })))).toContain('A: ∞ from step 1');
    const y = { label: '', scale: 'log', unit: '' } as const;
    expect(texts(svgChart(chartOf({ y, series: [series([1, 0])] })))).toContain('A: 0 from step 1');
  });

  it('draws nothing outside its picture, and no NaN into it, whatever the values', () => {
    const rows = [
      [],
      [5],
      [NaN],
      [Infinity, NaN],
      [0, 0, 0],
      [-3, -2],
      [1e-30, 1e30],
      [1e30, -1e30],
      [1, 1 + 1e-12],
    ];
    for (const values of rows) {
      for (const scale of ['linear', 'log'] as const) {
        const svg = svgChart(
          chartOf({ y: { label: '', scale, unit: '' }, series: [series(values), series(values)] }),
        );
        parse(svg);
        expect(svg.replace(/<text.*?<\/text>/g, '')).not.toMatch(/NaN|Infinity|undefined/);
        const height = Number(/height="(\d+)"/.exec(svg)?.[1]);
        for (const [x, y] of points(svg, '#009E73')) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(1000);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(height);
        }
      }
    }
  });

  it('keeps the extremes of a series of many points, in a picture of bounded size', () => {
    const y = Array.from({ length: 200_000 }, (_, i) => Math.sin(i / 5000));
    y[123_456] = 7;
    y[77_777] = -5;
    const svg = svgChart(chartOf({ series: [series(y)] }));
    expect(svg.length).toBeLessThan(100_000);
    const heights = points(svg, '#009E73').map((point) => point[1]);
    const reference = points(svgChart(chartOf({ series: [series([0, 7, -5])] })), '#009E73').map(
      (point) => point[1],
    );
    expect(Math.min(...heights)).toBeCloseTo(Math.min(...reference), 1);
    expect(Math.max(...heights)).toBeCloseTo(Math.max(...reference), 1);
  });

  it('shows a legend for several series only, and the thresholds', () => {
    const alone = svgChart(chartOf({ series: [series([1, 2], { label: 'alone' })] }));
    expect(texts(alone)).not.toContain('alone');
    const both = svgChart(
      chartOf({
        series: [series([1, 2], { label: 'before' }), series([1, 1], { label: 'after' })],
        thresholds: [{ value: 1, label: 'clip limit 1' }],
      }),
    );
    expect(texts(both)).toEqual(expect.arrayContaining(['before', 'after', 'clip limit 1']));
  });

  it('puts two halves beside each other', () => {
    const [panel] = chartOf({ width: 'half', series: [series([1, 2])] }).panels;
    if (panel?.kind !== 'lines') throw new Error('no panel');
    const heightOf = (panels: readonly LinePanel[]) =>
      Number(/height="(\d+)"/.exec(svgChart({ title: '', subtitle: '', panels, caption: [] }))?.[1]);
    expect(heightOf([panel, panel])).toBe(heightOf([panel]));
    expect(heightOf([panel, panel, panel])).toBeGreaterThan(heightOf([panel, panel]));
  });
});
