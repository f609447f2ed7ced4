import { describe, expect, it } from 'vitest';
import { runChart, type ChartRun } from '../../src-core/export/run-chart';

function run(label: string, change: Partial<ChartRun> = {}): ChartRun {
  return {
    label,
    clip: { kind: 'none' },
    loss: [0.5, 0.4],
    gradNorm: [3, 2],
    gradNormClipped: [1, 1],
    windows: { x: [0, 0.5, 1, 1.5], target: [1, 0, -1, 0], prediction: [0, 0, 0, 0] },
    ...change,
  };
}

describe('runChart', () => {
  it('shows prediction, loss and gradient norm of one run', () => {
    const chart = runChart('title', 'subtitle', [run('RNN')]);
    expect(chart.panels.map((panel) => panel.title)).toEqual([
      'Target and prediction',
      'Loss',
      'Gradient norm',
    ]);
    expect(chart.panels[0]?.series.map((series) => series.colour)).toEqual(['#c8322f', '#2464cf']);
    expect(chart.panels[1]?.y.scale).toBe('log');
    expect(chart.panels[2]?.caption).toContain('nothing is clipped');
    expect(chart.panels[2]?.series.map((series) => series.y)).toEqual([[3, 2]]);
  });

  it('shows the norm before and after, and each limit once, where there is clipping', () => {
    const clip = { kind: 'norm', limit: 1 } as const;
    const chart = runChart('', '', [run('A', { clip }), run('B', { clip }), run('C')]);
    const norm = chart.panels.at(-1);
    expect(norm?.series.map((series) => series.label)).toEqual([
      'A before',
      'A after',
      'B before',
      'B after',
      'C',
    ]);
    expect(norm?.thresholds).toEqual([{ value: 1, label: 'clip limit 1' }]);
  });

  it('gives each lane one colour in every panel, and a dash of its own', () => {
    const chart = runChart('', '', [run('A'), run('B'), run('C'), run('D'), run('E')]);
    const [, , , , , loss, norm] = chart.panels;
    const styles = loss?.series.map(({ colour, dash }) => `${colour} ${dash}`) ?? [];
    expect(norm?.series.map(({ colour, dash }) => `${colour} ${dash}`)).toEqual(styles);
    expect(new Set(styles).size).toBe(5);
    expect(styles[0]).toBe('#008060 null');
  });
});
