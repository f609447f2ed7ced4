// What this version trains. The format knows more than that: a value left out here is refused by name. To turn one on, add it
// to its line; a field whose whole range works needs no line.
import type { FieldPath } from './field';

export type SupportTable = { readonly [P in FieldPath]?: readonly (string | number)[] };

/** Fields of which only some values can be trained yet, and those values. */
export const SUPPORTED: SupportTable = {};
