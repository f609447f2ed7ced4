// The temporal order problem of Hochreiter & Schmidhuber (1997, experiment 6a), as Pascanu, Mikolov & Bengio (2013, section
// 4.1) state it: two of a sequence's symbols are A or B, all others are distractors; the answer is which two came, in order.
// The relevant symbols stand at p₀ in [.1 L, .2 L) and p₁ in [.5 L, .6 L); the length L is fixed.
import type { TemporalOrderTask } from '../experiment/experiment';
import { type RandomStream, randomStream } from './random';
import type { SequenceSource } from './sequence-source';

/** A, B, and four distractors, one input feature each. */
const RELEVANT = 2;
const DISTRACTORS = 4;
const SYMBOLS = RELEVANT + DISTRACTORS;
/** AA, AB, BA, BB. */
const CLASSES = RELEVANT ** 2;

/**
 * Independent sequences of the temporal order problem, one-hot symbols in, one of four classes out. The target is asked for at
 * the last point alone; it stands at every point. Row b of step k has a stream of draws of its own.
 * @param set name of the set of sequences: sets of different names share none
 */
export function temporalOrderSource(
  { timeStep }: TemporalOrderTask,
  seed: number,
  set: string,
): SequenceSource {
  return {
    timeStep,
    inputSize: SYMBOLS,
    outputSize: CLASSES,
    writeBatch(step, batchSize, { input, target }) {
      input.fill(0);
      target.fill(0);
      for (let row = 0; row < batchSize; row += 1) {
        const { symbols, answer } = drawSequence(timeStep, randomStream(seed, `${set}/${row}/${step}`));
        symbols.forEach((symbol, t) => {
          const at = t * batchSize + row;
          input[at * SYMBOLS + symbol] = 1;
          target[at * CLASSES + answer] = 1;
        });
      }
    },
  };
}

function drawSequence(length: number, stream: RandomStream) {
  const symbols = Array.from({ length }, () => RELEVANT + below(DISTRACTORS, stream));
  const tenth = Math.floor(length / 10);
  const [first, second] = [below(RELEVANT, stream), below(RELEVANT, stream)];
  symbols[tenth + below(tenth, stream)] = first;
  symbols[Math.floor(length / 2) + below(tenth, stream)] = second;
  return { symbols, answer: RELEVANT * first + second };
}

/** A whole number from 0 to below `count`. */
function below(count: number, stream: RandomStream): number {
  return Math.floor(count * stream.uniform());
}
