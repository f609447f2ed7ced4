// Loss, gradient norm and learning rate over the steps, all lanes in one panel.
import { clipLimits, gradientNormLines } from '../../diagnosis/trace-lines';
import type { Translate } from '../../language/translate';
import type { LinePanel } from '../chart';
import type { RecordedLane } from '../recorded-series';
import {
  divergenceMarks,
  DOTTED,
  laneSeries,
  linePanel,
  LOG_AXIS,
  scaledCaption,
  scaleFor,
  stepAxis,
} from './panels';

const LOSS_NAMES = { mse: 'chart.loss-caption', 'cross-entropy': 'figure.cross-entropy' } as const;
const NORM_NAMES = { gradNorm: 'chart.before-clipping', gradNormClipped: 'chart.after-clipping' } as const;

/** What the loss is, where all lanes have the same; of every point or of the last. */
function lossName(lanes: readonly RecordedLane[], t: Translate): string {
  const names = new Set(
    lanes.map(({ settings: { training } }) => {
      const { kind, on } = training.loss;
      return t(on === 'last' ? 'figure.loss-of-last' : 'figure.loss-of-every', { loss: t(LOSS_NAMES[kind]) });
    }),
  );
  return names.size === 1 ? ([...names][0] ?? '') : t('figure.loss-of-lanes');
}

export function lossPanel(lanes: readonly RecordedLane[], t: Translate): LinePanel {
  return linePanel({
    title: t('chart.loss'),
    caption: scaledCaption(lossName(lanes, t), 'log', t),
    x: stepAxis(t),
    y: LOG_AXIS,
    series: lanes.map((lane) => laneSeries(lane, { label: lane.label }, ({ trace }) => trace.loss)),
    marks: divergenceMarks(lanes, t),
  });
}

export function gradientNormPanel(lanes: readonly RecordedLane[], t: Translate): LinePanel {
  const series = lanes.flatMap((lane) =>
    gradientNormLines(lane.label, lane.settings.training.clip).map(({ quantity, look }, _, { length }) => {
      const label = length === 1 ? lane.label : t(NORM_NAMES[quantity], { lane: lane.label });
      return laneSeries(
        lane,
        look === 'dotted' ? { label, dash: DOTTED } : { label },
        ({ trace }) => trace[quantity],
      );
    }),
  );
  const scale = scaleFor(series);
  const clips = lanes.some(({ settings }) => settings.training.clip.kind !== 'none');
  return linePanel({
    title: t('chart.norm'),
    caption: scaledCaption(t(clips ? 'figure.norm-clipped' : 'figure.norm-unclipped'), scale, t),
    x: stepAxis(t),
    y: { label: '', scale, unit: '' },
    series,
    thresholds: clipLimits(lanes.map(({ settings }) => settings)).map((value) => ({
      value,
      label: t('figure.clip-limit', { limit: value }),
    })),
    marks: divergenceMarks(lanes, t),
  });
}

export function learningRatePanel(lanes: readonly RecordedLane[], t: Translate): LinePanel {
  const series = lanes.map((lane) =>
    laneSeries(lane, { label: lane.label }, ({ trace }) => trace.learningRate, { notFinite: 'left out' }),
  );
  const scale = scaleFor(series);
  return linePanel({
    title: t('export.learning-rate'),
    caption: scaledCaption(t('figure.learning-rate'), scale, t),
    x: stepAxis(t),
    y: { label: '', scale, unit: '' },
    series,
  });
}
