// Checkpoints of a training state, and back.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Checkpoint } from '../contract/checkpoint';
import type { NamedTensor } from '../contract/named-tensor';
import { leavesWithPaths, withLeaves } from '../compile/tree';
import type { TrainingState } from './step';

export type { Checkpoint } from '../contract/checkpoint';

export function checkpointOf(state: TrainingState, step: number): Checkpoint {
  const tensors = leavesWithPaths(state).map(({ path, tensor }) => ({
    name: path.slice(1),
    shape: tensor.shape,
    values: (tensor.dataSync() as Float32Array).slice(),
  }));
  return { step, tensors };
}

/**
 * The state of a checkpoint as new tensors, which the caller disposes. `like` is a state of the same network and optimizer.
 * @throws when the checkpoint is not of such a state: names the tensor, expected and got shape.
 */
export function stateFrom(checkpoint: Checkpoint, like: TrainingState): TrainingState {
  const given = new Map(checkpoint.tensors.map((tensor) => [tensor.name, tensor]));
  const leaves = leavesWithPaths(like).map(({ path, tensor }) =>
    matching(given.get(path.slice(1)), path, tensor),
  );
  return withLeaves(
    like,
    leaves.map(({ shape, values }) => tf.tensor(values.slice(), [...shape])),
  );
}

function matching(given: NamedTensor | undefined, path: string, like: Tensor): NamedTensor {
  const expected = `Checkpoint: expected "${path.slice(1)}" of shape [${like.shape.join(', ')}]`;
  if (given === undefined)
    throw new Error(`${expected}, got no tensor of that name: use one of the same settings.`);
  if (given.shape.join() !== like.shape.join())
    throw new Error(`${expected}, got [${given.shape.join(', ')}]: use one of the same settings.`);
  return given;
}

/** Checkpoints of a run in memory, oldest first: evenly spread, and never more than a fixed number. */
export interface CheckpointList {
  /** Whether step `step` is far enough from the last checkpoint for one more. */
  isDue(step: number): boolean;
  add(checkpoint: Checkpoint): void;
  /** The last one at or before `step`. @throws where there is none. */
  before(step: number): Checkpoint;
}

/** Where every list starts: a checkpoint each thousand steps, at most 64; then every second is dropped. */
const INTERVAL = 1000;
const MOST = 64;

export function checkpointList(first: Checkpoint): CheckpointList {
  let kept = [first];
  let interval = INTERVAL;
  return {
    isDue: (step) => step - (kept.at(-1)?.step ?? 0) >= interval,
    add(checkpoint) {
      kept.push(checkpoint);
      if (kept.length <= MOST) return;
      kept = kept.filter((_, index) => index % 2 === 0);
      interval *= 2;
    },
    before(step) {
      const found = kept.filter((checkpoint) => checkpoint.step <= step).at(-1);
      if (found === undefined)
        throw new Error(
          `Step ${step} lies before step ${first.step}, where this session began: it cannot be replayed.`,
        );
      return found;
    },
  };
}
