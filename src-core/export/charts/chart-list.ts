// The charts that a recorded experiment has, by id, each as `unroll export --chart` and the window ask for it.
import type { Chart, Panel } from '../chart';
import { ENGLISH, type ExportTexts } from '../export-texts';
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

function entries(lanes: readonly RecordedLane[], { t }: ExportTexts): readonly ChartEntry[] {
  return [
    { id: 'loss', title: t('chart.loss'), panels: [lossPanel(lanes, t)] },
    { id: 'gradient-norm', title: t('chart.norm'), panels: [gradientNormPanel(lanes, t)] },
    {
      id: 'flow',
      title: t('export.flow'),
      panels: [...flowPanels(lanes, t), ...present(flowProfilePanel(lanes, t))],
    },
    { id: 'difference', title: t('difference.title'), panels: present(differencePanel(lanes, t)) },
    ...lanes.map((lane) => ({
      id: fitId(lane),
      title: t('export.fit', { lane: lane.label }),
      panels: present(fitPanel(lane, t)),
    })),
    { id: 'parameter-norms', title: t('export.parameter-norms'), panels: parameterNormPanels(lanes, t) },
    { id: 'saturation', title: t('export.saturation'), panels: saturationPanels(lanes, t) },
    { id: 'learning-rate', title: t('export.learning-rate'), panels: [learningRatePanel(lanes, t)] },
  ].filter(({ panels }) => panels.length > 0);
}

/** `fit-lstm`: by the lane's folder, which is a file name already. */
export const fitId = (lane: Pick<RecordedLane, 'folder'>): string => `fit-${lane.folder}`;

/** The whole board: what the window shows of an experiment, as one figure. */
function boardPanels(lanes: readonly RecordedLane[], { t }: ExportTexts): readonly Panel[] {
  const fits = lanes.flatMap((lane) => present(fitPanel(lane, t)));
  const half = (panel: Panel): Panel => ({ ...panel, width: 'half' });
  return [
    // The last of an odd number has a row of its own.
    ...fits.map((panel, place) => (place === fits.length - 1 && place % 2 === 0 ? panel : half(panel))),
    half(lossPanel(lanes, t)),
    half(gradientNormPanel(lanes, t)),
    ...flowPanels(lanes, t),
    ...pair([flowProfilePanel(lanes, t), differencePanel(lanes, t)]),
  ];
}

/** Two side by side, one alone across. */
function pair(panels: readonly (Panel | null)[]): readonly Panel[] {
  const there = panels.flatMap(present);
  return there.length === 1 ? there : there.map((panel) => ({ ...panel, width: 'half' }));
}

/** Ids of the charts that this experiment has something to show in, the board last. */
export function chartIds(series: RecordedSeries): readonly string[] {
  return [...entries(recordedLanes(series), ENGLISH).map(({ id }) => id), BOARD_ID];
}

/** The chart of an id, or null where the experiment has none of it. */
export function chartOf(series: RecordedSeries, id: string, texts = ENGLISH): Chart | null {
  const lanes = recordedLanes(series);
  if (id === BOARD_ID) return captioned(series, { title: '', panels: boardPanels(lanes, texts) }, texts);
  const entry = entries(lanes, texts).find((one) => one.id === id);
  return entry === undefined ? null : captioned(series, entry, texts);
}

/** Every chart but the board, with its id. */
export function allCharts(
  series: RecordedSeries,
  texts = ENGLISH,
): readonly { readonly id: string; readonly chart: Chart }[] {
  return entries(recordedLanes(series), texts).map((entry) => ({
    id: entry.id,
    chart: captioned(series, entry, texts),
  }));
}

function captioned(
  series: RecordedSeries,
  { title, panels }: Omit<ChartEntry, 'id'>,
  texts: ExportTexts,
): Chart {
  const { t } = texts;
  const { experiment, manifest } = series;
  const bands = panels.some((panel) => panel.kind === 'lines' && panel.series.some(({ band }) => band));
  const lanes = recordedLanes(series);
  return {
    title: experiment.name,
    subtitle: title,
    panels,
    caption: [
      `${experimentWords(experiment, texts)} · ${seedWords(experiment.seeds, t)}`,
      ...(lanes.length > 1 ? [laneWords(experiment, lanes, texts)] : []),
      ...(bands ? [t('figure.bands')] : []),
      t('figure.trained-by', {
        version: manifest.versions.unroll,
        engine: manifest.engine ?? t('figure.no-engine'),
        backend: manifest.backend ?? t('figure.no-backend'),
      }),
    ],
  };
}
