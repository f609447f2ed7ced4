// However many steps and seeds were recorded, what is drawn of them fits the screen: points in proportion to pixels.
import { describe, expect, it } from 'vitest';
import { RunRecord } from '../../../renderer/runs/run-record';
import { gradientNormSeries, lossSeries, SeriesMemory } from '../../../renderer/charts/trace-series';
import { laneRuns } from '../../../renderer/charts/lane-runs';
import { LossDifference } from '../../../renderer/charts/loss-difference';
import { t } from '../language/texts';
import { chunk, settings, started } from '../runs/run-events';

const STEPS = 100_000;
/** Chart as wide as the window at 1920 pixels: two points per pixel and no more. */
const MOST_POINTS = 2 * 1024;

function runs(lane: string, laneIndex: number, seeds: number): RunRecord[] {
  return Array.from({ length: seeds }, (_, k) => {
    const runId = `${lane} ${k}`;
    const run = new RunRecord({ runId, lane, seed: k + 1 }, laneIndex, settings());
    run.apply(started({ runId, steps: STEPS, detailEvery: STEPS }));
    const loss = Float32Array.from({ length: STEPS }, (_, step) => 1 / (1 + step) + (k % 7) / 100);
    const empty = new Float32Array();
    run.apply({
      ...chunk(0, []),
      runId,
      count: STEPS,
      loss,
      gradNorm: loss,
      gradNormClipped: loss,
      learningRate: loss,
      detailSteps: new Int32Array(),
      flow: empty,
      parameterNorms: empty,
      saturation: empty,
    });
    return run;
  });
}

const VIEWS = [null, { min: 0, max: 50_000 }, { min: 40_000, max: 41_000 }, { min: 7, max: 19 }];

describe('what is drawn', () => {
  it.each([1, 20])('of two lanes with %i seeds each and 100 000 steps fits the screen', (seeds) => {
    const all = [...runs('RNN', 0, seeds), ...runs('LSTM', 1, seeds)];
    for (const smoothing of [0, 0.99]) {
      const options = { t, steps: STEPS, smoothing, memory: new SeriesMemory() };
      for (const series of [lossSeries(all, options), gradientNormSeries(all, options)]) {
        const lines = [...series.lines, ...series.trends].map(({ points }) => points);
        const bands = series.bands.flatMap(({ low, high }) => [low, high]);
        for (const points of [...lines, ...bands]) {
          for (const view of VIEWS) {
            const { length } = points(view);
            expect(length).toBeLessThanOrEqual(MOST_POINTS);
            expect(length).toBeGreaterThan(view === null ? 100 : 5);
          }
        }
      }
    }
    const [a, b] = laneRuns(all);
    if (a === undefined || b === undefined) throw new Error('Expected two lanes.');
    const [line] = new LossDifference().series(a, b, STEPS, 'RNN − LSTM').lines;
    for (const view of VIEWS) expect(line?.points(view).length).toBeLessThanOrEqual(MOST_POINTS);
  });
});
