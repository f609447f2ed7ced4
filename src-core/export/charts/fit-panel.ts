// Target and prediction of a lane's last window.
import type { Translate } from '../../language/translate';
import type { LinePanel, Series } from '../chart';
import { PREDICTION_COLOUR, TARGET_COLOUR } from '../colours';
import type { RecordedWindow } from '../prediction-csv';
import type { RecordedLane, RecordedRun } from '../recorded-series';
import { counting, linePanel, TIME_AXIS } from './panels';

/** Null where no run of the lane got as far as a last window. */
export function fitPanel(lane: RecordedLane, t: Translate): LinePanel | null {
  const run = middleRun(lane);
  const window = run?.lastWindow ?? null;
  if (run === null || window === null) return null;
  return linePanel({
    title: t('export.fit', { lane: lane.label }),
    caption: lane.runs.length === 1 ? t('figure.fit') : t('figure.fit-seed', { seed: run.seed }),
    x: TIME_AXIS,
    series: windowSeries(window, t),
  });
}

/** The run whose last loss is the median of the lane's, the lower of two; those that diverged come last. */
function middleRun({ runs }: RecordedLane): RecordedRun | null {
  const loss = ({ trace }: RecordedRun): number => {
    const last = trace.loss.at(-1) ?? NaN;
    return Number.isFinite(last) ? last : Infinity;
  };
  const ended = runs.filter(({ lastWindow }) => lastWindow !== null);
  const sorted = [...ended].sort((a, b) => (loss(a) === loss(b) ? 0 : loss(a) - loss(b)));
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

/** Of a task with several outputs every one is drawn, numbered. */
function windowSeries(window: RecordedWindow, t: Translate): readonly Series[] {
  const { timeStep, outputSize, target, prediction } = window;
  const x = counting(timeStep);
  const feature = (values: Float32Array, k: number) =>
    Float32Array.from({ length: timeStep }, (_, point) => values[point * outputSize + k] ?? NaN);
  return Array.from({ length: outputSize }, (_, k) => {
    const name = (word: string) => (outputSize === 1 ? word : `${word} ${k}`);
    const dash = k === 0 ? null : `${6 - (k % 4)} ${2 + (k % 3)}`;
    return [
      { label: name(t('lane.target')), colour: TARGET_COLOUR, dash, x, y: feature(target, k) },
      { label: name(t('lane.prediction')), colour: PREDICTION_COLOUR, dash, x, y: feature(prediction, k) },
    ];
  }).flat();
}
