// The experiment that is being recorded, as the host sees it: at most one folder open, at most one run in it at a time.
import type { Checkpoint } from '../../src-core/contract/checkpoint';
import type { Failure } from '../../src-core/contract/failure';
import type { HostCommand, HostEvent } from '../../src-core/contract/host-message';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import type { Chunk, RunEnded, RunStarted } from '../../src-core/contract/run-event';
import { openExperimentFolder } from './recorder/experiment-folder';
import type { ExperimentFolder } from './recorder/experiment-folder';
import type { FinalState, RunRecorder } from './recorder/run-recorder';
import type { StepWindow } from './worker-message';

const nothing: FinalState = { weights: null, lastWindow: null };

export class Recording {
  private folder: ExperimentFolder | null = null;
  private recorder: RunRecorder | null = null;
  private initialWeights: readonly NamedTensor[] = [];
  private started: RunStarted | null = null;
  private final = nothing;

  get isOpen(): boolean {
    return this.folder !== null;
  }

  open(command: Extract<HostCommand, { kind: 'open-experiment' }>): HostEvent {
    const { dir } = command;
    if (this.folder !== null) {
      const message = `${dir} cannot be opened while ${this.folder.dir} is being written: close that one first.`;
      return { kind: 'experiment-refused', dir, reason: 'in-use', message };
    }
    const result = openExperimentFolder(command);
    if (result.kind === 'refused') {
      return { kind: 'experiment-refused', dir, reason: result.reason, message: result.message };
    }
    this.folder = result.folder;
    return { kind: 'experiment-opened', dir };
  }

  async close(): Promise<HostEvent> {
    const { folder } = this;
    this.folder = null;
    if (folder === null) return { kind: 'experiment-closed', digest: null, failure: nothingOpen() };
    return { kind: 'experiment-closed', ...(await folder.close()) };
  }

  /** Keeps the weights that {@link begin} will write. */
  keepInitialWeights(weights: readonly NamedTensor[]): void {
    this.initialWeights = weights;
  }

  /** Begins the folder of a run. @returns why it cannot be written, or null */
  begin(started: RunStarted): Failure | null {
    if (this.folder === null) return nothingOpen();
    this.started = started;
    this.final = nothing;
    this.recorder = this.folder.startRun(started, this.initialWeights);
    return this.recorder.failure;
  }

  /** @returns the failure, at the first chunk that could not be written and only then */
  append(chunk: Chunk): Failure | null {
    return this.recorder?.append(chunk) ?? null;
  }

  /** @returns the failure, if the checkpoint is the first that could not be written */
  keepCheckpoint(checkpoint: Checkpoint): Failure | null {
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
  end(ended: RunEnded): Failure | null {
    const { folder, recorder, final } = this;
    this.recorder = null;
    return folder === null || recorder === null ? null : folder.endRun(recorder, ended, final);
  }
}

function nothingOpen(): Failure {
  return { kind: 'storage', message: 'No experiment folder is open: open one first.', stack: null };
}
