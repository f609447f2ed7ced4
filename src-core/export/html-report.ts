// The report of an experiment: one HTML file that needs nothing else. It holds no script, and its content policy allows none.
import { FIGURE_WORDS } from '../diagnosis/run-figure';
import type { Experiment } from '../experiment/experiment';
import { allCharts } from './charts/chart-list';
import { BAND_RULE } from './lane-course';
import { htmlTable, htmlText } from './html-text';
import { figureOf, laneResults, resultWords, type LaneResult } from './lane-result';
import { recordedLanes, type RecordedLane, type RecordedSeries } from './recorded-series';
import { REPORT_STYLE, REPORT_STYLE_DIGEST } from './report-style';
import { seedWords, settingWords } from './settings-words';
import { svgChart } from './svg-chart';

/** The whole file. Same record, same text. */
export function htmlReport(series: RecordedSeries): string {
  const { experiment, manifest } = series;
  const lanes = recordedLanes(series);
  const policy = `default-src 'none'; style-src 'sha256-${REPORT_STYLE_DIGEST}'; base-uri 'none'; form-action 'none'`;
  return `${[
    '<!doctype html>',
    '<html lang="en">',
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
    `<p class="muted">${htmlText(originWords(series))}</p>`,
    section('Result', resultElements(lanes)),
    section('Charts', chartElements(series)),
    section('Settings', settingElements(series, lanes)),
    section('Runs', runElements(series)),
    section('How it was trained', machineElements(series)),
    '</body>',
    '</html>',
  ].join('\n')}\n`;
}

const section = (title: string, content: string): string =>
  `<section><h2>${title}</h2>\n${content}</section>`;

function originWords({ experiment, manifest, runs }: RecordedSeries): string {
  const day = (manifest.endedAt ?? manifest.startedAt).slice(0, 10);
  const count = `${runs.length} ${runs.length === 1 ? 'run' : 'runs'}, ${seedWords(experiment.seeds)}`;
  return `Trained with Unroll ${manifest.versions.unroll} on ${day}: ${count}.`;
}

function resultElements(lanes: readonly RecordedLane[]): string {
  const results = laneResults(lanes);
  const words = resultWords(results).map((sentence) => `<li>${htmlText(sentence)}</li>`);
  const head = [
    'lane',
    'median loss',
    'first quartile',
    'third quartile',
    'runs',
    'diverged',
    'steps clipped',
  ];
  const numeric = [false, true, true, true, true, true, true];
  const note = `Loss: ${FIGURE_WORDS}; a run that diverged counts as ∞, one that was stopped or failed not at all.`;
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

function chartElements(series: RecordedSeries): string {
  const charts = allCharts(series);
  const banded = charts.some(({ chart }) =>
    chart.panels.some(
      (panel) => panel.kind === 'lines' && panel.series.some(({ band }) => band !== undefined),
    ),
  );
  const figures = charts.map(({ chart }) => {
    const bare = svgChart({ ...chart, title: '', subtitle: '', caption: [] });
    return `<figure>${bare.trimEnd()}</figure>`;
  });
  const rule = banded ? `<p class="muted">Several seeds: ${htmlText(BAND_RULE)}.</p>` : '';
  return [rule, ...figures].join('\n');
}

/** Shared settings that differ from the defaults, what each lane sets, and the full list. */
function settingElements({ experiment }: RecordedSeries, lanes: readonly RecordedLane[]): string {
  const all = settingWords(experiment);
  const changed = all.filter((setting) => setting.changed).map(({ label, value }) => [label, value]);
  const own = lanes.flatMap((lane) => ownSettings(lane, experiment).map((row) => [lane.label, ...row]));
  return [
    changed.length === 0
      ? '<p>Shared by all lanes: the defaults.</p>'
      : `<p>Shared by all lanes, where they are not the default:</p>${htmlTable(['setting', 'value'], changed, [])}`,
    own.length === 0 ? '' : `<p>Of one lane:</p>${htmlTable(['lane', 'setting', 'value'], own, [])}`,
    '<p>All shared settings:</p>',
    htmlTable(
      ['path', 'setting', 'value'],
      all.map(({ path, label, value }) => [path, label, value]),
      [],
    ),
  ].join('\n');
}

function ownSettings(lane: RecordedLane, shared: Experiment): readonly (readonly string[])[] {
  const base = new Map(settingWords(shared).map(({ path, value }) => [path, value]));
  return settingWords(lane.settings)
    .filter(({ path, value }) => base.get(path) !== value)
    .map(({ label, value }) => [label, value]);
}

function runElements({ lanes, runs, manifest }: RecordedSeries): string {
  const head = ['lane', 'seed', 'status', 'steps', 'last loss', FIGURE_WORDS, 'parameters', 'µs/step'];
  const rows = runs.map((run) => {
    const entry = manifest.runs.find(({ folder }) => folder === run.folder);
    return [
      lanes[run.lane]?.label ?? '',
      String(run.seed),
      run.divergedAt === null ? run.status : `diverged at step ${run.divergedAt}`,
      String(run.trace.loss.length),
      short(run.trace.loss.at(-1) ?? NaN),
      figureText(figureOf(run) ?? NaN),
      (entry?.parameterCount ?? null) === null ? '' : String(entry?.parameterCount),
      (entry?.usPerStep ?? null) === null ? '' : short(entry?.usPerStep ?? NaN),
    ];
  });
  return htmlTable(head, rows, [false, true, false, true, true, true, true, true]);
}

function machineElements({ manifest }: RecordedSeries): string {
  const { versions, cpu, engine, backend, digest } = manifest;
  const rows = [
    ['engine', `${engine ?? 'none'} on ${backend ?? 'none'}`],
    ['versions', versionWords(versions)],
    ['processor', `${cpu.model}, ${cpu.cores} cores`],
    ['digest of all numbers', digest ?? 'none: the experiment has not ended'],
  ];
  const trace = 'To train it again and compare: unroll verify, with the folder or bundle of this experiment.';
  return `${htmlTable(['what', 'which'], rows, [])}\n<p class="muted">${trace}</p>`;
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
