// What is told of the formats of an experiment's numbers.
import type { SeriesFormat } from '../contract/export-request';

/** One line per format, for help. */
export const SERIES_SUMMARIES: Readonly<Record<SeriesFormat, string>> = {
  csv: 'the series of a chart, or every recorded number, one per row',
  json: 'the series of a chart, or of every chart',
  svg: 'a chart, or the whole board, as vectors',
  png: 'the same as pixels',
  pdf: 'the same for print, one page',
  pgfplots: 'the same for LaTeX: a folder with chart.tex and chart.dat',
  html: 'a report with settings, result, charts and tables, one file',
};
