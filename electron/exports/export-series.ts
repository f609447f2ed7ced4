// What is made from the numbers of an experiment: charts as pictures and data, everything as one table, the report. For window
// and command line alike: the same record gives the same bytes.
import { assertNever } from '../../src-core/assert-never';
import { TOLD_FORMATS, type SeriesFormat } from '../../src-core/contract/export-request';
import { chartCsv } from '../../src-core/export/chart-csv';
import { chartsJson, type IdentifiedChart } from '../../src-core/export/chart-json';
import { allCharts, BOARD_ID, chartIds, chartOf, fitId } from '../../src-core/export/charts/chart-list';
import { ENGLISH, exportTexts, type ExportTexts } from '../../src-core/export/export-texts';
import type { Exported } from '../../src-core/export/exported';
import { htmlReport } from '../../src-core/export/html-report';
import { PGF_FILES, pgfplots } from '../../src-core/export/pgfplots';
import type { RecordedSeries } from '../../src-core/export/recorded-series';
import { svgChart } from '../../src-core/export/svg-chart';
import { tidyCsv } from '../../src-core/export/tidy-csv';
import type { Language } from '../../src-core/language/language';
import { renderPdf } from '../pictures/pdf';
import { renderPng } from '../pictures/png';

export interface SeriesRequest {
  readonly format: SeriesFormat;
  /** Id of a chart; null: everything, which of pictures is the board. */
  readonly chart: string | null;
  /** Pixels of a PNG per pixel of the SVG. */
  readonly scale: number;
  /** What pictures and the report are told in. */
  readonly language: Language;
}

/** The export, or why there is none. */
export async function exportSeries(series: RecordedSeries, request: SeriesRequest): Promise<Exported> {
  const { format, chart: id } = request;
  const texts = TOLD_FORMATS.includes(format) ? exportTexts(request.language) : ENGLISH;
  if (format === 'html') {
    return id === null
      ? { kind: 'file', content: htmlReport(series, texts) }
      : { kind: 'refused', why: `A report holds every chart: expected no chart with html, got ${id}.` };
  }
  if (id === null && format === 'csv') return { kind: 'file', content: joined(tidyCsv(series)) };
  if (id === null && format === 'json')
    return { kind: 'file', content: chartsJson(series.experiment, allCharts(series, texts)) };
  const chart = chartOf(series, id ?? BOARD_ID, texts);
  if (chart === null) {
    return { kind: 'refused', why: whyNoChart(series, id ?? BOARD_ID) };
  }
  return chartFile(series, { id: id ?? BOARD_ID, chart }, request, texts);
}

async function chartFile(
  { experiment, manifest }: RecordedSeries,
  { id, chart }: IdentifiedChart,
  { format, scale }: SeriesRequest,
  texts: ExportTexts,
): Promise<Exported> {
  switch (format) {
    case 'csv':
      return { kind: 'file', content: chartCsv(chart) };
    case 'json':
      return { kind: 'file', content: chartsJson(experiment, [{ id, chart }]) };
    case 'svg':
      return { kind: 'file', content: svgChart(chart, texts) };
    case 'png':
      return { kind: 'file', content: renderPng(svgChart(chart, texts), scale) };
    case 'pdf':
      return {
        kind: 'file',
        content: await renderPdf(svgChart(chart, texts), new Date(manifest.endedAt ?? manifest.startedAt)),
      };
    case 'pgfplots': {
      const { tex, data } = pgfplots(chart);
      const files = [
        { path: PGF_FILES.tex, content: tex },
        { path: PGF_FILES.data, content: data },
      ];
      return { kind: 'folder', files };
    }
    case 'html':
      throw new Error('A report is no chart.');
    default:
      return assertNever(format);
  }
}

function whyNoChart(series: RecordedSeries, id: string): string {
  const lane = series.lanes.find((one) => fitId(one) === id);
  if (lane !== undefined)
    return `No run of ${lane.label} has ended yet: its last window is written then. Wait for its end, or stop it.`;
  return `This experiment has no chart ${JSON.stringify(id)}: expected one of ${chartIds(series).join(', ')}.`;
}

/** A table may be longer than a string can be. */
function joined(pieces: Iterable<string>): Uint8Array {
  return Buffer.concat(Array.from(pieces, (piece) => Buffer.from(piece, 'utf8')));
}
