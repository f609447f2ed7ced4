// The numbers of a run that its digest is made of: kept while it trains, or read back from its folder.
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { GrowingColumn } from '../../src-core/growing-column';
import type { RunNumbers } from '../../src-core/export/digest-input';
import { readPrediction } from '../../src-core/export/prediction-csv';
import { readSafetensors } from '../../src-core/export/safetensors';
import { isTraceHeader, readTraceRow, type TraceChunk } from '../../src-core/export/trace-csv';
import { RUN_FILES } from './file-names';

type Column = 'loss' | 'gradNorm' | 'gradNormClipped';

/** The three columns of a trace that the digest takes. */
export class TraceColumns {
  private readonly columns: Readonly<Record<Column, GrowingColumn>> = {
    loss: new GrowingColumn(),
    gradNorm: new GrowingColumn(),
    gradNormClipped: new GrowingColumn(),
  };

  append(chunk: Pick<TraceChunk, Column>): void {
    this.columns.loss.append(chunk.loss);
    this.columns.gradNorm.append(chunk.gradNorm);
    this.columns.gradNormClipped.append(chunk.gradNormClipped);
  }

  values(): Readonly<Record<Column, Float32Array>> {
    const { loss, gradNorm, gradNormClipped } = this.columns;
    return { loss: loss.values(), gradNorm: gradNorm.values(), gradNormClipped: gradNormClipped.values() };
  }
}

/** Rows of a trace up to the first that is none: the last line of a killed run may be torn. */
async function readColumns(file: string): Promise<Readonly<Record<Column, Float32Array>>> {
  const columns = new TraceColumns();
  if (!existsSync(file)) return columns.values();
  const input = createReadStream(file, 'utf8');
  try {
    await readLines(input, columns);
  } finally {
    // What ends before the file does leaves it open.
    input.destroy();
  }
  return columns.values();
}

async function readLines(input: Readable, columns: TraceColumns): Promise<void> {
  const lines = createInterface({ input, crlfDelay: Infinity });
  let first = true;
  for await (const line of lines) {
    const row = first ? null : readTraceRow(line);
    if (first ? !isTraceHeader(line) : row === null) break;
    first = false;
    if (row === null) continue;
    columns.append({
      loss: Float32Array.of(row.loss),
      gradNorm: Float32Array.of(row.gradNorm),
      gradNormClipped: Float32Array.of(row.gradNormClipped),
    });
  }
}

/** The numbers of a run as its folder holds them; what is missing there is empty or null. */
export async function readRecordedNumbers(folder: string): Promise<RunNumbers> {
  return { ...(await readColumns(path.join(folder, RUN_FILES.trace))), ...readFinalNumbers(folder) };
}

/** What a run left when it ended; null where it is missing. */
export function readFinalNumbers(folder: string): Pick<RunNumbers, 'lastPrediction' | 'weights'> {
  const prediction = path.join(folder, RUN_FILES.prediction);
  const weights = path.join(folder, RUN_FILES.weights);
  const tensors = existsSync(weights) ? readSafetensors(readFileSync(weights)) : null;
  return {
    lastPrediction: existsSync(prediction) ? readPrediction(readFileSync(prediction, 'utf8')) : null,
    weights: tensors?.kind === 'ok' ? tensors.tensors : null,
  };
}
