// What a process that was killed, or a disk that failed, may leave behind: an older record as it was, and of the new one every
// chunk that was taken, in files that are whole or absent.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { UNFINISHED_SUFFIX } from '../../../electron/runs/atomic-file';
import { LOCK_NAME } from '../../../electron/runs/folder-lock';
import { RecordLibrary } from '../../../electron/runs/library/record-library';
import { readAdjustments } from '../../../src-core/export/adjustments-csv';
import { readCheckpoint } from '../../../src-core/export/checkpoint-file';
import { readPredictionCsv } from '../../../src-core/export/prediction-csv';
import { parseManifest } from '../../../src-core/export/parse-manifest';
import { parseExperimentText } from '../../../src-core/experiment/experiment-text';
import { readSafetensors } from '../../../src-core/export/safetensors';
import { detailColumns, traceHeader, traceRows } from '../../../src-core/export/trace-csv';
import { chunk, started } from '../recorded-data';
import { CHUNKS, STEPS } from './record-whole';

/** Every file below a folder, by its path. */
export function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)))
    .sort();
}

/** Digest over names and contents. */
export function digestOf(folder: string): string {
  const hash = createHash('sha256');
  for (const file of filesBelow(folder))
    hash.update(`${file}\0`).update(readFileSync(path.join(folder, file)));
  return hash.digest('hex');
}

/** Whole rows of a trace, each checked against the step it is of. */
export function wholeRows(file: string): number {
  if (!existsSync(file)) return 0;
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  if (lines.length === 0) return 0;
  const columns = detailColumns(started());
  const rows = lines.slice(1);
  const expected = Array.from({ length: CHUNKS }, (_, k) =>
    traceRows(chunk(k * STEPS, STEPS), columns.length),
  );
  expect(`${lines[0]}\n`).toBe(traceHeader(columns));
  expect(expected.join('').startsWith(rows.map((row) => `${row}\n`).join(''))).toBe(true);
  return rows.length;
}

const READERS: Readonly<Record<string, (bytes: Buffer) => boolean>> = {
  'experiment.unroll.json': (bytes) => parseExperimentText(bytes.toString()).kind === 'ok',
  'manifest.json': (bytes) => parseManifest(bytes.toString()).kind === 'ok',
  'initial.safetensors': (bytes) => readSafetensors(bytes).kind === 'ok',
  'weights.safetensors': (bytes) => readSafetensors(bytes).kind === 'ok',
  'checkpoint.safetensors': (bytes) => readCheckpoint(bytes).kind === 'ok',
  'prediction.csv': (bytes) => readPredictionCsv(bytes.toString()) !== null,
  'adjustments.csv': (bytes) => readAdjustments(bytes.toString()) !== null,
};

/** Every file that stands under its own name is whole, but for those that grow: of them the last line may be torn. */
export function expectWholeFiles(dir: string): void {
  for (const file of filesBelow(dir)) {
    const name = path.basename(file);
    if (name.endsWith(UNFINISHED_SUFFIX) || name.startsWith(LOCK_NAME)) continue;
    const isWhole = READERS[name];
    if (isWhole !== undefined) expect(isWhole(readFileSync(path.join(dir, file))), file).toBe(true);
  }
}

/** Every step that was taken is in the trace of its run. @param most steps that may be there beyond: those under way */
export function expectTaken(dir: string, taken: ReadonlyMap<string, number>, most = STEPS): void {
  for (const [run, steps] of taken) {
    const rows = wholeRows(path.join(dir, run, 'trace.csv'));
    expect(rows, run).toBeGreaterThanOrEqual(steps);
    expect(rows, run).toBeLessThanOrEqual(steps + most);
  }
}

/** The list opens, the older record is in it as it was, and the new one is a record, or set aside with a sentence. */
export async function expectListed(library: string, olderDigest: string): Promise<void> {
  expect(digestOf(path.join(library, 'older'))).toBe(olderDigest);
  const { experiments, damaged } = await new RecordLibrary(library).list();
  expect(experiments.find(({ id }) => id === 'older')?.status).toBe('done');
  const isListed = experiments.some(({ id }) => id === 'new');
  const sentence = damaged.find(({ id }) => id === 'new')?.why;
  if (existsSync(path.join(library, 'new')) && !isListed) expect(sentence).toMatch(/\.$/);
}
