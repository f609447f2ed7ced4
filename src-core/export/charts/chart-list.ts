// The charts that a recorded experiment has, by id, each as `unroll export --chart` and the window ask for it.
import type { Chart, Panel } from '../chart';
import { BAND_RULE } from '../lane-course';
import { recordedLanes, type RecordedLane, type RecordedSeries } from '../recorded-series';
import { experimentWords, laneWords, seedWords } from '../settings-words';
import { differencePanel } from './difference-panel';
import { fitPanel } from './fit-panel';
import { flowPanels, flowProfilePanel } from './flow-panels';
import { gradientNormPanel, learningRatePanel, lossPanel } from './trace-panels';
import { parameterNormPanels, saturationPanels } from './unit-panels';

/** The chart that holds the others: `board`. */
export const BOARD_ID = 'board';

interface ChartEntry {
  /** In small letters, with `-`: part of file names. */
  readonly id: string;
  readonly title: string;
  /** None where the experiment has nothing to show in it. */
  readonly panels: readonly Panel[];
}

const present = (panel: Panel | null): readonly Panel[] => (panel === null ? [] : [panel]);

function entries(lanes: readonly RecordedLane[]): readonly ChartEntry[] {
  return [
    { id: 'loss', title: 'Loss', panels: [lossPanel(lanes)] },
    { id: 'gradient-norm', title: 'Gradient norm', panels: [gradientNormPanel(lanes)] },
    {
      id: 'flow',
      title: 'Gradient flow',
      panels: [...flowPanels(lanes), ...present(flowProfilePanel(lanes))],
    },
    { id: 'difference', title: 'Difference', panels: present(differencePanel(lanes)) },
    ...lanes.map((lane) => ({
      id: fitId(lane),
      title: `Fit: ${lane.label}`,
      panels: present(fitPanel(lane)),
    })),
    { id: 'parameter-norms', title: 'Gradient norm of each parameter', panels: parameterNormPanels(lanes) },
    { id: 'saturation', title: 'Saturated units', panels: saturationPanels(lanes) },
    { id: 'learning-rate', title: 'Learning rate', panels: [learningRatePanel(lanes)] },
  ].filter(({ panels }) => panels.length > 0);
}

/** `fit-lstm`: by the lane's folder, which is a file name already. */
export const fitId = (lane: Pick<RecordedLane, 'folder'>): string => `fit-${lane.folder}`;

/** The whole board: what the window shows of an experiment, as one figure. */
function boardPanels(lanes: readonly RecordedLane[]): readonly Panel[] {
  const fits = lanes.flatMap((lane) => present(fitPanel(lane)));
  const half = (panel: Panel): Panel => ({ ...panel, width: 'half' });
  return [
    // The last of an odd number has a row of its own.
    ...fits.map((panel, place) => (place === fits.length - 1 && place % 2 === 0 ? panel : half(panel))),
    half(lossPanel(lanes)),
    half(gradientNormPanel(lanes)),
    ...flowPanels(lanes),
    ...pair([flowProfilePanel(lanes), differencePanel(lanes)]),
  ];
}

/** Two side by side, one alone across. */
function pair(panels: readonly (Panel | null)[]): readonly Panel[] {
  const there = panels.flatMap(present);
  return there.length === 1 ? there : there.map((panel) => ({ ...panel, width: 'half' }));
}

/** Ids of the charts that this experiment has something to show in, the board last. */
export function chartIds(series: RecordedSeries): readonly string[] {
  return [...entries(recordedLanes(series)).map(({ id }) => id), BOARD_ID];
}

/** The chart of an id, or null where the experiment has none of it. */
export function chartOf(series: RecordedSeries, id: string): Chart | null {
  const lanes = recordedLanes(series);
  if (id === BOARD_ID) return captioned(series, '', boardPanels(lanes));
  const entry = entries(lanes).find((one) => one.id === id);
  return entry === undefined ? null : captioned(series, entry.title, entry.panels);
}

/** Every chart but the board, with its id. */
export function allCharts(series: RecordedSeries): readonly { readonly id: string; readonly chart: Chart }[] {
  return entries(recordedLanes(series)).map(({ id, title, panels }) => ({
    id,
    chart: captioned(series, title, panels),
  }));
}

function captioned(series: RecordedSeries, what: string, panels: readonly Panel[]): Chart {
  const { experiment, manifest } = series;
  const bands = panels.some((panel) => panel.kind === 'lines' && panel.series.some(({ band }) => band));
  const lanes = recordedLanes(series);
  return {
    title: experiment.name,
    subtitle: what,
    panels,
    caption: [
      `${experimentWords(experiment)} · ${seedWords(experiment.seeds)}`,
      ...(lanes.length > 1 ? [laneWords(experiment, lanes)] : []),
      ...(bands ? [`${BAND_RULE[0]?.toUpperCase() ?? ''}${BAND_RULE.slice(1)}.`] : []),
      `Unroll ${manifest.versions.unroll}, ${manifest.engine ?? 'no engine'} on ${manifest.backend ?? 'no backend'}`,
    ],
  };
}
