import { describe, expect, it } from 'vitest';
import { clipLimits } from '../../../src-core/diagnosis/trace-lines';
import {
  drawable,
  gradientNormSeries,
  linearRange,
  logRange,
  lossSeries,
  SeriesMemory,
  spokenSummary,
} from '../../../renderer/charts/trace-series';
import { traceTable } from '../../../renderer/charts/trace-table';
import { RunRecord } from '../../../renderer/runs/run-record';
import { t } from '../language/texts';
import { chunk, runningRecord, settings, started } from '../runs/run-events';

const options = { t, steps: 100, smoothing: 0, memory: new SeriesMemory() };

const clipping = { clip: { kind: 'norm', limit: 0.8 } } as const;

function recorded(losses: readonly number[], training: Parameters<typeof runningRecord>[1] = {}): RunRecord {
  const run = runningRecord({}, training);
  const limit = training.clip?.kind === 'norm' ? training.clip.limit : Infinity;
  run.apply(chunk(0, losses, limit));
  return run;
}

describe('the loss', () => {
  it('is a line per run, drawn from every step', () => {
    const series = lossSeries([recorded([0.5, 0.25])], options);
    expect(series.steps).toBe(2);
    expect(series.lines.map(({ name, lane, look }) => ({ name, lane, look }))).toEqual([
      { name: 'RNN', lane: 0, look: 'plain' },
    ]);
    expect(series.lines.map((line) => drawable(line.points(null), 'log'))).toEqual([
      [
        { x: 0, y: 0.5 },
        { x: 1, y: 0.25 },
      ],
    ]);
  });

  it('of zero has no place on a log axis', () => {
    const [line] = lossSeries([recorded([0.5, 0])], options).lines;
    if (line === undefined) throw new Error('no line');
    expect(drawable(line.points(null), 'log')).toEqual([{ x: 0, y: 0.5 }]);
    expect(drawable(line.points(null), 'linear')).toHaveLength(2);
  });

  it('has an axis before the first step and grows it by decades', () => {
    expect(logRange(lossSeries([], options))).toEqual({ min: 0.001, max: 1 });
    expect(logRange(lossSeries([recorded([5, 0.0005])], options))).toEqual({ min: 0.0001, max: 10 });
    expect(logRange(lossSeries([recorded([NaN])], options))).toEqual({ min: 0.001, max: 1 });
  });

  it('names the step where it stopped being a number', () => {
    expect(lossSeries([recorded([0.5, 0.7, NaN])], options).divergences).toEqual([
      { step: 2, lane: 0, label: 'RNN diverged at step 2' },
    ]);
  });
});

describe('the gradient norm', () => {
  it('is one line without clipping, two with it', () => {
    expect(gradientNormSeries([recorded([0.5])], options).lines.map(({ name }) => name)).toEqual(['RNN']);
    const { lines } = gradientNormSeries([recorded([0.5], clipping)], options);
    expect(lines.map(({ name, look, values }) => [name, look, values.at(0)])).toEqual([
      ['RNN before clipping', 'plain', 1],
      ['RNN after clipping', 'dotted', Math.fround(0.8)],
    ]);
  });

  it('has an axis that holds the limit', () => {
    expect(clipLimits([settings(clipping), settings(clipping), settings()])).toEqual([0.8]);
    expect(linearRange(gradientNormSeries([], options), [4])).toEqual({ min: 0, max: 5 });
    expect(linearRange(gradientNormSeries([recorded([0.68])], options), [])).toEqual({ min: 0, max: 1.5 });
  });
});

/** A run of a lane with a seed, and these losses. */
function seedOf(seed: number, losses: readonly number[], laneIndex = 0, lane = 'RNN'): RunRecord {
  const run = new RunRecord({ runId: 'a', lane, seed }, laneIndex, settings());
  run.apply(started({ lane, seed }));
  run.apply(chunk(0, losses));
  return run;
}

describe('several seeds of a lane', () => {
  const runs = [1, 2, 3, 4, 5].map((seed) => seedOf(seed, [seed, seed * seed]));

  it('are one line, their median, in a band between the quartiles', () => {
    const { lines, bands } = lossSeries(runs, options);
    const [line] = lines;
    expect(lines).toHaveLength(1);
    expect([line?.values.at(0), line?.values.at(1), line?.values.rows]).toEqual([3, 9, 2]);
    expect(line?.points(null)).toEqual([
      { x: 0, y: 3 },
      { x: 1, y: 9 },
    ]);
    expect(bands[0]?.low(null).map(({ y }) => y)).toEqual([2, 4]);
    expect(bands[0]?.high(null).map(({ y }) => y)).toEqual([4, 16]);
  });

  it('count a run that diverged as worse than all others, to the end', () => {
    const [line] = lossSeries(
      [seedOf(1, [1, NaN]), seedOf(2, [1, 2, 2]), seedOf(3, [1, 3, 3])],
      options,
    ).lines;
    expect([line?.values.at(1), line?.values.at(2)]).toEqual([3, 3]);
  });

  it('are marked once where some diverged', () => {
    const { divergences } = lossSeries(
      [seedOf(1, [1, 1, NaN]), seedOf(2, [1, NaN]), seedOf(3, [1])],
      options,
    );
    expect(divergences).toEqual([
      { step: 1, lane: 0, label: 'RNN: 2 of 3 seeds diverged, the first at step 1' },
    ]);
  });

  it('are taken in again as far as another seed has got', () => {
    const grown = seedOf(2, [4]);
    const growing = [seedOf(1, [2, 2]), grown];
    const memory = new SeriesMemory();
    const drawn = () =>
      lossSeries(growing, { ...options, memory })
        .lines[0]?.points(null)
        .map(({ y }) => y);
    expect(drawn()).toEqual([3, 2]);
    grown.apply(chunk(1, [6]));
    expect(drawn()).toEqual([3, 4]);
  });
});

describe('a smoothed series', () => {
  it('lies over the raw one, and begins where it does', () => {
    const run = recorded([1, 2, 4]);
    const { lines, trends } = lossSeries([run], { ...options, smoothing: 0.5 });
    expect(lines[0]?.points(null).map(({ y }) => y)).toEqual([1, 2, 4]);
    // By hand: .5/.5, (.25 + 1)/.75, (.125 + .5 + 2)/.875.
    const expected = [1, 1.25 / 0.75, 2.625 / 0.875];
    trends[0]?.points(null).forEach(({ y }, k) => expect(y).toBeCloseTo(expected[k] ?? NaN, 6));
    run.apply(chunk(3, [8]));
    const later = lossSeries([run], { ...options, smoothing: 0.5 }).trends[0]?.points(null) ?? [];
    expect(later.at(-1)?.y).toBeCloseTo((0.0625 + 0.25 + 1 + 4) / 0.9375, 6);
  });
});

describe('a long series in part', () => {
  const losses = Array.from({ length: 40_000 }, (_, step) => (step === 31_234 ? 9 : 1 + (step % 7) / 10));
  const run = runningRecord({ steps: 40_000 });
  run.apply(chunk(0, losses));
  const [line] = lossSeries([run], { ...options, steps: 40_000 }).lines;

  it('is drawn from few points, and keeps every spike', () => {
    expect(line?.points(null).length).toBeLessThanOrEqual(2048);
    expect(line?.points(null)).toContainEqual({ x: 31_234, y: 9 });
  });

  it('is drawn step by step where that is few', () => {
    const points = line?.points({ min: 31_230, max: 31_240 }) ?? [];
    expect(points.map(({ x }) => x)).toEqual(Array.from({ length: 13 }, (_, k) => 31_229 + k));
    const wide = line?.points({ min: 30_000, max: 35_000 }) ?? [];
    expect(wide.length).toBeLessThanOrEqual(2100);
    expect(wide).toContainEqual({ x: 31_234, y: 9 });
  });
});

describe('for those who hear or read', () => {
  it('the series is a sentence per line', () => {
    expect(spokenSummary(lossSeries([recorded([0.5, 0.125, 0.25])], options), t)).toBe(
      '3 steps. RNN: from 0.5000 to 0.2500, lowest 0.1250 at step 1.',
    );
    expect(spokenSummary(lossSeries([], options), t)).toBe('No steps yet.');
    expect(spokenSummary(lossSeries([recorded([NaN])], options), t)).toContain('RNN diverged at step 0.');
  });

  it('the series is a table with a column per line', () => {
    const table = traceTable(gradientNormSeries([recorded([0.5, 0.25], clipping)], options), t);
    expect(table.head).toEqual(['step', 'RNN before clipping', 'RNN after clipping']);
    expect(table.rows).toBe(2);
    expect([table.row(0), table.row(1)]).toEqual([
      ['0', '1.00000', '0.800000'],
      ['1', '0.500000', '0.500000'],
    ]);
  });
});
