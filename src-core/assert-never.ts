/** Marks the end of a switch that must handle every member of a union: the compiler refuses a call with anything left over. */
export function assertNever(value: never): never {
  throw new Error(`A case is missing for ${JSON.stringify(value)}.`);
}
