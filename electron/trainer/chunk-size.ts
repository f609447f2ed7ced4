/** How long a chunk should take: pause, stop and a changed pace act between chunks. */
export const chunkMs = 30;

/** Most steps of a chunk, however fast they are: bounds the size of its message. Longer than a program call, it takes several. */
export const largestChunk = 4096;

/** A chunk may grow by this factor from one to the next, so that one quick step does not start a long silence. */
const growth = 4;

/**
 * Steps for the next chunk, from what the last one took. A call costs some time beside its steps, so the estimate is low
 * for short chunks and settles within a few.
 */
export function nextChunkSize(last: { readonly count: number; readonly elapsedMs: number }): number {
  const fitting = Math.floor((last.count * chunkMs) / Math.max(last.elapsedMs, 0.001));
  return Math.max(1, Math.min(fitting, last.count * growth, largestChunk));
}
