// trace.csv while it grows. Every chunk is with the system when append returns, so a killed process loses only the chunk it was
// working on; after a failed write the file is cut back to its last whole row.
import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { lengthOfRows } from '../../runs/trace-end';

/** A text file that only grows by whole pieces. */
export interface TraceFile {
  /** @throws the system's error; what was appended before is intact */
  append(text: string): void;
  /** @throws the system's error; closed all the same */
  close(): void;
}

/** Creates the file, which must not exist. @throws the system's error */
export function createTraceFile(file: string): TraceFile {
  return appending(openSync(file, 'wx'), 0);
}

/**
 * Opens a trace to go on behind its first `rows` rows; what lies behind them is cut off.
 * @throws where the file has fewer rows, or the system's error
 */
export function reopenTraceFile(file: string, rows: number): TraceFile {
  const length = lengthOfRows(file, rows);
  if (length === null) throw new Error(`expected ${rows} steps in it, got fewer: train the run anew.`);
  const descriptor = openSync(file, 'r+');
  ftruncateSync(descriptor, length);
  return appending(descriptor, length);
}

/** Opens a file to go on behind all that is in it. @throws the system's error */
export function continueTextFile(file: string): TraceFile {
  const descriptor = openSync(file, 'r+');
  return appending(descriptor, fstatSync(descriptor).size);
}

/** @param length bytes that are in the file and stay */
function appending(descriptor: number, start: number): TraceFile {
  let length = start;
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
    close: () => closeSync(descriptor),
  };
}
