// Trees of tensors: what scan carries and jit takes and returns. After JAX's pytrees: flatten to leaves, put back together.
import { Tensor } from '@tensorflow/tfjs-core';

/** A tensor, or an array or record of trees. `[]` and `{}` are trees without leaves. */
export type Tree = Tensor | readonly Tree[] | { readonly [key: string]: Tree };

/**
 * The bound of a type parameter that is to be a tree: `<C extends TreeLike<C>>`. Unlike {@link Tree} it lets interfaces in
 * (`interface State { h: Tensor2D; c: Tensor2D }`), and tuples stay tuples.
 */
export type TreeLike<T> =
  | []
  | Tensor
  | {
      readonly [K in keyof T]: Tree extends T[K]
        ? T[K]
        : T[K] extends Tensor
          ? T[K]
          : T[K] extends object
            ? TreeLike<T[K]>
            : never;
    };

/** A tensor of a tree and where in the tree it stands: `.cells[0].h`; the empty path is the tree itself. */
export interface Leaf {
  readonly path: string;
  readonly tensor: Tensor;
}

/**
 * The tensors of a tree in order: arrays by index, records by sorted key.
 * @throws where the tree holds anything but tensors, arrays and plain records.
 */
export function leavesOf(tree: unknown): Tensor[] {
  const leaves: Tensor[] = [];
  return collect(tree, leaves) ? leaves : leavesWithPaths(tree).map((leaf) => leaf.tensor);
}

/** Compiled functions flatten their arguments at every call: no paths here. False where something is not of a tree. */
function collect(tree: unknown, leaves: Tensor[]): boolean {
  if (tree instanceof Tensor) return leaves.push(tree) > 0;
  if (Array.isArray(tree)) return tree.every((item) => collect(item, leaves));
  return isRecord(tree) && sortedKeys(tree).every((key) => collect(tree[key], leaves));
}

/** The tensors of a tree with their paths, in the order of {@link leavesOf}. @throws as it does, naming the path. */
export function leavesWithPaths(tree: unknown, path = ''): Leaf[] {
  if (tree instanceof Tensor) return [{ path, tensor: tree }];
  if (Array.isArray(tree)) return tree.flatMap((item, index) => leavesWithPaths(item, `${path}[${index}]`));
  if (isRecord(tree)) {
    return sortedKeys(tree).flatMap((key) => leavesWithPaths(tree[key], `${path}.${key}`));
  }
  throw new Error(
    `A tree of tensors holds ${describe(tree)} at ${path === '' ? 'its root' : path}: expected a tensor, or an array or ` +
      'record of them. Turn numbers into tensors with tf.scalar or tf.tensor.',
  );
}

/**
 * A tree of the shape of `like` with its leaves replaced, in the order of {@link leavesOf}.
 * @throws when there are not as many leaves as `like` has.
 */
export function withLeaves<T>(like: T, leaves: readonly Tensor[]): T {
  let next = 0;
  const rebuild = (tree: unknown): unknown => {
    if (tree instanceof Tensor) return leaves[next++];
    if (Array.isArray(tree)) return tree.map(rebuild);
    if (!isRecord(tree)) throw new Error(`A tree of tensors holds ${describe(tree)}.`);
    const record: Record<string, unknown> = {};
    for (const key of sortedKeys(tree)) record[key] = rebuild(tree[key]);
    return record;
  };
  const rebuilt = rebuild(like);
  if (next !== leaves.length) throw new Error(`A tree needs ${next} leaves, got ${leaves.length}.`);
  return rebuilt as T;
}

/** The leaf as a reader would write its type: `float32 [10, 32]`. */
export function describeTensor(tensor: {
  readonly dtype: string;
  readonly shape: readonly number[];
}): string {
  return `${tensor.dtype} [${tensor.shape.join(', ')}]`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function sortedKeys(record: Readonly<Record<string, unknown>>): string[] {
  const keys = Object.keys(record);
  return keys.length > 1 ? keys.sort() : keys;
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'object') return `an object of class ${value.constructor.name}`;
  return typeof value === 'number' ? `the number ${value}` : `a value of type ${typeof value}`;
}
