// A chart as a complete SVG document: white paper, no script, no reference to anything outside itself.
import type { Chart, Panel } from './chart';
import type { Translate } from '../language/translate';
import { INK } from './colours';
import { ENGLISH } from './export-texts';
import { panelElement, panelHeight } from './svg-panel';
import { escapeText, FONT_STACK, fitText, textElement, wrapText } from './svg-text';

const MARGIN = 24;
const GAP = 32;
const TITLE_HEIGHT = 38;
const SUBTITLE_HEIGHT = 22;
const CAPTION_SIZE = 11;
const CAPTION_LINE = 16;

export interface SvgOptions {
  /** Width in pixels, 1000 where it is not said; the height follows from the panels. */
  readonly width?: number;
  /** The language that the chart is told in: here only of what has no place on an axis. */
  readonly t?: Translate;
}

/** Panels in rows: a `full` one has its own, two `half` share one. */
function rowsOf(panels: readonly Panel[]): readonly (readonly Panel[])[] {
  const rows: Panel[][] = [];
  for (const panel of panels) {
    const last = rows.at(-1);
    const joins = panel.width === 'half' && last?.length === 1 && last[0]?.width === 'half';
    if (joins) last.push(panel);
    else rows.push([panel]);
  }
  return rows;
}

interface Row {
  readonly panels: readonly Panel[];
  readonly top: number;
  readonly height: number;
  /** Width of each panel. */
  readonly each: number;
}

/** Rows from top to bottom; a half panel alone in its row takes all of it. */
function placedRows(panels: readonly Panel[], top: number, width: number): readonly Row[] {
  const rows: Row[] = [];
  for (const row of rowsOf(panels)) {
    const each = (width - GAP * (row.length - 1)) / row.length;
    const before = rows.at(-1);
    const start = before === undefined ? top : before.top + before.height + GAP;
    rows.push({
      panels: row,
      top: start,
      each,
      height: Math.max(...row.map((one) => panelHeight(one, each))),
    });
  }
  return rows;
}

function rowElements({ panels, top, height, each }: Row, t: Translate): string {
  return panels
    .map((panel, index) =>
      panelElement(panel, { left: MARGIN + index * (each + GAP), top, width: each, height }, t),
    )
    .join('\n');
}

/** Below the panels, in lines that fit. */
function captionElements(lines: readonly string[], top: number): readonly string[] {
  return lines.map((line, index) =>
    textElement(MARGIN, top + index * CAPTION_LINE, line, { size: CAPTION_SIZE, colour: INK.muted }),
  );
}

/** A chart within a page of its own title needs none. */
function headingHeight({ title, subtitle }: Chart): number {
  return (title === '' ? 0 : TITLE_HEIGHT) + (subtitle === '' ? 0 : SUBTITLE_HEIGHT);
}

function titleElement(title: string, width: number): string {
  return textElement(MARGIN, MARGIN + 16, fitText(title, 18, width / 1.1), {
    size: 18,
    colour: INK.text,
    bold: true,
  });
}

/** The document's text. Same chart, same text: nothing in it depends on time or machine. */
export function svgChart(chart: Chart, { width = 1000, t = ENGLISH.t }: SvgOptions = {}): string {
  const inner = width - 2 * MARGIN;
  const header = MARGIN + headingHeight(chart);
  const rows = placedRows(chart.panels, header, inner);
  const last = rows.at(-1);
  const bottom = last === undefined ? header : last.top + last.height;
  const caption = chart.caption.flatMap((paragraph) => wrapText(paragraph, CAPTION_SIZE, inner));
  const height = Math.ceil(bottom + (caption.length === 0 ? 0 : 8 + caption.length * CAPTION_LINE) + MARGIN);
  const described = chart.panels.map((panel) => `${panel.title} (${panel.caption})`).join('; ');
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${FONT_STACK}">`,
    `<title>${escapeText(chart.title === '' ? (chart.panels[0]?.title ?? '') : chart.title)}</title>`,
    `<desc>${escapeText(described)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${INK.paper}"/>`,
    ...(chart.title === '' ? [] : [titleElement(chart.title, inner)]),
    ...(chart.subtitle === ''
      ? []
      : [
          textElement(MARGIN, MARGIN + 37, fitText(chart.subtitle, 12, inner), {
            size: 12,
            colour: INK.muted,
          }),
        ]),
    ...rows.map((row) => rowElements(row, t)),
    ...captionElements(caption, bottom + 24),
    '</svg>',
  ].join('\n')}\n`;
}
