/** A tensor as plain data under its torch name (`rnn.weight_ih_l0`, `out.bias`): row-major float32. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}
