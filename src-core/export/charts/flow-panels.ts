// Gradient flow: ‖∂L/∂h_t‖ over step and t as colours, one panel per lane, layer and direction; and over t at the last step.
import { flowGroups, isFlowColumn, type FlowGroup } from '../../diagnosis/flow-groups';
import type { Translate } from '../../language/translate';
import type { HeatPanel, LinePanel, Series } from '../chart';
import { laneStyle } from '../colours';
import { laneCourse } from '../lane-course';
import type { RecordedLane } from '../recorded-series';
import { counting, detailStepsOf, linePanel, LOG_AXIS, scaledCaption, stepAxis, TIME_AXIS } from './panels';

/** Decades of flow that colours tell apart; what is smaller looks like the smallest. */
const SHOWN_DECADES = 8;

interface FlowBand {
  readonly lane: RecordedLane;
  readonly group: FlowGroup;
  readonly label: string;
  /** Names of the columns in order of t. */
  readonly columns: readonly string[];
}

function flowBands(lanes: readonly RecordedLane[], t: Translate): readonly FlowBand[] {
  return lanes.flatMap((lane) => {
    const names = [...(lane.runs[0]?.trace.details.keys() ?? [])].filter(isFlowColumn);
    return flowGroups(names).map((group) => ({
      lane,
      group,
      label: bandName(lane.label, group, t),
      columns: group.columns.map((column) => names[column] ?? ''),
    }));
  });
}

/** The lane, with layer and direction where its network has several. */
function bandName(name: string, { label, layer, reverse }: FlowGroup, t: Translate): string {
  if (label === '') return name;
  return t(reverse ? 'figure.of-layer-reverse' : 'figure.of-layer', { name, layer: layer + 1 });
}

/** One per lane, layer and direction, all with one range of colours. */
export function flowPanels(lanes: readonly RecordedLane[], t: Translate): readonly HeatPanel[] {
  const panels = flowBands(lanes, t).map((band) => ({ band, values: flowValues(band) }));
  const range = rangeOf(panels.map(({ values }) => values));
  return panels.map(({ band: { lane, label, columns }, values }) => ({
    kind: 'heat',
    title: t('figure.flow-title', { band: label }),
    caption: t(lane.runs.length === 1 ? 'figure.flow' : 'figure.flow-seeds'),
    width: 'full',
    x: stepAxis(t),
    y: TIME_AXIS,
    xs: detailStepsOf(lane),
    rows: columns.length,
    values,
    colour: laneStyle(lane.index).colour,
    range,
  }));
}

/** Shape [detailed steps, t]. */
function flowValues({ lane, columns }: FlowBand): Float32Array {
  const steps = detailStepsOf(lane).length;
  const values = new Float32Array(steps * columns.length);
  columns.forEach((name, t) => {
    const { y } = courseOf(lane, name);
    for (let place = 0; place < steps; place += 1) values[place * columns.length + t] = y[place] ?? NaN;
  });
  return values;
}

function courseOf(lane: RecordedLane, column: string): ReturnType<typeof laneCourse> {
  return laneCourse(
    lane.runs.map(({ trace, divergedAt }) => ({
      values: trace.details.get(column) ?? [],
      diverged: divergedAt !== null,
    })),
  );
}

function rangeOf(tables: readonly Float32Array[]): HeatPanel['range'] {
  let [min, max] = [Infinity, 0];
  for (const table of tables) {
    for (const value of table) {
      if (!(value > 0) || value === Infinity) continue;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  }
  return max === 0 ? { min: 0.1, max: 1 } : { min: Math.max(min, max / 10 ** SHOWN_DECADES), max };
}

/** The flow over t at the last step that every run of the lane recorded; null where none is recorded. */
export function flowProfilePanel(lanes: readonly RecordedLane[], t: Translate): LinePanel | null {
  const series = flowBands(lanes, t).flatMap((band) => profileSeries(band) ?? []);
  if (series.length === 0) return null;
  return linePanel({
    title: t('figure.flow-over-t'),
    caption: scaledCaption(t('figure.flow-last'), 'log', t),
    x: TIME_AXIS,
    y: LOG_AXIS,
    series,
  });
}

/** Layers of a lane share its colour; each further one has finer dashes. */
function profileSeries({ lane, group, label, columns }: FlowBand): Series | null {
  const ended = lane.runs.filter(({ divergedAt }) => divergedAt === null);
  const counted = ended.length === 0 ? lane.runs : ended;
  const last = Math.min(...counted.map(({ trace }) => trace.detailSteps.length)) - 1;
  if (last < 0) return null;
  const over = counted.map(({ trace }) => ({
    values: columns.map((name) => trace.details.get(name)?.[last] ?? NaN),
    diverged: false,
  }));
  const { y, band } = laneCourse(over);
  const { colour, dash } = laneStyle(lane.index);
  const second = group.layer === 0 && !group.reverse;
  return {
    label,
    colour,
    dash: second ? dash : `${1 + 2 * group.layer} ${group.reverse ? 5 : 3}`,
    x: counting(y.length),
    y,
    ...(band === null ? {} : { band }),
  };
}
