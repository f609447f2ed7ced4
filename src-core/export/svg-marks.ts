// Places on the x axis with something to say: where a run diverged, or a series has values that cannot be drawn.
import type { Translate } from '../language/translate';
import type { AxisScale } from './axis-scale';
import type { LinePanel, Mark } from './chart';
import { INK } from './colours';
import type { Frame } from './svg-series';
import { fitText, round, textElement, textWidth } from './svg-text';

const SIZE = 11;
const ROW = 16;

/** What a value without a place is called; null for one that has a place. */
function nameOf(value: number, y: AxisScale, t: Translate): string | null {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  return Number.isNaN(y.place(value)) ? (value === 0 ? '0' : t('figure.below-zero')) : null;
}

/** One mark per series at its first value that cannot be drawn, `RNN: NaN from step 41`, where no mark of the panel says more. */
export function notFiniteMarks(panel: LinePanel, y: AxisScale, t: Translate): readonly Mark[] {
  return panel.series.flatMap((series) => {
    const first = Array.from(series.y).findIndex((value) => nameOf(value, y, t) !== null);
    const x = series.x[first] ?? NaN;
    if (first < 0 || panel.marks.some((mark) => mark.x === x)) return [];
    const label = t('figure.from', {
      series: series.label,
      value: nameOf(series.y[first] ?? NaN, y, t) ?? '',
      axis: panel.x.label,
      x: round(x),
    });
    return { x, label, colour: series.colour };
  });
}

/** A cross with a dotted line down, and the words beside it, row below row, so that they do not meet. */
export function markElements({ area, x }: Frame, marks: readonly Mark[]): string {
  return marks
    .map((mark, row) => {
      const center = area.left + Math.min(1, Math.max(0, x.place(mark.x))) * area.width;
      const top = area.top + 10 + ROW * row;
      const label = fitText(mark.label, SIZE, area.width - 20);
      const fits = center + 10 + textWidth(label, SIZE) <= area.left + area.width;
      const reaches = center - 10 - textWidth(label, SIZE) >= area.left;
      const anchor = fits ? 'start' : reaches ? 'end' : 'middle';
      const place = fits ? center + 10 : reaches ? center - 10 : area.left + area.width / 2;
      const cross = `M${round(center - 4)} ${round(top - 4)}l8 8m0 -8l-8 8`;
      const drop = `M${round(center)} ${round(top + 7)}V${round(area.top + area.height)}`;
      return [
        `<path d="${drop}" stroke="${mark.colour}" stroke-width="1" stroke-dasharray="1 3" fill="none"/>`,
        `<path d="${cross}" stroke="${mark.colour}" stroke-width="2" stroke-linecap="round" fill="none"/>`,
        textElement(place, top + 4, label, { size: SIZE, colour: INK.text, halo: INK.paper, anchor }),
      ].join('');
    })
    .join('');
}
