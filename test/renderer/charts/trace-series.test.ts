import { describe, expect, it } from 'vitest';
import { clipLimits } from '../../../src-core/diagnosis/trace-lines';
import {
  drawnPoints,
  gradientNormSeries,
  linearRange,
  logRange,
  lossSeries,
  spokenSummary,
} from '../../../renderer/charts/trace-series';
import { traceTable } from '../../../renderer/charts/trace-table';
import type { RunRecord } from '../../../renderer/runs/run-record';
import { t } from '../language/texts';
import { chunk, runningRecord, settings } from '../runs/run-events';

const clipping = { clip: { kind: 'norm', limit: 0.8 } } as const;

function recorded(losses: readonly number[], training: Parameters<typeof runningRecord>[1] = {}): RunRecord {
  const run = runningRecord({}, training);
  const limit = training.clip?.kind === 'norm' ? training.clip.limit : Infinity;
  run.apply(chunk(0, losses, limit));
  return run;
}

describe('the loss', () => {
  it('is a line per run, drawn from every step', () => {
    const series = lossSeries([recorded([0.5, 0.25])], t);
    expect(series.steps).toBe(2);
    expect(series.lines.map(({ name, lane, look }) => ({ name, lane, look }))).toEqual([
      { name: 'RNN', lane: 0, look: 'plain' },
    ]);
    expect(series.lines.map((line) => drawnPoints(line, 'log'))).toEqual([
      [
        { x: 0, y: 0.5 },
        { x: 1, y: 0.25 },
      ],
    ]);
  });

  it('of zero has no place on a log axis', () => {
    const [line] = lossSeries([recorded([0.5, 0])], t).lines;
    if (line === undefined) throw new Error('no line');
    expect(drawnPoints(line, 'log')).toEqual([{ x: 0, y: 0.5 }]);
    expect(drawnPoints(line, 'linear')).toHaveLength(2);
  });

  it('has an axis before the first step and grows it by decades', () => {
    expect(logRange(lossSeries([], t))).toEqual({ min: 0.001, max: 1 });
    expect(logRange(lossSeries([recorded([5, 0.0005])], t))).toEqual({ min: 0.0001, max: 10 });
    expect(logRange(lossSeries([recorded([NaN])], t))).toEqual({ min: 0.001, max: 1 });
  });

  it('names the step where it stopped being a number', () => {
    expect(lossSeries([recorded([0.5, 0.7, NaN])], t).divergences).toEqual([
      { step: 2, label: 'RNN diverged at step 2' },
    ]);
  });
});

describe('the gradient norm', () => {
  it('is one line without clipping, two with it', () => {
    expect(gradientNormSeries([recorded([0.5])], t).lines.map(({ name }) => name)).toEqual(['RNN']);
    const { lines } = gradientNormSeries([recorded([0.5], clipping)], t);
    expect(lines.map(({ name, look, values }) => [name, look, values.at(0)])).toEqual([
      ['RNN before clipping', 'plain', 1],
      ['RNN after clipping', 'dotted', Math.fround(0.8)],
    ]);
  });

  it('has an axis that holds the limit', () => {
    expect(clipLimits([settings(clipping), settings(clipping), settings()])).toEqual([0.8]);
    expect(linearRange(gradientNormSeries([], t), [4])).toEqual({ min: 0, max: 5 });
    expect(linearRange(gradientNormSeries([recorded([0.68])], t), [])).toEqual({ min: 0, max: 1.5 });
  });
});

describe('for those who hear or read', () => {
  it('the series is a sentence per line', () => {
    expect(spokenSummary(lossSeries([recorded([0.5, 0.125, 0.25])], t), t)).toBe(
      '3 steps. RNN: from 0.5000 to 0.2500, lowest 0.1250 at step 1.',
    );
    expect(spokenSummary(lossSeries([], t), t)).toBe('No steps yet.');
    expect(spokenSummary(lossSeries([recorded([NaN])], t), t)).toContain('RNN diverged at step 0.');
  });

  it('the series is a table with a column per line', () => {
    const table = traceTable(gradientNormSeries([recorded([0.5, 0.25], clipping)], t), t);
    expect(table.head).toEqual(['step', 'RNN before clipping', 'RNN after clipping']);
    expect(table.rows).toBe(2);
    expect([table.row(0), table.row(1)]).toEqual([
      ['0', '1.00000', '0.800000'],
      ['1', '0.500000', '0.500000'],
    ]);
  });
});
