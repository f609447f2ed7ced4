/** Two lists of the same length, entry by entry. @throws when they are not. */
export function zip<A, B>(a: readonly A[], b: readonly B[]): [A, B][] {
  if (a.length !== b.length)
    throw new Error(`Expected two lists of one length, got ${a.length} and ${b.length}.`);
  return a.map((entry, index) => [entry, b[index] as B]);
}
