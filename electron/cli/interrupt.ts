/**
 * Calls `onFirst` at the first Ctrl-C (or request to end, or closed terminal) and `onSecond` at the next.
 * @returns its own undo
 */
export function onInterrupt(process: NodeJS.Process, onFirst: () => void, onSecond: () => void): () => void {
  let count = 0;
  const listener = (): void => {
    count += 1;
    if (count === 1) onFirst();
    else onSecond();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}
