// Layers and directions of the networks on screen, by the suffix of torch's names.
import type { Translate } from '../../src-core/language/translate';
import type { ShownRun } from '../runs/shown-run';

/** First layer, forward. */
export const FIRST_LAYER = 'l0';

/** Suffix of a parameter (`rnn.weight_hh_l0_reverse`) or a share (`saturated_l0_i_reverse`); null: it is of no layer. */
export function layerOf(name: string): string | null {
  const match = /_(l\d+)(?:_(?!reverse$)[^_]+)?(_reverse)?$/.exec(name);
  return match === null ? null : `${match[1] ?? ''}${match[2] ?? ''}`;
}

/** Suffixes that any of the networks has, in order: `l0`, `l0_reverse`, `l1` …. */
export function layersOf(shown: readonly ShownRun[]): readonly string[] {
  return [
    ...new Set(
      shown.flatMap(({ trace }) => trace.shape.saturationColumns.flatMap((name) => layerOf(name) ?? [])),
    ),
  ];
}

/** A suffix in words: `layer 1 reverse`. */
export function layerText(suffix: string, t: Translate): string {
  const layer = Number(/^l(\d+)/.exec(suffix)?.[1] ?? 0) + 1;
  return t(suffix.endsWith('_reverse') ? 'layers.reverse' : 'layers.layer', { layer });
}
