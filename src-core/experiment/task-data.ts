/**
 * What a task is made of that its settings do not say: of `csv` the two columns, row by row as they stand in the file; of a task
 * whose sequences are drawn, nothing.
 */
export interface TaskData {
  readonly input: Float64Array;
  /** The same array where both are one column. */
  readonly target: Float64Array;
}
