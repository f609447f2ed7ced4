// Which two lanes are set against each other: those that were chosen, as long as they are there; else the first two.

/** Places of two lanes; null: nothing was chosen. */
export interface ChosenPair {
  readonly first: number | null;
  readonly other: number | null;
}

/** Never a lane against itself. @returns null where there are not two */
export function comparedLanes<Lane extends { readonly index: number }>(
  lanes: readonly Lane[],
  { first, other }: ChosenPair,
): { readonly a: Lane; readonly b: Lane } | null {
  const a = lanes.find(({ index }) => index === first) ?? lanes[0];
  if (a === undefined) return null;
  const others = lanes.filter((lane) => lane !== a);
  const b = others.find(({ index }) => index === other) ?? others[0];
  return b === undefined ? null : { a, b };
}
