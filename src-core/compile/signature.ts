// What a program is fixed to: structure, shapes and types of its arguments.
import type { Tensor } from '@tensorflow/tfjs-core';
import { describeTensor, leavesOf, leavesWithPaths } from './tree';

interface Argument {
  readonly path: string;
  readonly dtype: string;
  readonly shape: readonly number[];
}

export type Signature = readonly Argument[];

export function signatureOf(examples: unknown): Signature {
  return leavesWithPaths(examples).map(({ path, tensor: { dtype, shape } }) => ({ path, dtype, shape }));
}

/**
 * The tensors of the arguments, in order.
 * @throws naming the first that does not fit, what was expected and what came.
 */
export function assertSignature(name: string, signature: Signature, args: unknown): Tensor[] {
  const leaves = leavesOf(args);
  const fits = leaves.length === signature.length && leaves.every((leaf, k) => matches(leaf, signature[k]));
  if (!fits) throw new Error(mismatch(name, signature, args));
  return leaves;
}

function matches(tensor: Tensor, argument: Argument | undefined): boolean {
  if (tensor.dtype !== argument?.dtype || tensor.shape.length !== argument.shape.length) return false;
  return tensor.shape.every((size, axis) => size === argument.shape[axis]);
}

function mismatch(name: string, signature: Signature, args: unknown): string {
  const came = leavesWithPaths(args);
  const paths = (leaves: readonly { readonly path: string }[]): string =>
    leaves.map(({ path }) => path || '(the argument itself)').join(', ') || '(none)';
  const advice = 'A program is fixed to its examples: compile another one with jit for other arguments.';
  if (paths(came) !== paths(signature)) {
    return `${name} was compiled for the tensors ${paths(signature)}, got ${paths(came)}. ${advice}`;
  }
  const at = came.findIndex(({ tensor }, k) => !matches(tensor, signature[k]));
  const [expected, got] = [signature[at], came[at]?.tensor];
  const place = expected?.path || 'its argument';
  const describe = (tensor: Omit<Argument, 'path'> | undefined): string =>
    tensor ? describeTensor(tensor) : 'none';
  return `${name} was compiled for ${describe(expected)} at ${place}, got ${describe(got)}. ${advice}`;
}
