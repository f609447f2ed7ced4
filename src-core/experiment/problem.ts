/** A rule that is more than the range of one field, with what a translation of it needs. */
export type Rule =
  | { readonly kind: 'dropout-one-layer' }
  | { readonly kind: 'nesterov-no-momentum' }
  | { readonly kind: 'memory' | 'time'; readonly limit: string; readonly need: string }
  | { readonly kind: 'seed'; readonly largest: number }
  | { readonly kind: 'seed-again' }
  | { readonly kind: 'label'; readonly longest: number }
  | { readonly kind: 'label-again' };

/** One thing wrong with an experiment: where, what was expected, what came. */
export interface Problem {
  /** Path of the field, dots between keys, brackets for places in a list: `lanes[1].label`. Empty for the whole file. */
  readonly path: string;
  readonly expected: string;
  /** The value that came, as short text. */
  readonly got: string;
  /** The rule that was broken, where a form can break it: `expected` says it in English, the window in its own language. */
  readonly rule?: Rule;
}
