// What there is to take away of an experiment, and in which formats: what the dialog offers.
import {
  CLIPBOARD_FORMATS,
  MODEL_FORMATS,
  type ExportFormatName,
  type ExportWhat,
  type ModelFormat,
} from '../../src-core/contract/export-request';
import type { Experiment, Settings } from '../../src-core/experiment/experiment';
import { resolveLanes } from '../../src-core/experiment/lanes';
import { refusalOf } from '../../src-core/export/model-support';
import type { Translate } from '../../src-core/language/translate';

const CHART_FORMATS = ['svg', 'png', 'pdf', 'pgfplots', 'csv', 'json'] as const;

/** What formats are called, which is the same in every language. */
export const FORMAT_NAMES: Readonly<Record<ExportFormatName, string>> = {
  svg: 'SVG',
  png: 'PNG',
  pdf: 'PDF',
  pgfplots: 'pgfplots',
  csv: 'CSV',
  json: 'JSON',
  html: 'HTML',
  safetensors: 'safetensors',
  onnx: 'ONNX',
  'saved-model': 'SavedModel',
  tfjs: 'TensorFlow.js',
  pytorch: 'PyTorch',
  bundle: '.unroll',
};

/** One of the things to choose from. */
export interface ExportThing {
  /** Tells it from the others, and stays the same between openings. */
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly formats: readonly ExportFormatName[];
  readonly chart: string | null;
  /** Of a network. */
  readonly run: string | null;
  /** Whether it can be of some runs only. */
  readonly takesRun: boolean;
  /** Of a network: what it is made of. */
  readonly settings: Settings | null;
}

/** A run of an experiment, by its folder. */
export interface ExportRun {
  readonly folder: string;
  readonly label: string;
}

/** Lanes and seeds of the experiment, whether they have been trained or not. */
export function exportRuns({ seeds, ...experiment }: Experiment, t: Translate): readonly ExportRun[] {
  return lanesOf({ seeds, ...experiment }).flatMap(({ label, folder }) =>
    seeds.map((seed) => ({
      folder: `${folder}/seed-${seed}`,
      label: t('export.run', { lane: label, seed }),
    })),
  );
}

export const BOARD = 'board';

/** In the order of the list. */
export function exportThings(experiment: Experiment, t: Translate): readonly ExportThing[] {
  return [...chartThings(experiment, t), ...wholeThings(t), ...modelThings(experiment, t)];
}

function chartThings(experiment: Experiment, t: Translate): readonly ExportThing[] {
  const lanes = lanesOf(experiment);
  const charts: readonly (readonly [id: string, label: string])[] = [
    [BOARD, t('export.board')],
    ['loss', t('chart.loss')],
    ['gradient-norm', t('chart.norm')],
    ['flow', t('export.flow')],
    ...(lanes.length > 1 ? [['difference', t('difference.title')] as const] : []),
    ...lanes.map(({ label, folder }) => [`fit-${folder}`, t('export.fit', { lane: label })] as const),
    ['parameter-norms', t('export.parameter-norms')],
    ['saturation', t('export.saturation')],
    ['learning-rate', t('export.learning-rate')],
  ];
  return charts.map(([chart, label]) => ({
    id: chart,
    group: t('export.charts'),
    label,
    formats: CHART_FORMATS,
    chart,
    run: null,
    takesRun: true,
    settings: null,
  }));
}

function wholeThings(t: Translate): readonly ExportThing[] {
  const thing = (
    id: string,
    label: string,
    formats: readonly ExportFormatName[],
    takesRun: boolean,
  ): ExportThing => ({
    id,
    group: t('export.everything'),
    label,
    formats,
    chart: null,
    run: null,
    takesRun,
    settings: null,
  });
  return [
    thing('report', t('export.report'), ['html'], true),
    thing('numbers', t('export.all-numbers'), ['csv', 'json'], true),
    thing('bundle', t('export.bundle'), ['bundle'], false),
  ];
}

function modelThings(experiment: Experiment, t: Translate): readonly ExportThing[] {
  const lanes = lanesOf(experiment);
  return exportRuns(experiment, t).map(({ folder, label }) => ({
    id: `model ${folder}`,
    group: t('export.models'),
    label,
    formats: MODEL_FORMATS,
    chart: null,
    run: folder,
    takesRun: false,
    settings: lanes.find((lane) => folder.startsWith(`${lane.folder}/`))?.settings ?? null,
  }));
}

/** The fit of a lane as a chart, and the run that is shown of it. */
export function fitChoice(
  experiment: Experiment | null,
  { label, seed, runs }: { readonly label: string; readonly seed: number; readonly runs: readonly unknown[] },
): { readonly chart: string; readonly run: string | null } {
  const lane = experiment === null ? undefined : lanesOf(experiment).find((one) => one.label === label);
  if (lane === undefined) return { chart: 'fit', run: null };
  return { chart: `fit-${lane.folder}`, run: runs.length > 1 ? `${lane.folder}/seed-${seed}` : null };
}

function lanesOf(experiment: Experiment) {
  const resolved = resolveLanes(experiment);
  return resolved.kind === 'refused' ? [] : resolved.lanes;
}

/** Why the format cannot hold the thing, in the words of the documentation; null: it can. */
export function thingRefusal({ settings }: ExportThing, format: ExportFormatName): string | null {
  return settings !== null && isModelFormat(format) ? refusalOf(format, settings.model) : null;
}

const isModelFormat = (format: ExportFormatName): format is ModelFormat =>
  (MODEL_FORMATS as readonly string[]).includes(format);

/** Pictures, tables and texts can also be copied; networks and folders are saved. */
export const canCopy = (format: ExportFormatName): boolean => CLIPBOARD_FORMATS.includes(format);

/** What is asked of main. @param run the only run that counts, of a thing that can be of some runs; null: all */
export function whatOf(
  { chart, run: own, takesRun }: ExportThing,
  format: ExportFormatName,
  { run, scale, language }: Pick<ExportWhat, 'run' | 'scale' | 'language'>,
): ExportWhat {
  return { format, chart, scale, language, run: takesRun ? run : own };
}
