// Trees of tensors as flat records and back: programs take and return records, the code reads better with trees.
import type { Tensor } from '@tensorflow/tfjs-core';
import { leavesWithPaths, withLeaves } from '../compile/tree';
import type { TensorRecord } from './engine';

/** The tensors of a tree by path: `state.hidden.l0.h`. */
export function flatRecord(tree: unknown): TensorRecord {
  return Object.fromEntries(leavesWithPaths(tree).map(({ path, tensor }) => [nameOf(path), tensor]));
}

/**
 * The tree of the structure of `like` whose tensors a record holds by path.
 * @throws where one is missing.
 */
export function treeOf<T>(like: T, record: TensorRecord): T {
  return withLeaves(
    like,
    leavesWithPaths(like).map(({ path }) => tensorAt(record, nameOf(path))),
  );
}

/** @throws where the record has no such tensor. */
export function tensorAt(record: TensorRecord, name: string): Tensor {
  const tensor = record[name];
  if (tensor === undefined)
    throw new Error(`A record of tensors lacks "${name}": it holds ${Object.keys(record).join(', ')}.`);
  return tensor;
}

function nameOf(path: string): string {
  return path.replace(/^\./, '');
}
