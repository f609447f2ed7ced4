// The weights that every peer starts from.
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import { randomStream } from '../../src-core/task/random';
import type { Row } from './row';

const GATES = { rnn: 1, lstm: 4, gru: 3 } as const;

/**
 * Weights of a row's network under torch's names, drawn as torch draws them: uniform in ±1/√H, cell and head alike.
 * Written apart from the network's own initialisation: a benchmark must not move with what it measures.
 */
export function initialWeights(row: Row, seed: number): NamedTensor[] {
  const { hiddenSize } = row;
  const rows = GATES[row.cell] * hiddenSize;
  const shapes: readonly (readonly [string, readonly number[]])[] = [
    ['rnn.weight_ih_l0', [rows, 1]],
    ['rnn.weight_hh_l0', [rows, hiddenSize]],
    ['rnn.bias_ih_l0', [rows]],
    ['rnn.bias_hh_l0', [rows]],
    ['out.weight', [1, hiddenSize]],
    ['out.bias', [1]],
  ];
  const bound = 1 / Math.sqrt(hiddenSize);
  return shapes.map(([name, shape]) => {
    const stream = randomStream(seed, name);
    const size = shape.reduce((product, length) => product * length, 1);
    return {
      name,
      shape,
      values: Float32Array.from({ length: size }, () => bound * (2 * stream.uniform() - 1)),
    };
  });
}
