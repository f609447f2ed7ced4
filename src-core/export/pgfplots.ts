// A chart for LaTeX: chart.tex with the axes, chart.dat with the numbers, drawn by pgfplots.
import { assertNever } from '../assert-never';
import type { Axis, Chart, HeatPanel, LinePanel, Panel, Series } from './chart';
import { thinPlaces } from './thin-places';
import { texText } from './tex-text';
import { drawnColumns } from './svg-heat';

/** Most points per line, and columns and rows of a heatmap: TeX has little memory. */
const MOST_POINTS = 600;
const MOST_COLUMNS = 120;

const HAN = /\p{Script=Han}/u;
/** Fonts and line breaks for Chinese; `plain` leaves everything else as it is. */
const CHINESE = '\\ifPDFTeX\\else\\IfFileExists{ctex.sty}{\\usepackage[scheme=plain]{ctex}}{}\\fi';

export const PGF_FILES = { tex: 'chart.tex', data: 'chart.dat' } as const;

/** One column of chart.dat. Shorter ones are filled up with `nan`, which pgfplots leaves out. */
interface Column {
  readonly name: string;
  readonly values: readonly number[];
}

interface Drawn {
  readonly tex: string;
  readonly columns: readonly Column[];
}

/** Both files. chart.tex compiles by itself with pdflatex, lualatex or xelatex; Chinese with the latter two, where ctex is installed. */
export function pgfplots(chart: Chart): { readonly tex: string; readonly data: string } {
  const panels = chart.panels.map((panel, place) => drawnPanel(panel, `p${place}`));
  const head = [chart.title, chart.subtitle, ...chart.caption].filter((line) => line !== '');
  const isChinese = HAN.test([...head, ...panels.map(({ tex }) => tex)].join(''));
  return {
    tex: [
      `% ${PGF_FILES.tex} reads ${PGF_FILES.data} beside it. Lines of more than ${MOST_POINTS} points are thinned; extremes stay.`,
      '\\documentclass[border=6pt, varwidth=16cm]{standalone}',
      '\\usepackage{iftex}',
      '\\ifPDFTeX\\usepackage[T1]{fontenc}\\usepackage[utf8]{inputenc}\\usepackage{textcomp}\\else\\usepackage{fontspec}\\fi',
      ...(isChinese ? [CHINESE] : []),
      '\\usepackage{pgfplots}',
      '\\usepgfplotslibrary{fillbetween}',
      '\\pgfplotsset{compat=1.17, unroll/.style={width=15cm, height=6cm, grid=major, grid style={black!8}, legend cell align=left, legend style={font=\\footnotesize, draw=none, fill opacity=0.8, text opacity=1}, title style={align=left, at={(0,1)}, anchor=south west}, legend style={at={(0.5,-0.25)}, anchor=north, legend columns=3}, unbounded coords=jump}}',
      '\\begin{document}',
      `\\noindent\\textbf{${texText(head[0] ?? '')}}`,
      '',
      ...panels.flatMap(({ tex }) => [tex, '']),
      ...head.slice(1).map((line) => `\\noindent{\\footnotesize ${texText(line)}}\n`),
      '\\end{document}',
      '',
    ].join('\n'),
    data: table(panels.flatMap(({ columns }) => columns)),
  };
}

function drawnPanel(panel: Panel, id: string): Drawn {
  switch (panel.kind) {
    case 'lines':
      return linesTex(panel, id);
    case 'heat':
      return heatTex(panel, id);
    default:
      return assertNever(panel);
  }
}

function axisOptions({ title, caption, x, y }: Panel): readonly string[] {
  const mode = (axis: Axis, name: string) => (axis.scale === 'log' ? [`${name}mode=log`] : []);
  return [
    'unroll',
    `title={\\textbf{${texText(title)}}\\\\{\\footnotesize ${texText(caption)}}}`,
    `xlabel={${texText(x.label)}}`,
    `ylabel={${texText(y.label)}}`,
    ...mode(x, 'x'),
    ...mode(y, 'y'),
  ];
}

function linesTex(panel: LinePanel, id: string): Drawn {
  const drawn = panel.series.map((series, place) =>
    seriesTex(series, `${id}s${place}`, panel.y.scale === 'log'),
  );
  // One line needs no legend: the title says what it is.
  const legend =
    panel.series.length > 1 ? panel.series.map(({ label }) => `\\addlegendentry{${texText(label)}}`) : [];
  const thresholds = panel.thresholds.map(
    ({ value, label }) =>
      `\\draw[dashed, black!60] ({axis cs:0,${value}}-|{rel axis cs:0,0}) -- ({axis cs:0,${value}}-|{rel axis cs:1,0}) node[above left, font=\\scriptsize] {${texText(label)}};`,
  );
  const marks = panel.marks.map(
    ({ x, label }, row) =>
      `\\draw[dotted] ({axis cs:${x},1}|-{rel axis cs:0,0}) -- ({axis cs:${x},1}|-{rel axis cs:0,${0.97 - 0.07 * row}}) node[right, font=\\scriptsize] {${texText(label)}};`,
  );
  return {
    tex: picture(axisOptions(panel), [
      ...drawn.map(({ tex }, place) => [tex, legend[place] ?? ''].join('\n').trimEnd()),
      ...thresholds,
      ...marks,
    ]),
    columns: drawn.flatMap(({ columns }) => columns),
  };
}

function seriesTex(series: Series, id: string, log: boolean): Drawn {
  const places = thinPlaces(series.y, MOST_POINTS);
  const column = (name: string, values: ArrayLike<number>): Column => ({
    name: `${id}${name}`,
    values: places.map((place) => drawable(values[place] ?? NaN, log && name !== 'x')),
  });
  const colour = `{rgb,255:red,${byte(series.colour, 1)};green,${byte(series.colour, 3)};blue,${byte(series.colour, 5)}}`;
  const dash = series.dash === null ? '' : `, dash pattern=${dashPattern(series.dash)}`;
  const columns = [column('x', series.x), column('y', series.y)];
  const line = `\\addplot[color=${colour}, thick, no marks${dash}] table[x=${id}x, y=${id}y] {${PGF_FILES.data}};`;
  if (series.band === undefined) return { tex: line, columns };
  const edge = (end: 'l' | 'h') =>
    `\\addplot[draw=none, forget plot, name path=${id}${end}] table[x=${id}x, y=${id}${end}] {${PGF_FILES.data}};`;
  const fill = `\\addplot[color=${colour}, fill opacity=0.16, forget plot] fill between[of=${id}l and ${id}h];`;
  return {
    tex: [edge('l'), edge('h'), fill, line].join('\n'),
    columns: [...columns, column('l', series.band.low), column('h', series.band.high)],
  };
}

function heatTex(panel: HeatPanel, id: string): Drawn {
  const chosen = drawnColumns(panel.xs.length, MOST_COLUMNS);
  const cells = chosen.flatMap((column) =>
    Array.from({ length: panel.rows }, (_, t) => ({
      x: panel.xs[column] ?? NaN,
      t,
      value: Math.log10(Math.max(panel.range.min, panel.values[column * panel.rows + t] ?? NaN)),
    })),
  );
  const full = `rgb255=(${byte(panel.colour, 1)},${byte(panel.colour, 3)},${byte(panel.colour, 5)})`;
  const options = [
    ...axisOptions(panel),
    'grid=none',
    'enlargelimits=false',
    `colormap={lane}{rgb255=(255,255,255) ${full}}`,
    'colorbar',
    'colorbar style={title={$\\log_{10}$}, title style={font=\\scriptsize}}',
    `point meta min=${fixed(Math.log10(panel.range.min))}`,
    `point meta max=${fixed(Math.log10(panel.range.max))}`,
  ];
  const plot = `\\addplot[matrix plot*, mesh/rows=${panel.rows}, mesh/ordering=y varies, point meta=explicit] table[x=${id}x, y=${id}t, meta=${id}v] {${PGF_FILES.data}};`;
  return {
    tex: picture(options, [plot]),
    columns: [
      { name: `${id}x`, values: cells.map(({ x }) => x) },
      { name: `${id}t`, values: cells.map(({ t }) => t) },
      { name: `${id}v`, values: cells.map(({ value }) => value) },
    ],
  };
}

function picture(options: readonly string[], body: readonly string[]): string {
  return [
    '\\begin{tikzpicture}',
    `\\begin{axis}[${options.join(', ')}]`,
    ...body,
    '\\end{axis}',
    '\\end{tikzpicture}',
  ].join('\n');
}

/** What has no place on the axis is `nan`: it breaks the line, and a mark of the panel names it. */
function drawable(value: number, log: boolean): number {
  return Number.isFinite(value) && (!log || value > 0) ? value : NaN;
}

const byte = (colour: string, at: number): number => Number.parseInt(colour.slice(at, at + 2), 16);

function dashPattern(dash: string): string {
  return dash
    .split(' ')
    .map((length, place) => `${place % 2 === 0 ? 'on' : 'off'} ${Math.max(0.4, Number(length) * 0.75)}pt`)
    .join(' ');
}

const fixed = (value: number): string => value.toFixed(4);

/** Blanks between the columns; every row has all of them. */
function table(columns: readonly Column[]): string {
  const rows = Math.max(0, ...columns.map(({ values }) => values.length));
  const cell = (value: number | undefined): string =>
    value === undefined || Number.isNaN(value) ? 'nan' : String(Number(value.toPrecision(9)));
  const lines = Array.from({ length: rows }, (_, row) =>
    columns.map(({ values }) => cell(values[row])).join(' '),
  );
  return [columns.map(({ name }) => name).join(' '), ...lines].map((line) => `${line}\n`).join('');
}
