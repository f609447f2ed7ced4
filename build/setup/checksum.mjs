// The sha256 of a file, with progress: a pinned file is checked before each use.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/**
 * @param {string} file
 * @param {{ onBytes?: (read: number) => void, signal?: AbortSignal }} [options]
 * @returns {Promise<string>} lower-case hex
 */
export async function sha256OfFile(file, { onBytes, signal } = {}) {
  const hash = createHash('sha256');
  let read = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    signal?.throwIfAborted();
    hash.update(chunk);
    read += chunk.length;
    onBytes?.(read);
  }
  return hash.digest('hex');
}
