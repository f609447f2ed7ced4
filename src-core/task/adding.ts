// The adding problem of Hochreiter & Schmidhuber (1997, experiment 4), in the form it is used today (Le, Jaitly & Hinton 2015;
// Arjovsky, Shah & Bengio 2016): every point is a number and a mark; two points are marked; the sum of their numbers is the
// answer. Numbers are uniform in [0, 1), one mark lies in each half of the sequence, the length is fixed; in 1997 they were
// uniform in [−1, 1], the length varied by a tenth, and the target was scaled to .5 + (x₁ + x₂) / 4.
import type { AddingTask } from '../experiment/experiment';
import { type RandomStream, randomStream } from './random';
import type { SequenceSource } from './sequence-source';

/** How far off an answer may be and still counts as right: the bound of 1997, there on a target of half this scale. */
export const ADDING_TOLERANCE = 0.04;

/**
 * Independent sequences of the adding problem, (number, mark) in, one number out. The target is asked for at the last point
 * alone; it stands at every point, so that a chart can draw it. Row b of step k has a stream of draws of its own.
 * @param set name of the set of sequences: sets of different names share none
 */
export function addingSource({ timeStep }: AddingTask, seed: number, set: string): SequenceSource {
  return {
    timeStep,
    inputSize: 2,
    outputSize: 1,
    writeBatch(step, batchSize, { input, target }) {
      for (let row = 0; row < batchSize; row += 1) {
        const stream = randomStream(seed, `${set}/${row}/${step}`);
        const marks = twoMarks(timeStep, stream);
        let sum = 0;
        for (let t = 0; t < timeStep; t += 1) {
          // What the network sees is what is added: the number as float32.
          const value = Math.fround(stream.uniform());
          const at = t * batchSize + row;
          input[2 * at] = value;
          input[2 * at + 1] = marks.includes(t) ? 1 : 0;
          if (marks.includes(t)) sum += value;
        }
        for (let t = 0; t < timeStep; t += 1) target[t * batchSize + row] = sum;
      }
    },
  };
}

/** One place in the first half of the sequence, one in the second. */
function twoMarks(timeStep: number, stream: RandomStream): readonly [number, number] {
  const half = Math.floor(timeStep / 2);
  const first = Math.floor(half * stream.uniform());
  return [first, half + Math.floor((timeStep - half) * stream.uniform())];
}
