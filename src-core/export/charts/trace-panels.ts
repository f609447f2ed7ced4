// Loss, gradient norm and learning rate over the steps, all lanes in one panel.
import { clipLimits, gradientNormLines } from '../../diagnosis/trace-lines';
import type { LinePanel } from '../chart';
import type { RecordedLane } from '../recorded-series';
import { divergenceMarks, DOTTED, laneSeries, linePanel, LOG_AXIS, scaleFor, scaleWords } from './panels';

const LOSS_NAMES = { mse: 'mean squared error', 'cross-entropy': 'cross-entropy' } as const;

/** What the loss is, where all lanes have the same; of every point or of the last. */
function lossName(lanes: readonly RecordedLane[]): string {
  const names = new Set(
    lanes.map(({ settings: { training } }) => {
      const { kind, on } = training.loss;
      return `${LOSS_NAMES[kind]} of ${on === 'last' ? 'the last point of ' : ''}each step`;
    }),
  );
  return names.size === 1 ? ([...names][0] ?? '') : 'each lane’s own loss';
}

export function lossPanel(lanes: readonly RecordedLane[]): LinePanel {
  return linePanel({
    title: 'Loss',
    caption: `${lossName(lanes)}, log scale`,
    y: LOG_AXIS,
    series: lanes.map((lane) => laneSeries(lane, { label: lane.label }, ({ trace }) => trace.loss)),
    marks: divergenceMarks(lanes),
  });
}

export function gradientNormPanel(lanes: readonly RecordedLane[]): LinePanel {
  const series = lanes.flatMap((lane) =>
    gradientNormLines(lane.label, lane.settings.training.clip).map(({ name, quantity, look }) =>
      laneSeries(
        lane,
        look === 'dotted' ? { label: name, dash: DOTTED } : { label: name },
        ({ trace }) => trace[quantity],
      ),
    ),
  );
  const scale = scaleFor(series);
  const clips = lanes.some(({ settings }) => settings.training.clip.kind !== 'none');
  return linePanel({
    title: 'Gradient norm',
    caption: `global L2 norm${clips ? ', before and after clipping' : '; nothing is clipped'}${scaleWords(scale)}`,
    y: { label: '', scale, unit: '' },
    series,
    thresholds: clipLimits(lanes.map(({ settings }) => settings)).map((value) => ({
      value,
      label: `clip limit ${value}`,
    })),
    marks: divergenceMarks(lanes),
  });
}

export function learningRatePanel(lanes: readonly RecordedLane[]): LinePanel {
  const series = lanes.map((lane) =>
    laneSeries(lane, { label: lane.label }, ({ trace }) => trace.learningRate, { notFinite: 'left out' }),
  );
  const scale = scaleFor(series);
  return linePanel({
    title: 'Learning rate',
    caption: `of each step, as the schedule has it${scaleWords(scale)}`,
    y: { label: '', scale, unit: '' },
    series,
  });
}
