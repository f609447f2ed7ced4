// A chart as a complete SVG document: white paper, no script, no reference to anything outside itself.
import type { Chart, Panel } from './chart';
import { INK } from './colours';
import { panelElement } from './svg-panel';
import { escapeText, FONT_STACK, fitText, textElement } from './svg-text';

const MARGIN = 24;
const GAP = 32;
const HEADER_HEIGHT = 60;
const PANEL_HEIGHT = 250;

export interface SvgOptions {
  /** Width in pixels; the height follows from the panels. */
  readonly width: number;
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

function rowElements(row: readonly Panel[], top: number, width: number): string {
  const each = (width - GAP * (row.length - 1)) / row.length;
  return row
    .map((panel, index) =>
      panelElement(panel, { left: MARGIN + index * (each + GAP), top, width: each, height: PANEL_HEIGHT }),
    )
    .join('\n');
}

/** The document's text. Same chart, same text: nothing in it depends on time or machine. */
export function svgChart(chart: Chart, { width }: SvgOptions = { width: 1000 }): string {
  const rows = rowsOf(chart.panels);
  const inner = width - 2 * MARGIN;
  const height =
    MARGIN + HEADER_HEIGHT + rows.length * PANEL_HEIGHT + Math.max(0, rows.length - 1) * GAP + MARGIN;
  const body = rows.map((row, index) =>
    rowElements(row, MARGIN + HEADER_HEIGHT + index * (PANEL_HEIGHT + GAP), inner),
  );
  const described = chart.panels.map((panel) => `${panel.title} (${panel.caption})`).join('; ');
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${FONT_STACK}">`,
    `<title>${escapeText(chart.title)}</title>`,
    `<desc>${escapeText(described)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${INK.paper}"/>`,
    textElement(MARGIN, MARGIN + 16, fitText(chart.title, 18, inner), {
      size: 18,
      colour: INK.text,
      bold: true,
    }),
    textElement(MARGIN, MARGIN + 37, fitText(chart.subtitle, 12, inner), { size: 12, colour: INK.muted }),
    ...body,
    '</svg>',
  ].join('\n')}\n`;
}
