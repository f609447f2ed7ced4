// The figure of a preset, measured again: trained over the same seeds, by the command line.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { parseExperimentText } from '../../src-core/experiment/experiment-text';
import { resolveLanes } from '../../src-core/experiment/lanes';
import {
  FIGURE_SEEDS,
  FIGURE_STEPS,
  type FigureKind,
  type LaneFigure,
  type Preset,
} from '../../src-core/experiment/presets/preset';
import { readEvaluations } from '../../src-core/export/evaluation-csv';
import { readTraceRow } from '../../src-core/export/trace-csv';
import { temporaryFolder } from '../trainer/temporary-folder';
import { unroll } from './unroll';

interface RecordedRuns {
  readonly runs: readonly { readonly lane: string; readonly folder: string; readonly status: string }[];
}

/** Mean loss of a run's last steps. */
function lastLoss(run: string): number {
  const rows = readFileSync(path.join(run, 'trace.csv'), 'utf8').trimEnd().split('\n').slice(-FIGURE_STEPS);
  const losses = rows.map((line) => readTraceRow(line)?.loss ?? NaN);
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/** ‖∂L/∂h_0‖ of layer 0 in the first step. */
function firstReach(run: string): number {
  const [header = '', first = ''] = readFileSync(path.join(run, 'trace.csv'), 'utf8').split('\n');
  return Number(first.split(',')[header.split(',').indexOf('flow_l0_t0')]);
}

/** Loss on what was not trained on, after the last step. */
function holdOutLoss(run: string): number {
  return readEvaluations(readFileSync(path.join(run, 'evaluation.csv'), 'utf8')).at(-1)?.loss ?? NaN;
}

/** Of the folder of a run. */
const MEASURES: Readonly<Record<FigureKind, (run: string) => number>> = {
  'hold-out': holdOutLoss,
  loss: lastLoss,
  reach: firstReach,
};

function isBetter(figureOf: FigureKind, value: number, other: number): boolean {
  return figureOf === 'reach' ? value > other : value < other;
}

/** By linear interpolation between the two nearest. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [low = NaN, high = NaN] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === high ? low : low + (place - Math.floor(place)) * (high - low);
}

/** Trains the preset's file over the seeds of its figure. */
async function measured(id: string, figureOf: FigureKind): Promise<readonly LaneFigure[]> {
  const folder = temporaryFolder();
  const printed = await unroll(['preset', id]);
  expect(printed.code, printed.stderr).toBe(0);
  const parsed = parseExperimentText(printed.stdout);
  if (parsed.kind === 'refused') throw new Error(`The file of ${id} is refused.`);
  const file = path.join(folder, 'preset.unroll.json');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify({ ...parsed.experiment, seeds: FIGURE_SEEDS }));
  const out = path.join(folder, 'out');
  const ended = await unroll(['run', file, '--out', out]);
  expect([0, 3], ended.stderr).toContain(ended.code);
  const { runs } = JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8')) as RecordedRuns;
  const resolved = resolveLanes(parsed.experiment);
  if (resolved.kind === 'refused') throw new Error(`The lanes of ${id} are refused.`);
  const losses = resolved.lanes.map(({ label }) => ({
    lane: label,
    values: runs
      .filter(({ lane }) => lane === label)
      .map(({ folder: run, status }) =>
        status === 'diverged' ? Infinity : MEASURES[figureOf](path.join(out, run)),
      ),
  }));
  return losses.map(({ lane, values }, index) => ({
    lane,
    median: quantile(values, 0.5),
    quartiles: [quantile(values, 0.25), quantile(values, 0.75)],
    diverged: values.filter((value) => value === Infinity).length,
    wins:
      index === 0
        ? null
        : values.filter((value, seed) => isBetter(figureOf, value, losses[0]?.values[seed] ?? NaN)).length,
  }));
}

/** Another processor rounds differently, and a hundred steps amplify that: a quarter off is near, another figure is not. */
function isNear(value: number, published: number): boolean {
  return value === published || Math.abs(value - published) <= 0.25 * published;
}

/**
 * What is measured beside what is published. A sensitive lane is held to its spread: its median lies between the published
 * quartiles, and its own quartiles around the published median.
 */
function pairsOf(got: LaneFigure | undefined, expected: LaneFigure): readonly (readonly [number, number])[] {
  const [low, high] = got?.quartiles ?? [NaN, NaN];
  const median = got?.median ?? NaN;
  const [publishedLow, publishedHigh] = expected.quartiles;
  if (expected.sensitive === true)
    return [
      [median, Math.min(Math.max(median, publishedLow), publishedHigh)],
      [expected.median, Math.min(Math.max(expected.median, low), high)],
    ];
  return [
    [median, expected.median],
    [low, publishedLow],
    [high, publishedHigh],
  ];
}

/** Trains the preset, and expects what it is published with. */
export async function expectFigure(preset: Pick<Preset, 'id' | 'figure' | 'figureOf'>): Promise<void> {
  const { id, figure, figureOf = 'loss' } = preset;
  const lanes = await measured(id, figureOf);
  expect(lanes.map(({ lane }) => lane)).toEqual(figure.map(({ lane }) => lane));
  figure.forEach((expected, index) => {
    const got = lanes[index];
    for (const [value, published] of pairsOf(got, expected)) {
      expect(isNear(value, published), `${expected.lane}: ${value}, published ${published}`).toBe(true);
    }
    const wins = expected.wins ?? got?.wins ?? 0;
    expect(Math.abs((got?.wins ?? 0) - wins), expected.lane).toBeLessThanOrEqual(1);
    expect(Math.abs((got?.diverged ?? NaN) - expected.diverged), expected.lane).toBeLessThanOrEqual(1);
  });
}
