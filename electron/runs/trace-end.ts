// How far a trace got whose run was lost with its process: nobody is left to ask but the file.
import { closeSync, openSync, readSync } from 'node:fs';
import { isTraceHeader, readTraceRow } from '../../src-core/export/trace-csv';

export interface TraceEnd {
  /** Whole rows: a last line without its end was being written when the process ended. */
  readonly steps: number;
  /** Loss of the last whole row; null where there is none. */
  readonly finalLoss: number | null;
}

const PIECE_BYTES = 1 << 20;

/** Reads how far the trace got; a file that is missing got nowhere. @throws the system's error */
export function readTraceEnd(file: string): TraceEnd {
  let lines = 0;
  let last = '';
  for (const line of wholeLines(file)) {
    if (lines === 0 && !isTraceHeader(line)) break;
    lines += 1;
    last = line;
  }
  return lines < 2
    ? { steps: 0, finalLoss: null }
    : { steps: lines - 1, finalLoss: readTraceRow(last)?.loss ?? null };
}

/** Bytes up to the end of a trace's first `rows` rows, the header with them; null where it has fewer, or is none. */
export function lengthOfRows(file: string, rows: number): number | null {
  let lines = 0;
  let length = 0;
  for (const line of wholeLines(file)) {
    if (lines === 0 && !isTraceHeader(line)) return null;
    lines += 1;
    length += line.length + 1;
    if (lines === rows + 1) return length;
  }
  return null;
}

/** The lines that have their end, piece by piece: a trace may be larger than a string can be. */
function* wholeLines(file: string): Generator<string> {
  const descriptor = openIfThere(file);
  if (descriptor === null) return;
  try {
    const piece = Buffer.alloc(PIECE_BYTES);
    let rest = '';
    for (let read; (read = readSync(descriptor, piece)) > 0;) {
      const lines = (rest + piece.toString('latin1', 0, read)).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    closeSync(descriptor);
  }
}

function openIfThere(file: string): number | null {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
