// What a cell of the grid says: in few letters within it, in a sentence when it is looked at, and as a row of the table.
import { assertNever } from '../../src-core/assert-never';
import type { SweepLayout } from '../../src-core/experiment/sweep-layout';
import type { Translate } from '../../src-core/language/translate';
import type { TableSource } from '../charts/trace-table';
import { count, figure, percent } from '../format/number-text';
import type { Texts } from '../language/useLanguage';
import { axisLabel, axisValue, pointWords } from './axis-words';
import type { SweepCell, SweepGrid } from './sweep-grid';
import { isRatio, type SweepResult } from './sweep-result';

/** A value of a result: `0.0854`, `95 %`. */
export function resultText(value: number, result: SweepResult, digits = 3): string {
  if (isRatio(result) || !Number.isFinite(value)) return figure(value, digits);
  return percent(value, 1);
}

/** The line within a cell, and a second one below it; empty: there is none. */
export function cellText(
  cell: SweepCell,
  result: SweepResult,
  t: Translate,
): { readonly main: string; readonly more: string } {
  const { kind, median, diverged, counted } = cell;
  switch (kind) {
    case 'value':
      return {
        main: resultText(median, result),
        more:
          diverged > 0 && result !== 'diverged'
            ? t('sweep.some-diverged', { diverged: count(diverged) })
            : '',
      };
    case 'diverged':
      return {
        main: t('sweep.diverged'),
        more: counted > 1 ? t('sweep.diverged-of', { diverged: count(diverged), seeds: count(counted) }) : '',
      };
    case 'ended':
      return { main: t('sweep.no-result'), more: '' };
    case 'none':
      return { main: '–', more: '' };
    default:
      return assertNever(kind);
  }
}

/** The cell in full, without its place: `0.0854, quartiles 0.0823 to 0.0926, 20 seeds`. */
export function cellSentence(cell: SweepCell, result: SweepResult, t: Translate): string {
  const { kind, diverged, counted } = cell;
  switch (kind) {
    case 'value':
      return valueSentence(cell, result, t);
    case 'diverged': {
      const step = cell.runs[0]?.trace?.notFiniteAt ?? null;
      if (counted === 1 && step !== null) return t('sweep.reading-one-diverged', { step: count(step) });
      return t('sweep.reading-diverged', { diverged: count(diverged), seeds: count(counted) });
    }
    case 'ended':
      return t('sweep.reading-no-result');
    case 'none':
      return t('sweep.waiting');
    default:
      return assertNever(kind);
  }
}

function valueSentence(cell: SweepCell, result: SweepResult, t: Translate): string {
  const { median, low, high, counted, diverged } = cell;
  const value = resultText(median, result, 4);
  if (result === 'diverged')
    return t('sweep.reading-diverged', { diverged: count(diverged), seeds: count(counted) });
  if (counted === 1) return value;
  const reading = t('sweep.reading-value', {
    value,
    low: resultText(low, result, 4),
    high: resultText(high, result, 4),
    seeds: counted,
    count: count(counted),
  });
  return diverged === 0 ? reading : t('sweep.reading-some-diverged', { reading, diverged: count(diverged) });
}

/** Place and reading of a cell. */
export function cellReading(layout: SweepLayout, cell: SweepCell, result: SweepResult, texts: Texts): string {
  return texts.t('sweep.reading', {
    point: pointWords(layout, cell.point, texts),
    value: cellSentence(cell, result, texts.t),
  });
}

/** The whole grid as rows: a column per path, then what the point came to. */
export function gridTable(
  layout: SweepLayout,
  { blocks }: SweepGrid,
  result: SweepResult,
  texts: Texts,
): TableSource {
  const { t } = texts;
  const several = blocks.length > 1;
  const cells = blocks.flatMap(({ label, cells: own }) => own.map((cell) => ({ label, cell })));
  return {
    head: [
      ...(several ? [t('sweep.lane')] : []),
      ...layout.axes.map(({ path }) => axisLabel(path, texts)),
      ...(['sweep.median', 'sweep.low', 'sweep.high', 'sweep.seeds', 'sweep.count-diverged'] as const).map(
        (key) => t(key),
      ),
    ],
    rows: cells.length,
    row: (index) => {
      const one = cells[index];
      if (one === undefined) return [];
      const { label, cell } = one;
      const at = layout.points[cell.point] ?? [];
      const number = (value: number): string =>
        Number.isNaN(value)
          ? ''
          : cell.kind === 'diverged'
            ? t('sweep.diverged')
            : resultText(value, result, 6);
      return [
        ...(several ? [label] : []),
        ...layout.axes.map(({ path, values }, axis) => axisValue(path, values[at[axis] ?? 0], texts)),
        number(cell.median),
        Number.isFinite(cell.low)
          ? resultText(cell.low, result, 6)
          : cell.counted === 0
            ? ''
            : t('sweep.diverged'),
        Number.isFinite(cell.high)
          ? resultText(cell.high, result, 6)
          : cell.counted === 0
            ? ''
            : t('sweep.diverged'),
        count(cell.counted),
        count(cell.diverged),
      ];
    },
  };
}
