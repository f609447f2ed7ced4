// The types of a message in ICU MessageFormat: which values it takes is read from its English text by the compiler.

/** `steps, plural, …` → steps; the text of a branch is no name. */
type Name<Inside extends string> = Inside extends `${infer Head}{${infer Tail}`
  ? Name<Head> | Name<Tail>
  : Inside extends `${infer First},${string}`
    ? Name<First>
    : Inside extends '' | `${string} ${string}` | `${string}#${string}`
      ? never
      : Inside;

/** Names in braces: `{step}` → step, `{steps, plural, one {a step} other {{count} steps}}` → steps, count. */
export type PlaceholderOf<Text extends string> = Text extends `${string}{${infer Inside}}${infer Rest}`
  ? Name<Inside> | PlaceholderOf<Rest>
  : never;

/** What goes in for a text's placeholders: numbers for plurals, everything else as it is to be read. */
export type ValuesOf<Text extends string> = [PlaceholderOf<Text>] extends [never]
  ? []
  : [values: Readonly<Record<PlaceholderOf<Text>, string | number>>];

/** The messages of one part of the window in another language: the same keys, neither more nor fewer. */
export type Translation<English> = { readonly [K in keyof English]: string };
