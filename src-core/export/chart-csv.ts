// The series of a chart as CSV, one row per point: everything it draws, before it is thinned to what a picture can show.
import { assertNever } from '../assert-never';
import type { Chart, HeatPanel, LinePanel, Panel } from './chart';
import { textCell } from './csv-cell';
import { numberText } from './number-text';

/**
 * `panel,series,x,t,value,low,high`: `low` and `high` are the quartiles where a line is a median; `t` is the row of a heatmap.
 * Cells that a point does not have are empty. Numbers as in trace.csv: the shortest text that reads back to the same float32.
 */
export const CHART_CSV_HEADER = 'panel,series,x,t,value,low,high';

/** The whole file. */
export function chartCsv(chart: Chart): string {
  return [CHART_CSV_HEADER, ...chart.panels.flatMap(panelRows)].map((row) => `${row}\n`).join('');
}

function panelRows(panel: Panel): readonly string[] {
  switch (panel.kind) {
    case 'lines':
      return lineRows(panel);
    case 'heat':
      return heatRows(panel);
    default:
      return assertNever(panel);
  }
}

function lineRows({ title, series }: LinePanel): readonly string[] {
  return series.flatMap(({ label, x, y, band }) => {
    const start = `${textCell(title)},${textCell(label)}`;
    return Array.from({ length: y.length }, (_, place) => {
      const ends =
        band === undefined
          ? ','
          : `${numberText(band.low[place] ?? NaN)},${numberText(band.high[place] ?? NaN)}`;
      return `${start},${numberText(x[place] ?? NaN)},,${numberText(y[place] ?? NaN)},${ends}`;
    });
  });
}

function heatRows({ title, xs, rows, values }: HeatPanel): readonly string[] {
  const start = `${textCell(title)},`;
  return Array.from(values, (value, place) => {
    const [column, t] = [Math.floor(place / rows), place % rows];
    return `${start},${numberText(xs[column] ?? NaN)},${t},${numberText(value)},,`;
  });
}
