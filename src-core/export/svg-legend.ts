// Legends: the samples of a panel's series, and the bar of a heatmap's colours.
import type { Series } from './chart';
import { INK } from './colours';
import { fitText, round, textElement, textWidth } from './svg-text';

const SIZE = 11;
const SAMPLE_WIDTH = 20;
const SAMPLE_GAP = 6;
const ENTRY_GAP = 14;
/** Height of a row of entries. */
export const LEGEND_ROW = 17;

interface Entry {
  readonly series: Series;
  readonly label: string;
  readonly left: number;
  readonly row: number;
}

function entryWidth(label: string): number {
  return SAMPLE_WIDTH + SAMPLE_GAP + textWidth(label, SIZE) + ENTRY_GAP;
}

/** Entries from left to right, as many rows as they need. A label wider than the room is cut. */
function placed(series: readonly Series[], room: number): readonly Entry[] {
  const entries: Entry[] = [];
  let [left, row] = [0, 0];
  for (const one of series) {
    const label = fitText(one.label, SIZE, room - SAMPLE_WIDTH - SAMPLE_GAP);
    const width = entryWidth(label);
    if (left > 0 && left + width - ENTRY_GAP > room) [left, row] = [0, row + 1];
    entries.push({ series: one, label, left, row });
    left += width;
  }
  return entries;
}

/** Where a panel's legend goes: beside its title where there is room, else in rows of its own below the caption. */
export interface LegendPlan {
  readonly beside: boolean;
  /** Width of the one row beside the title. */
  readonly width: number;
  /** Rows below the caption. */
  readonly rows: number;
}

/** One series needs no legend: the title says what it is. @param titleWidth pixels @param room width of the panel */
export function planLegend(series: readonly Series[], titleWidth: number, room: number): LegendPlan {
  if (series.length < 2) return { beside: false, width: 0, rows: 0 };
  const width = series.reduce((sum, { label }) => sum + entryWidth(label), -ENTRY_GAP);
  if (width + titleWidth + 2 * ENTRY_GAP <= room) return { beside: true, width, rows: 0 };
  return { beside: false, width: 0, rows: (placed(series, room).at(-1)?.row ?? 0) + 1 };
}

/** @param left of the first entry @param baseline of the first row */
export function legendElements(
  series: readonly Series[],
  left: number,
  baseline: number,
  room: number,
): string {
  return placed(series, room)
    .map((entry) => {
      const { colour, dash } = entry.series;
      const [start, line] = [left + entry.left, baseline + entry.row * LEGEND_ROW];
      const dashes = dash === null ? '' : ` stroke-dasharray="${dash}"`;
      const sample = `<path d="M${round(start)} ${round(line - 4)}h${SAMPLE_WIDTH}" stroke="${colour}" stroke-width="2.25" stroke-linecap="round"${dashes}/>`;
      const text = textElement(start + SAMPLE_WIDTH + SAMPLE_GAP, line, entry.label, {
        size: SIZE,
        colour: INK.text,
      });
      return sample + text;
    })
    .join('');
}
