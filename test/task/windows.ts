import type { Batch, SequenceSource } from '../../src-core/task/sequence-source';

/** The windows of a step, in arrays of the right size. */
export function windowsOf(source: SequenceSource, step: number, batchSize = 1): Batch {
  const points = source.timeStep * batchSize;
  const batch = {
    input: new Float32Array(points * source.inputSize),
    target: new Float32Array(points * source.outputSize),
  };
  source.writeBatch(step, batchSize, batch);
  return batch;
}
