// What goes on inside each lane: gradient norm of every parameter, and the shares of units that no longer listen.
import type { Translate } from '../../language/translate';
import type { LinePanel } from '../chart';
import { laneStyle } from '../colours';
import type { RecordedLane } from '../recorded-series';
import {
  detailStepsOf,
  divergenceMarks,
  laneSeries,
  linePanel,
  scaledCaption,
  scaleFor,
  stepAxis,
} from './panels';

const NORM_PREFIX = 'grad_norm_';
const SHARE_PREFIX = /^(saturated|dead)_/;

/** One panel per lane with one line per parameter, under torch's names. */
export function parameterNormPanels(lanes: readonly RecordedLane[], t: Translate): readonly LinePanel[] {
  return lanes.flatMap((lane) => {
    const names = detailNames(lane).filter((name) => name.startsWith(NORM_PREFIX));
    const look = { label: (name: string) => name.slice(NORM_PREFIX.length), notFinite: 'infinite' } as const;
    const panel = detailPanel(lane, names, look, t);
    if (panel === null) return [];
    const scale = scaleFor(panel.series);
    return {
      ...panel,
      title: t('figure.parameter-norms', { lane: lane.label }),
      caption: scaledCaption(t('figure.before-clipping'), scale, t),
      y: { label: '', scale, unit: '' },
    };
  });
}

/** One panel per lane with one line per activation, layer and direction. */
export function saturationPanels(lanes: readonly RecordedLane[], t: Translate): readonly LinePanel[] {
  return lanes.flatMap((lane) => {
    const names = detailNames(lane).filter((name) => SHARE_PREFIX.test(name));
    const look = { label: (name: string) => shareName(name, t), notFinite: 'left out' } as const;
    const panel = detailPanel(lane, names, look, t);
    if (panel === null) return [];
    return {
      ...panel,
      title: t('figure.saturation', { lane: lane.label }),
      caption: t('figure.saturated-share'),
      series: panel.series.map((series) => ({ ...series, y: percent(series.y), ...bandPercent(series) })),
      y: { label: '', scale: 'linear', unit: '\u202f%' },
    };
  });
}

const detailNames = ({ runs }: RecordedLane): readonly string[] => [...(runs[0]?.trace.details.keys() ?? [])];

/** `saturated_l0_i_reverse` → `i, layer 1 reverse`. */
function shareName(name: string, t: Translate): string {
  const [, layer = '0', unit = '', reverse] = /_l(\d+)_(.*?)(_reverse)?$/.exec(name) ?? [];
  const where = { name: unit, layer: Number(layer) + 1 };
  return t(reverse === undefined ? 'figure.of-layer' : 'figure.of-layer-reverse', where);
}

/** How the columns of a panel are called, and what of them is not finite, see laneCourse. */
interface DetailLook {
  readonly label: (name: string) => string;
  readonly notFinite: 'infinite' | 'left out';
}

/** The lines take the colours of lanes in turn: a panel has one lane alone. Null where nothing is recorded. */
function detailPanel(
  lane: RecordedLane,
  names: readonly string[],
  { label, notFinite }: DetailLook,
  t: Translate,
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
  return linePanel({ title: '', caption: '', x: stepAxis(t), series, marks: divergenceMarks([lane], t) });
}

const percent = (values: ArrayLike<number>): Float64Array =>
  Float64Array.from(values, (value) => value * 100);

function bandPercent({ band }: LinePanel['series'][number]): object {
  return band === undefined ? {} : { band: { low: percent(band.low), high: percent(band.high) } };
}
