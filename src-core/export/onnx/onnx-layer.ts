/** A recurrent layer in a graph, by the names of its results. */
export interface OnnxLayer {
  /** [T, B, H·directions]. */
  readonly output: string;
  /** Parts of the last state, h and of an LSTM c: [directions, B, H] each. */
  readonly last: readonly string[];
}
