// trace.csv while it grows. Every chunk is with the system when append returns, so a killed process loses only the chunk it was
// working on; after a failed write the file is cut back to its last whole row.
import { closeSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';

/** A text file that only grows by whole pieces. */
export interface TraceFile {
  /** @throws the system's error; what was appended before is intact */
  append(text: string): void;
  /** Flushes to the disk and closes. @throws the system's error; closed all the same */
  close(): void;
}

/** Creates the file, which must not exist. @throws the system's error */
export function createTraceFile(file: string): TraceFile {
  const descriptor = openSync(file, 'wx');
  let length = 0;
  return {
    append(text) {
      const bytes = Buffer.from(text, 'utf8');
      try {
        for (let written = 0; written < bytes.length;) {
          written += writeSync(descriptor, bytes, written, bytes.length - written, length + written);
        }
        length += bytes.length;
      } catch (error) {
        ftruncateSync(descriptor, length);
        throw error;
      }
    },
    close() {
      try {
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
    },
  };
}
