// A trace at a glance: its loss at places spread over the file, read without reading the file.
import { open, type FileHandle } from 'node:fs/promises';
import { isTraceHeader, readTraceRow } from '../../../src-core/export/trace-csv';

/** A row is rarely longer; where one is, its place is left out. */
const PIECE_BYTES = 16 * 1024;

/**
 * Loss at up to `count` steps, evenly spread, the first and the last among them.
 * @returns none where the file is missing, or is no trace
 */
export async function sampleLoss(file: string, count: number): Promise<readonly number[]> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'r');
  } catch {
    return [];
  }
  try {
    return await sample(handle, count);
  } finally {
    await handle.close();
  }
}

async function sample(handle: FileHandle, count: number): Promise<readonly number[]> {
  const { size } = await handle.stat();
  const head = await pieceAt(handle, 0);
  const [header = ''] = head.split('\n', 1);
  if (!isTraceHeader(header)) return [];
  const first = header.length + 1;
  const samples = new Map<number, number>();
  for (let k = 0; k < count; k += 1) {
    const place = first + Math.floor(((size - first) * k) / count);
    const row = firstRow(await pieceAt(handle, place - 1));
    if (row !== null) samples.set(row.step, row.loss);
  }
  const last = lastRow(await pieceAt(handle, Math.max(first - 1, size - PIECE_BYTES)));
  if (last !== null) samples.set(last.step, last.loss);
  return [...samples].sort(([a], [b]) => a - b).map(([, loss]) => loss);
}

async function pieceAt(handle: FileHandle, position: number): Promise<string> {
  const piece = Buffer.alloc(PIECE_BYTES);
  const { bytesRead } = await handle.read(piece, 0, PIECE_BYTES, Math.max(0, position));
  return piece.toString('latin1', 0, bytesRead);
}

/** The first whole row behind a line end. */
function firstRow(piece: string): ReturnType<typeof readTraceRow> {
  const lines = piece.split('\n');
  return lines.length < 3 ? null : readTraceRow(lines[1] ?? '');
}

/** The last row that has its end. */
function lastRow(piece: string): ReturnType<typeof readTraceRow> {
  const lines = piece.split('\n');
  return lines.length < 3 ? null : readTraceRow(lines.at(-2) ?? '');
}
