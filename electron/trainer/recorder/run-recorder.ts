// Writes the folder of one run: the trace while it trains, weights and last prediction when it ends. A disk that fails is
// reported once; from then on the recorder is silent and training goes on. What is written is safe from the end of this
// process; that it reaches the disk is seen to by whoever keeps the experiment's folder (runs/experiment-folder.ts).
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Adjustment } from '../../../src-core/contract/adjustment';
import type { RunCheckpoint } from '../../../src-core/contract/checkpoint';
import type { Failure } from '../../../src-core/contract/failure';
import type { NamedTensor } from '../../../src-core/contract/named-tensor';
import type { Chunk, Evaluated, RunStarted } from '../../../src-core/contract/run-event';
import { adjustmentsCsv } from '../../../src-core/export/adjustments-csv';
import { writeCheckpoint } from '../../../src-core/export/checkpoint-file';
import { evaluationRow } from '../../../src-core/export/evaluation-csv';
import { predictionCsv, type RecordedWindow } from '../../../src-core/export/prediction-csv';
import { writeSafetensors } from '../../../src-core/export/safetensors';
import { detailColumns, traceHeader, traceRows } from '../../../src-core/export/trace-csv';
import { writeFileAtomically } from '../../runs/atomic-file';
import { RUN_FILES } from '../../runs/file-names';
import { lockFolder } from '../../runs/folder-lock';
import { clearRun } from '../../runs/run-files';
import { storageFailure } from '../../../src-core/export/storage-failure';
import { openEvaluationFile } from './evaluation-file';
import { createTraceFile, reopenTraceFile, type TraceFile } from './trace-file';

/** What is written when a run ends; null where the run did not get that far. */
export interface FinalState {
  readonly weights: readonly NamedTensor[] | null;
  readonly lastWindow: RecordedWindow | null;
}

/** One run's folder while it is written. Not one of its methods throws. */
export class RunRecorder {
  private trace: TraceFile | null = null;
  private evaluations: TraceFile | null = null;
  private failed: Failure | null = null;
  private readonly details: readonly string[];
  private adjustments: readonly Adjustment[] = [];
  private unlock: () => void = () => undefined;

  /** @param folder absolute path of the run's folder, which is made, or holds the run that goes on */
  constructor(
    readonly folder: string,
    started: RunStarted,
    initialWeights: readonly NamedTensor[],
  ) {
    this.details = detailColumns(started);
    this.attempt(folder, () => {
      mkdirSync(folder, { recursive: true });
      this.unlock = lock(folder);
      const file = path.join(folder, RUN_FILES.trace);
      const evaluations = path.join(folder, RUN_FILES.evaluation);
      if (started.firstStep > 0) {
        this.trace = reopenTraceFile(file, started.firstStep);
        this.evaluations = openEvaluationFile(evaluations, started.firstStep);
        return;
      }
      clearRun(folder);
      this.evaluations = openEvaluationFile(evaluations, 0);
      this.trace = createTraceFile(file);
      this.trace.append(traceHeader(this.details));
      this.write(RUN_FILES.initial, writeSafetensors(initialWeights));
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
    return this.attempt(RUN_FILES.trace, () => trace.append(traceRows(chunk, this.details.length)));
  }

  /** Adds a change of learning rate or clip limit; one before the same step is replaced. @returns the failure, if this is the first */
  adjust(adjustment: Adjustment): Failure | null {
    if (this.failed !== null) return null;
    this.adjustments = [...this.adjustments.filter(({ step }) => step !== adjustment.step), adjustment];
    return this.attempt(RUN_FILES.adjustments, () =>
      this.write(RUN_FILES.adjustments, adjustmentsCsv(this.adjustments)),
    );
  }

  /** Adds an evaluation. @returns the failure, if this is the first */
  evaluate(evaluated: Evaluated): Failure | null {
    const { evaluations } = this;
    if (this.failed !== null || evaluations === null) return null;
    return this.attempt(RUN_FILES.evaluation, () => evaluations.append(evaluationRow(evaluated)));
  }

  /** Replaces the checkpoint. @returns the failure, if this is the first */
  keepCheckpoint(checkpoint: RunCheckpoint): Failure | null {
    if (this.failed !== null) return null;
    return this.attempt(RUN_FILES.checkpoint, () =>
      this.write(RUN_FILES.checkpoint, writeCheckpoint(checkpoint)),
    );
  }

  /** Writes what a run leaves and closes its files. @returns the failure, if this is the first */
  finish(final: FinalState): Failure | null {
    const before = this.failed;
    if (before === null) this.attempt('', () => this.writeFinal(final));
    this.abort();
    return before === null ? this.failed : null;
  }

  /** Closes the files and writes nothing more: the trace stays as far as it got. */
  abort(): void {
    const { trace, evaluations } = this;
    this.trace = null;
    this.evaluations = null;
    if (trace !== null) this.attempt(RUN_FILES.trace, () => trace.close());
    if (evaluations !== null) this.attempt(RUN_FILES.evaluation, () => evaluations.close());
    this.attempt('', () => this.unlock());
    this.unlock = () => undefined;
  }

  private writeFinal({ weights, lastWindow }: FinalState): void {
    if (weights !== null) this.write(RUN_FILES.weights, writeSafetensors(weights));
    if (lastWindow !== null) this.write(RUN_FILES.prediction, predictionCsv(lastWindow));
  }

  private write(name: string, data: string | Uint8Array): void {
    writeFileAtomically(path.join(this.folder, name), data, { flush: false });
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

/** @returns its own undo @throws where another process trains into the folder: one that outlived its commander */
function lock(folder: string): () => void {
  const result = lockFolder(folder);
  if (result.kind === 'locked') return result.release;
  throw new Error(`process ${result.owner.pid} is still writing it: wait for it.`);
}
