// The last rows of a trace, read from its end: a trace may be larger than memory.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { readTraceRow, type TraceRow } from '../../src-core/export/trace-csv';

const PIECE_BYTES = 1 << 16;

/** The last `count` whole rows, fewer where there are not as many; none where the file cannot be read. */
export function readTraceTail(file: string, count: number): readonly TraceRow[] {
  const rows = lastLines(file, count).map(readTraceRow);
  return rows.filter((row) => row !== null).slice(-count);
}

/** The last `count` whole lines and what stands before them: a last line without its end is left out. */
function lastLines(file: string, count: number): readonly string[] {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return [];
  }
  try {
    let start = fstatSync(descriptor).size;
    let text = '';
    // One line end more than lines: what stands before the first of them may be cut.
    while (start > 0 && text.split('\n').length <= count + 1) {
      const length = Math.min(PIECE_BYTES, start);
      start -= length;
      const piece = Buffer.alloc(length);
      readSync(descriptor, piece, 0, length, start);
      text = piece.toString('latin1') + text;
    }
    const lines = text.split('\n').slice(0, -1);
    return start > 0 ? lines.slice(1) : lines;
  } finally {
    closeSync(descriptor);
  }
}
