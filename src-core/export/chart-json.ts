// The series of charts as JSON, with what the pictures say of them. NaN and the infinities are strings, as everywhere in JSON.
import { assertNever } from '../assert-never';
import type { Experiment } from '../experiment/experiment';
import type { Chart, Panel } from './chart';
import { jsonNumber, numberText } from './number-text';

export interface IdentifiedChart {
  readonly id: string;
  readonly chart: Chart;
}

/** `{"format": "unroll-series", "version": 1, "experiment": …, "charts": […]}`, two spaces. */
export function chartsJson(experiment: Experiment, charts: readonly IdentifiedChart[]): string {
  const value = {
    format: 'unroll-series',
    version: 1,
    experiment,
    charts: charts.map(({ id, chart }) => ({
      id,
      title: chart.title,
      subtitle: chart.subtitle,
      caption: chart.caption,
      panels: chart.panels.map(panelValue),
    })),
  };
  return `${indented(value, '')}\n`;
}

function panelValue(panel: Panel): object {
  const { kind, title, caption, x, y } = panel;
  const head = { kind, title, caption, x, y };
  switch (panel.kind) {
    case 'lines':
      return {
        ...head,
        thresholds: panel.thresholds,
        marks: panel.marks.map(({ x: at, label }) => ({ x: at, label })),
        series: panel.series.map(({ label, x: xs, y: ys, band }) => ({
          label,
          x: numbers(xs),
          y: numbers(ys),
          ...(band === undefined ? {} : { low: numbers(band.low), high: numbers(band.high) }),
        })),
      };
    case 'heat':
      return {
        ...head,
        steps: numbers(panel.xs),
        t: Array.from({ length: panel.rows }, (_, t) => t),
        values: Array.from({ length: panel.xs.length }, (_, column) =>
          numbers(panel.values.subarray(column * panel.rows, (column + 1) * panel.rows)),
        ),
      };
    default:
      return assertNever(panel);
  }
}

/** As texts of the CSV read: the float32 values, in their shortest form. */
function numbers(values: ArrayLike<number>): readonly (number | string)[] {
  return Array.from(values, (value) => jsonNumber(Number(numberText(value))));
}

/** Two spaces, but lists of numbers on one line: a point per line would be all one sees. */
function indented(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const flat = value.every((one) => typeof one !== 'object' || one === null);
    if (flat) return JSON.stringify(value);
    return `[\n${value.map((one) => inner + indented(one, inner)).join(',\n')}\n${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(
    ([key, one]) => `${inner}${JSON.stringify(key)}: ${indented(one, inner)}`,
  );
  return fields.length === 0 ? '{}' : `{\n${fields.join(',\n')}\n${indent}}`;
}
