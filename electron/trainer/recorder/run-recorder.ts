// Writes the folder of one run: the trace while it trains, weights and last prediction when it ends. A disk that fails is
// reported once; from then on the recorder is silent and training goes on.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Checkpoint } from '../../../src-core/contract/checkpoint';
import type { Failure } from '../../../src-core/contract/failure';
import type { NamedTensor } from '../../../src-core/contract/named-tensor';
import type { Chunk, RunStarted } from '../../../src-core/contract/run-event';
import type { RunNumbers } from '../../../src-core/export/digest-input';
import { writeCheckpoint } from '../../../src-core/export/checkpoint-file';
import { predictionCsv, type RecordedWindow } from '../../../src-core/export/prediction-csv';
import { writeSafetensors } from '../../../src-core/export/safetensors';
import { detailColumns, traceHeader, traceRows } from '../../../src-core/export/trace-csv';
import { writeFileAtomically } from '../../runs/atomic-file';
import { TraceColumns } from '../../runs/recorded-numbers';
import { RUN_FILES } from '../../runs/file-names';
import { storageFailure } from '../../../src-core/export/storage-failure';
import { createTraceFile, reopenTraceFile, type TraceFile } from './trace-file';

/** What is written when a run ends; null where the run did not get that far. */
export interface FinalState {
  readonly weights: readonly NamedTensor[] | null;
  readonly lastWindow: RecordedWindow | null;
}

/** Steps whose numbers are kept in memory for the digest (48 MB); a longer run is read back from its trace. */
const MOST_STEPS_KEPT = 4_000_000;

/** One run's folder while it is written. Not one of its methods throws. */
export class RunRecorder {
  private trace: TraceFile | null = null;
  private failed: Failure | null = null;
  private columns: TraceColumns | null;
  private steps = 0;
  private readonly details: readonly string[];
  private final: FinalState = { weights: null, lastWindow: null };

  /** @param folder absolute path of the run's folder, which is made, or holds the run that goes on */
  constructor(
    readonly folder: string,
    started: RunStarted,
    initialWeights: readonly NamedTensor[],
  ) {
    this.details = detailColumns(started);
    // What was trained before is in the folder, and read from there.
    this.columns = started.firstStep === 0 ? new TraceColumns() : null;
    this.attempt(folder, () => {
      mkdirSync(folder, { recursive: true });
      const file = path.join(folder, RUN_FILES.trace);
      if (started.firstStep > 0) {
        this.trace = reopenTraceFile(file, started.firstStep);
        return;
      }
      this.trace = createTraceFile(file);
      this.trace.append(traceHeader(this.details));
      writeFileAtomically(path.join(folder, RUN_FILES.initial), writeSafetensors(initialWeights));
    });
  }

  /** Why the folder could not be written; null as long as it could. */
  get failure(): Failure | null {
    return this.failed;
  }

  /**
   * Adds the rows of a chunk; they are with the system when this returns.
   * @returns the failure, at the first chunk that could not be written and only then
   */
  append(chunk: Chunk): Failure | null {
    const { trace } = this;
    if (this.failed !== null || trace === null) return null;
    this.steps += chunk.count;
    if (this.steps > MOST_STEPS_KEPT) this.columns = null;
    this.columns?.append(chunk);
    return this.attempt(RUN_FILES.trace, () => trace.append(traceRows(chunk, this.details.length)));
  }

  /** Replaces the checkpoint. @returns the failure, if this is the first */
  keepCheckpoint(checkpoint: Checkpoint): Failure | null {
    if (this.failed !== null) return null;
    const file = path.join(this.folder, RUN_FILES.checkpoint);
    return this.attempt(RUN_FILES.checkpoint, () =>
      writeFileAtomically(file, writeCheckpoint(checkpoint), { flush: false }),
    );
  }

  /** Writes what a run leaves and closes its files. @returns the failure, if this is the first */
  finish(final: FinalState): Failure | null {
    const before = this.failed;
    if (before === null) {
      this.final = final;
      this.attempt('', () => this.writeFinal(final));
    }
    this.abort();
    return before === null ? this.failed : null;
  }

  /** Closes the files and writes nothing more: the trace stays as far as it got. */
  abort(): void {
    const { trace } = this;
    this.trace = null;
    if (trace !== null) this.attempt(RUN_FILES.trace, () => trace.close());
  }

  /** The numbers of the digest, where all of them are at hand; null: the folder has to be read. */
  numbers(): RunNumbers | null {
    if (this.columns === null || this.failed !== null) return null;
    const { weights, lastWindow } = this.final;
    return { ...this.columns.values(), lastPrediction: lastWindow?.prediction ?? null, weights };
  }

  private writeFinal({ weights, lastWindow }: FinalState): void {
    if (weights !== null) {
      writeFileAtomically(path.join(this.folder, RUN_FILES.weights), writeSafetensors(weights));
    }
    if (lastWindow !== null) {
      writeFileAtomically(path.join(this.folder, RUN_FILES.prediction), predictionCsv(lastWindow));
    }
  }

  private attempt(name: string, write: () => void): Failure | null {
    try {
      write();
      return null;
    } catch (error) {
      if (this.failed !== null) return null;
      this.failed = storageFailure(path.resolve(this.folder, name), error);
      return this.failed;
    }
  }
}
