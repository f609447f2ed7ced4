// The report of an experiment: one HTML file that needs nothing else. It holds no script, and its content policy allows none.
import type { Experiment } from '../experiment/experiment';
import { FIGURE_STEPS } from '../experiment/presets/preset';
import type { Translate } from '../language/translate';
import { allCharts } from './charts/chart-list';
import { ENGLISH, type ExportTexts } from './export-texts';
import { htmlTable, htmlText } from './html-text';
import { figureOf, laneResults, resultWords, type LaneResult } from './lane-result';
import type { RecordedStatus } from './manifest';
import { recordedLanes, type RecordedLane, type RecordedSeries } from './recorded-series';
import { REPORT_STYLE, REPORT_STYLE_DIGEST } from './report-style';
import { seedWords, settingWords } from './settings-words';
import { svgChart } from './svg-chart';

const STATUS_NAMES = {
  waiting: 'lane.waiting',
  running: 'lane.running',
  done: 'records.status.done',
  stopped: 'records.status.stopped',
  diverged: 'records.status.diverged',
  failed: 'records.status.failed',
  interrupted: 'records.status.interrupted',
} as const satisfies Record<RecordedStatus, string>;

/** The whole file. Same record and language, same text. */
export function htmlReport(series: RecordedSeries, texts = ENGLISH): string {
  const { t, language } = texts;
  const { experiment, manifest } = series;
  const lanes = recordedLanes(series);
  const policy = `default-src 'none'; style-src 'sha256-${REPORT_STYLE_DIGEST}'; base-uri 'none'; form-action 'none'`;
  return `${[
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta name="generator" content="Unroll ${htmlText(manifest.versions.unroll)}">`,
    `<title>${htmlText(experiment.name)}</title>`,
    `<style>${REPORT_STYLE}</style>`,
    '</head>',
    '<body>',
    `<h1>${htmlText(experiment.name)}</h1>`,
    `<p class="muted">${htmlText(originWords(series, t))}</p>`,
    section(t('report.result'), resultElements(lanes, texts)),
    section(t('report.charts'), chartElements(series, texts)),
    section(t('report.settings'), settingElements(series, lanes, texts)),
    section(t('report.runs'), runElements(series, t)),
    section(t('report.machine'), machineElements(series, t)),
    '</body>',
    '</html>',
  ].join('\n')}\n`;
}

const section = (title: string, content: string): string =>
  `<section><h2>${title}</h2>\n${content}</section>`;

function originWords({ experiment, manifest, runs }: RecordedSeries, t: Translate): string {
  const day = (manifest.endedAt ?? manifest.startedAt).slice(0, 10);
  return t('report.origin', {
    version: manifest.versions.unroll,
    day,
    runs: runs.length,
    count: runs.length,
    seeds: seedWords(experiment.seeds, t),
  });
}

/** What figures are, see run-figure.ts. */
const figureName = (t: Translate): string => t('report.figure', { steps: FIGURE_STEPS });

function resultElements(lanes: readonly RecordedLane[], texts: ExportTexts): string {
  const { t } = texts;
  const results = laneResults(lanes);
  const words = resultWords(results, texts).map((sentence) => `<li>${htmlText(sentence)}</li>`);
  const head = [
    t('report.lane'),
    t('report.median'),
    t('report.first-quartile'),
    t('report.third-quartile'),
    t('report.run-count'),
    t('report.diverged'),
    t('report.steps-clipped'),
  ];
  const numeric = [false, true, true, true, true, true, true];
  const note = t('report.figure-note', { figure: figureName(t) });
  return [
    words.length === 0 ? '' : `<ul>${words.join('')}</ul>`,
    htmlTable(head, results.map(resultRow), numeric),
    `<p class="muted">${note}</p>`,
  ].join('\n');
}

function resultRow({ lane, median, quartiles, runs, diverged, clipped }: LaneResult): readonly string[] {
  const share = `${(clipped * 100).toFixed(clipped > 0 && clipped < 0.1 ? 1 : 0)} %`;
  return [
    lane.label,
    figureText(median),
    figureText(quartiles[0]),
    figureText(quartiles[1]),
    String(runs),
    String(diverged),
    share,
  ];
}

/** A figure that is not there is none, rather than not a number. */
const figureText = (value: number): string => (Number.isNaN(value) ? '–' : short(value));

/** Three digits: what a person compares. */
function short(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : '∞';
  return value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e5)
    ? value.toExponential(2).replace('-', '−').replace('e+', 'e')
    : String(Number(value.toPrecision(3)));
}

function chartElements(series: RecordedSeries, texts: ExportTexts): string {
  const charts = allCharts(series, texts);
  const banded = charts.some(({ chart }) =>
    chart.panels.some(
      (panel) => panel.kind === 'lines' && panel.series.some(({ band }) => band !== undefined),
    ),
  );
  const figures = charts.map(({ chart }) => {
    const bare = svgChart({ ...chart, title: '', subtitle: '', caption: [] }, { t: texts.t });
    return `<figure>${bare.trimEnd()}</figure>`;
  });
  const rule = banded ? `<p class="muted">${htmlText(texts.t('figure.bands'))}</p>` : '';
  return [rule, ...figures].join('\n');
}

/** Shared settings that differ from the defaults, what each lane sets, and the full list. */
function settingElements(
  { experiment }: RecordedSeries,
  lanes: readonly RecordedLane[],
  texts: ExportTexts,
): string {
  const { t } = texts;
  const [setting, value] = [t('report.setting'), t('report.value')];
  const all = settingWords(experiment, texts);
  const changed = all.filter((one) => one.changed).map((one) => [one.label, one.value]);
  const own = lanes.flatMap((lane) =>
    ownSettings(lane, experiment, texts).map((row) => [lane.label, ...row]),
  );
  return [
    changed.length === 0
      ? paragraph(t('report.no-shared'))
      : paragraph(t('report.shared')) + htmlTable([setting, value], changed, []),
    own.length === 0
      ? ''
      : paragraph(t('report.own')) + htmlTable([t('report.lane'), setting, value], own, []),
    paragraph(t('report.all-shared')),
    htmlTable(
      [t('report.path'), setting, value],
      all.map((one) => [one.path, one.label, one.value]),
      [],
    ),
  ].join('\n');
}

const paragraph = (text: string): string => `<p>${htmlText(text)}</p>`;

function ownSettings(
  lane: RecordedLane,
  shared: Experiment,
  texts: ExportTexts,
): readonly (readonly string[])[] {
  const base = new Map(settingWords(shared, texts).map(({ path, value }) => [path, value]));
  return settingWords(lane.settings, texts)
    .filter(({ path, value }) => base.get(path) !== value)
    .map(({ label, value }) => [label, value]);
}

function runElements({ lanes, runs, manifest }: RecordedSeries, t: Translate): string {
  const head = [
    t('report.lane'),
    t('report.seed'),
    t('report.status'),
    t('report.steps'),
    t('report.last-loss'),
    figureName(t),
    t('report.parameters'),
    t('report.pace'),
  ];
  const rows = runs.map((run) => {
    const entry = manifest.runs.find(({ folder }) => folder === run.folder);
    return [
      lanes[run.lane]?.label ?? '',
      String(run.seed),
      run.divergedAt === null
        ? t(STATUS_NAMES[run.status])
        : t('report.diverged-at', { step: run.divergedAt }),
      String(run.trace.loss.length),
      short(run.trace.loss.at(-1) ?? NaN),
      figureText(figureOf(run) ?? NaN),
      (entry?.parameterCount ?? null) === null ? '' : String(entry?.parameterCount),
      (entry?.usPerStep ?? null) === null ? '' : short(entry?.usPerStep ?? NaN),
    ];
  });
  return htmlTable(head, rows, [false, true, false, true, true, true, true, true]);
}

function machineElements({ manifest }: RecordedSeries, t: Translate): string {
  const { versions, cpu, engine, backend, digest } = manifest;
  const none = t('report.none');
  const rows = [
    [t('report.engine'), t('report.engine-on', { engine: engine ?? none, backend: backend ?? none })],
    [t('report.versions'), versionWords(versions)],
    [t('report.processor'), t('report.cores', { model: cpu.model, cores: cpu.cores })],
    [t('report.digest'), digest ?? t('report.no-digest')],
  ];
  const head = [t('report.what'), t('report.which')];
  return `${htmlTable(head, rows, [])}\n<p class="muted">${htmlText(t('report.verify'))}</p>`;
}

function versionWords({
  unroll,
  node,
  electron,
  tfjs,
  tensorflow,
}: RecordedSeries['manifest']['versions']): string {
  const parts = [
    ['Unroll', unroll],
    ['TensorFlow.js', tfjs],
    ['TensorFlow', tensorflow],
    ['Node', node],
    ['Electron', electron],
  ] as const;
  return parts.flatMap(([name, version]) => (version === null ? [] : `${name} ${version}`)).join(', ');
}
