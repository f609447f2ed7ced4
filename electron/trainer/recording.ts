// The run that is being recorded, as the host sees it: at most one at a time, in the folder that its job names.
import type { RunCheckpoint } from '../../src-core/contract/checkpoint';
import type { Failure } from '../../src-core/contract/failure';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import type { Chunk, Evaluated, RunAdjusted, RunStarted } from '../../src-core/contract/run-event';
import { RunRecorder, type FinalState } from './recorder/run-recorder';
import type { StepWindow } from './worker-message';

const nothing: FinalState = { weights: null, lastWindow: null };

export class Recording {
  private recorder: RunRecorder | null = null;
  private initialWeights: readonly NamedTensor[] = [];
  private started: RunStarted | null = null;
  private final = nothing;

  /** Keeps the weights that {@link begin} will write. */
  keepInitialWeights(weights: readonly NamedTensor[]): void {
    this.initialWeights = weights;
  }

  /** Begins the folder of a run, an absolute path. @returns why it cannot be written, or null */
  begin(started: RunStarted, folder: string): Failure | null {
    this.started = started;
    this.final = nothing;
    this.recorder = new RunRecorder(folder, started, this.initialWeights);
    return this.recorder.failure;
  }

  /** @returns the failure, at the first chunk that could not be written and only then */
  append(chunk: Chunk): Failure | null {
    return this.recorder?.append(chunk) ?? null;
  }

  /** @returns the failure, if the change is the first that could not be written */
  adjust({ step, learningRate, clipLimit }: RunAdjusted): Failure | null {
    return this.recorder?.adjust({ step, learningRate, clipLimit }) ?? null;
  }

  /** @returns the failure, if the evaluation is the first thing that could not be written */
  evaluate(evaluated: Evaluated): Failure | null {
    return this.recorder?.evaluate(evaluated) ?? null;
  }

  /** @returns the failure, if the checkpoint is the first that could not be written */
  keepCheckpoint(checkpoint: RunCheckpoint): Failure | null {
    return this.recorder?.keepCheckpoint(checkpoint) ?? null;
  }

  /** Keeps what {@link end} will write: the weights after the last step, and the window it saw. */
  keepFinal(weights: readonly NamedTensor[], window: StepWindow | null): void {
    if (this.started === null) return;
    const { timeStep, inputSize, outputSize } = this.started;
    const lastWindow = window === null ? null : { timeStep, inputSize, outputSize, ...window };
    this.final = { weights, lastWindow };
  }

  /** Ends the folder of the run, where it was begun. @returns why its last files could not be written, or null */
  end(): Failure | null {
    const { recorder, final } = this;
    this.recorder = null;
    return recorder?.finish(final) ?? null;
  }
}
