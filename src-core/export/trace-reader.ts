// Reads a trace back, line by line: the columns of every step, and those of the details at the steps that have them.
import { readNumberText } from './number-text';
import { isTraceHeader, readTraceRow } from './trace-csv';

/** Names of the scalars in the order of their cells, behind the step's. */
const SCALAR_CELLS = 5;

/** What a trace holds, by columns. */
export interface RecordedTrace {
  /** Shape [steps] each; step k is at place k. */
  readonly loss: Float32Array;
  readonly gradNorm: Float32Array;
  readonly gradNormClipped: Float32Array;
  readonly learningRate: Float32Array;
  /** The m steps with details. */
  readonly detailSteps: Int32Array;
  /** Name of a detail's column → its values, shape [m]; in the order of the file. */
  readonly details: ReadonlyMap<string, Float32Array>;
}

/** Takes the lines of a trace in order, without their ends. What follows the first line that is none of a trace is left. */
export class TraceReader {
  private readonly loss: number[] = [];
  private readonly gradNorm: number[] = [];
  private readonly gradNormClipped: number[] = [];
  private readonly learningRate: number[] = [];
  private readonly detailSteps: number[] = [];
  private readonly columns: number[][] = [];
  private names: readonly string[] | null = null;

  /** @returns false from the first line on that is none of a trace: the last one of a killed run may be torn */
  take(line: string): boolean {
    if (this.names === null) {
      if (!isTraceHeader(line)) return false;
      this.names = line.split(',').slice(SCALAR_CELLS);
      this.columns.push(...this.names.map(() => []));
      return true;
    }
    const row = readTraceRow(line);
    if (row === null || row.step !== this.loss.length) return false;
    const details = this.detailsOf(line, this.names.length);
    if (details === 'torn') return false;
    this.loss.push(row.loss);
    this.gradNorm.push(row.gradNorm);
    this.gradNormClipped.push(row.gradNormClipped);
    this.learningRate.push(row.learningRate);
    if (details === null) return true;
    this.detailSteps.push(row.step);
    details.forEach((value, column) => this.columns[column]?.push(value));
    return true;
  }

  trace(): RecordedTrace {
    return {
      loss: Float32Array.from(this.loss),
      gradNorm: Float32Array.from(this.gradNorm),
      gradNormClipped: Float32Array.from(this.gradNormClipped),
      learningRate: Float32Array.from(this.learningRate),
      detailSteps: Int32Array.from(this.detailSteps),
      details: new Map((this.names ?? []).map((name, i) => [name, Float32Array.from(this.columns[i] ?? [])])),
    };
  }

  /** Null: this step has none. */
  private detailsOf(line: string, count: number): readonly number[] | null | 'torn' {
    if (count === 0) return null;
    // Most steps of a long run have none: their rows end in commas alone.
    if (line.endsWith(','.repeat(count))) return null;
    const cells = line.split(',').slice(SCALAR_CELLS).map(readNumberText);
    return cells.length === count && cells.every((cell) => cell !== null) ? cells : 'torn';
  }
}
