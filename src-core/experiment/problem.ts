/** One thing wrong with an experiment: where, what was expected, what came. */
export interface Problem {
  /** Path of the field, dots between keys, brackets for places in a list: `lanes[1].label`. Empty for the whole file. */
  readonly path: string;
  readonly expected: string;
  /** The value that came, as short text. */
  readonly got: string;
}
