// The copying memory problem (Hochreiter & Schmidhuber 1997, in the form of Arjovsky, Shah & Bengio 2016, section 5.1): ten
// symbols out of eight, then blanks, a delimiter, and ten blanks more, during which the ten symbols are to be given back. With a
// delay of T points the sequence has T + 20; here the length is what is given, and T = timeStep − 20.
import type { CopyTask } from '../experiment/experiment';
import { randomStream } from './random';
import type { SequenceSource } from './sequence-source';

/** Different symbols that are to be remembered. */
export const COPY_SYMBOLS = 8;
/** Symbols of a sequence that are to be remembered: as many points at its beginning, and at its end. */
export const COPY_REMEMBERED = 10;

const BLANK = COPY_SYMBOLS;
const DELIMITER = COPY_SYMBOLS + 1;
/** The delimiter is read, and never to be written. */
const INPUTS = COPY_SYMBOLS + 2;
const CLASSES = COPY_SYMBOLS + 1;

/**
 * Independent sequences of the copying problem, one-hot symbols in, one of nine classes (eight symbols, blank) out at every
 * point. Row b of step k has a stream of draws of its own.
 * @param set name of the set of sequences: sets of different names share none
 */
export function copySource({ timeStep }: CopyTask, seed: number, set: string): SequenceSource {
  return {
    timeStep,
    inputSize: INPUTS,
    outputSize: CLASSES,
    writeBatch(step, batchSize, { input, target }) {
      input.fill(0);
      target.fill(0);
      const recall = timeStep - COPY_REMEMBERED;
      for (let row = 0; row < batchSize; row += 1) {
        const stream = randomStream(seed, `${set}/${row}/${step}`);
        for (let t = 0; t < timeStep; t += 1) {
          const at = t * batchSize + row;
          const symbol = t < COPY_REMEMBERED ? Math.floor(COPY_SYMBOLS * stream.uniform()) : BLANK;
          input[at * INPUTS + (t === recall - 1 ? DELIMITER : symbol)] = 1;
          if (t < recall) target[at * CLASSES + BLANK] = 1;
          if (t < COPY_REMEMBERED) target[((recall + t) * batchSize + row) * CLASSES + symbol] = 1;
        }
      }
    },
  };
}
