// The formats of what an experiment's numbers show: charts, tables, the report.

export const SERIES_FORMATS = ['csv', 'json', 'svg', 'png', 'pdf', 'pgfplots', 'html'] as const;
export type SeriesFormat = (typeof SERIES_FORMATS)[number];

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

/** Scale of PNGs: pixels per pixel of the SVG. */
export const PNG_SCALE = { least: 0.5, most: 8, default: 2 } as const;
