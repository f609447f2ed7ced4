// The histograms of a lane in numbers: a row per bin of every parameter and of its gradient.
import type { Histogram, ParameterHistograms } from '../../src-core/contract/inspection';
import type { Translate } from '../../src-core/language/translate';
import type { TableSource } from '../charts/trace-table';
import { count, figure } from '../format/number-text';

/** Pixels that `rnn.weight_hh_l0_reverse` takes. */
const NAME_WIDTH = 180;

/** Values that are in no bin, for they are not finite, stand in a row of their own where there are any. */
export function histogramTable(histograms: readonly ParameterHistograms[], t: Translate): TableSource {
  const rows = histograms.flatMap(({ name, weights, gradients }) => [
    ...binRows(name, t('histogram.weights'), weights, t),
    ...binRows(name, t('histogram.gradients-short'), gradients, t),
  ]);
  return {
    head: [
      t('histogram.head-parameter'),
      t('histogram.head-of'),
      t('histogram.head-from'),
      t('histogram.head-to'),
      t('histogram.head-values'),
    ],
    firstColumn: NAME_WIDTH,
    rows: rows.length,
    row: (index) => rows[index] ?? [],
  };
}

function binRows(name: string, of: string, histogram: Histogram, t: Translate): (readonly string[])[] {
  const bins = Array.from(histogram.counts, (values, bin) => {
    const { from, to } = binEnds(histogram, bin);
    return [name, of, figure(from, 4), figure(to, 4), count(values)];
  });
  const { notFinite } = histogram;
  return notFinite === 0 ? bins : [...bins, [name, of, t('histogram.head-not-finite'), '', count(notFinite)]];
}

/** Where a bin begins and ends. */
export function binEnds({ low, high, counts }: Histogram, bin: number): { from: number; to: number } {
  const width = (high - low) / counts.length;
  // The last ends where the histogram does, whatever rounding makes of the sum.
  return { from: low + bin * width, to: bin === counts.length - 1 ? high : low + (bin + 1) * width };
}
