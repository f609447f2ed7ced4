// What goes on inside each lane: gradient norm of every parameter, and the shares of units that no longer listen.
import type { LinePanel } from '../chart';
import { laneStyle } from '../colours';
import type { RecordedLane } from '../recorded-series';
import { detailStepsOf, divergenceMarks, laneSeries, linePanel, scaleFor, scaleWords } from './panels';

const NORM_PREFIX = 'grad_norm_';
const SHARE_PREFIX = /^(saturated|dead)_/;

/** One panel per lane with one line per parameter, under torch's names. */
export function parameterNormPanels(lanes: readonly RecordedLane[]): readonly LinePanel[] {
  return lanes.flatMap((lane) => {
    const names = detailNames(lane).filter((name) => name.startsWith(NORM_PREFIX));
    const panel = detailPanel(lane, names, (name) => name.slice(NORM_PREFIX.length), 'infinite');
    if (panel === null) return [];
    const scale = scaleFor(panel.series);
    return {
      ...panel,
      title: `Gradient norm of each parameter: ${lane.label}`,
      caption: `L2 norm before clipping${scaleWords(scale)}`,
      y: { label: '', scale, unit: '' },
    };
  });
}

/** One panel per lane with one line per activation, layer and direction. */
export function saturationPanels(lanes: readonly RecordedLane[]): readonly LinePanel[] {
  return lanes.flatMap((lane) => {
    const names = detailNames(lane).filter((name) => SHARE_PREFIX.test(name));
    const panel = detailPanel(lane, names, shareName, 'left out');
    if (panel === null) return [];
    return {
      ...panel,
      title: `Saturated units: ${lane.label}`,
      caption:
        'share of activations on the flat part of their function (tanh, sigmoid), or that are zero throughout (ReLU)',
      series: panel.series.map((series) => ({ ...series, y: percent(series.y), ...bandPercent(series) })),
      y: { label: '', scale: 'linear', unit: '\u202f%' },
    };
  });
}

const detailNames = ({ runs }: RecordedLane): readonly string[] => [...(runs[0]?.trace.details.keys() ?? [])];

/** `saturated_l0_i_reverse` → `i, layer 1 reverse`. */
function shareName(name: string): string {
  const [, layer = '0', unit = '', reverse] = /_l(\d+)_(.*?)(_reverse)?$/.exec(name) ?? [];
  return `${unit}, layer ${Number(layer) + 1}${reverse === undefined ? '' : ' reverse'}`;
}

/** The lines take the colours of lanes in turn: a panel has one lane alone. Null where nothing is recorded. */
function detailPanel(
  lane: RecordedLane,
  names: readonly string[],
  label: (name: string) => string,
  notFinite: 'infinite' | 'left out',
): LinePanel | null {
  const steps = detailStepsOf(lane);
  if (names.length === 0 || steps.length === 0) return null;
  const series = names.map((name, place) =>
    laneSeries(
      lane,
      { label: label(name), ...laneStyle(place) },
      ({ trace }) => trace.details.get(name) ?? [],
      { x: steps, notFinite },
    ),
  );
  return linePanel({ title: '', caption: '', series, marks: divergenceMarks([lane]) });
}

const percent = (values: ArrayLike<number>): Float64Array =>
  Float64Array.from(values, (value) => value * 100);

function bandPercent({ band }: LinePanel['series'][number]): object {
  return band === undefined ? {} : { band: { low: percent(band.low), high: percent(band.high) } };
}
