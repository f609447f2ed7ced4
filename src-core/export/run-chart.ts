// The chart a finished experiment leaves: target and prediction of each lane, loss, gradient norm before and after clipping.
import type { Chart, LinePanel, Series } from './chart';
import { laneStyle, PREDICTION_COLOUR, TARGET_COLOUR } from './colours';
import type { Clip } from '../experiment/experiment';

/** What a run brings to the chart. */
export interface ChartRun {
  /** Label of its lane, unique in the chart. */
  readonly label: string;
  readonly clip: Clip;
  /** Shape [steps] each. */
  readonly loss: ArrayLike<number>;
  readonly gradNorm: ArrayLike<number>;
  readonly gradNormClipped: ArrayLike<number>;
  /** Points of the recorded windows, one after the other; `x` in steps, a window's points spread over its step. */
  readonly windows: {
    readonly x: ArrayLike<number>;
    readonly target: ArrayLike<number>;
    readonly prediction: ArrayLike<number>;
  };
}

/** After clipping a lane keeps its colour, dotted. */
const AFTER_DASH = '0.1 4';

const STEP_AXIS = { label: 'step', scale: 'linear', unit: '' } as const;

function steps(count: number): readonly number[] {
  return Array.from({ length: count }, (_, step) => step);
}

function predictionPanel(run: ChartRun, alone: boolean): LinePanel {
  const { x, target, prediction } = run.windows;
  return {
    kind: 'lines',
    title: alone ? 'Target and prediction' : run.label,
    caption: alone
      ? 'every recorded window, as it was trained on'
      : 'target and prediction of every recorded window',
    width: 'full',
    x: STEP_AXIS,
    y: { label: '', scale: 'linear', unit: '' },
    series: [
      { label: 'target', colour: TARGET_COLOUR, dash: null, x, y: target },
      { label: 'prediction', colour: PREDICTION_COLOUR, dash: null, x, y: prediction },
    ],
    thresholds: [],
    marks: [],
  };
}

function lossPanel(runs: readonly ChartRun[]): LinePanel {
  return {
    kind: 'lines',
    title: 'Loss',
    caption: 'mean squared error of each step, log scale',
    width: 'half',
    x: STEP_AXIS,
    y: { label: '', scale: 'log', unit: '' },
    series: runs.map((run, index) => ({
      label: run.label,
      ...laneStyle(index),
      x: steps(run.loss.length),
      y: run.loss,
    })),
    thresholds: [],
    marks: [],
  };
}

function normSeries(run: ChartRun, index: number, alone: boolean): readonly Series[] {
  const { colour, dash } = laneStyle(index);
  const x = steps(run.gradNorm.length);
  const name = (word: string) => (alone ? word : `${run.label} ${word}`);
  if (run.clip.kind === 'none') {
    return [{ label: alone ? 'gradient norm' : run.label, colour, dash, x, y: run.gradNorm }];
  }
  return [
    { label: name('before'), colour, dash, x, y: run.gradNorm },
    { label: name('after'), colour, dash: AFTER_DASH, x, y: run.gradNormClipped },
  ];
}

function normPanel(runs: readonly ChartRun[]): LinePanel {
  const limits = new Set(runs.flatMap(({ clip }) => (clip.kind === 'norm' ? [clip.limit] : [])));
  const clipped = runs.some((run) => run.clip.kind !== 'none');
  return {
    kind: 'lines',
    title: 'Gradient norm',
    caption: clipped ? 'global L2 norm, before and after clipping' : 'global L2 norm; nothing is clipped',
    width: 'half',
    x: STEP_AXIS,
    y: { label: '', scale: 'linear', unit: '' },
    series: runs.flatMap((run, index) => normSeries(run, index, runs.length === 1)),
    thresholds: [...limits].map((value) => ({ value, label: `clip limit ${value}` })),
    marks: [],
  };
}

/** The chart of an experiment's runs, one per lane. */
export function runChart(
  title: string,
  subtitle: string,
  runs: readonly ChartRun[],
): Omit<Chart, 'panels'> & { readonly panels: readonly LinePanel[] } {
  const predictions = runs.map((run) => predictionPanel(run, runs.length === 1));
  return { title, subtitle, panels: [...predictions, lossPanel(runs), normPanel(runs)], caption: [] };
}
