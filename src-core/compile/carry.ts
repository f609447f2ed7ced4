// The rule that makes a loop a loop: what comes out of a step can go into the next one.
import { type Leaf, describeTensor, leavesWithPaths } from './tree';

/**
 * Checks that the carry a scan's function returned has the structure, shapes and types of the carry that went in.
 * @throws naming the leaf that differs, what was expected and what came.
 */
export function assertSameCarry(before: readonly Leaf[], returned: unknown): void {
  const after = leavesWithPaths(returned);
  const paths = (leaves: readonly Leaf[]): string => leaves.map((leaf) => `carry${leaf.path}`).join(', ');
  if (before.length !== after.length || before.some((leaf, k) => leaf.path !== after[k]?.path)) {
    throw new Error(
      `scan: the function returned another carry than it was given: expected the tensors ${paths(before) || '(none)'}, ` +
        `got ${paths(after) || '(none)'}. Return the carry with the structure it came in.`,
    );
  }
  before.forEach((leaf, k) => {
    const [expected, got] = [describeTensor(leaf.tensor), describeTensor(after[k]?.tensor ?? leaf.tensor)];
    if (expected === got) return;
    throw new Error(
      `scan: carry${leaf.path} changed from ${expected} to ${got} in one step: every step must return what the next one ` +
        'takes. Give the initial carry the shape and type that the function returns (tf.zeros, tf.cast, tf.reshape).',
    );
  });
}
