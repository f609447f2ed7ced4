/** What stands at a path (`training.clip.limit`) of plain data; undefined where the path leads nowhere. */
export function valueAt(holder: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inner, key) => (inner as Readonly<Record<string, unknown>> | undefined)?.[key], holder);
}
