// Messages between the host and its worker thread: two halves of one bundle, so they need no parser.
import type {
  BackendKind,
  EngineAttempt,
  EngineChoice,
  EngineKind,
  EngineReport,
} from '../../src-core/contract/engine';
import type { RunCheckpoint } from '../../src-core/contract/checkpoint';
import type { Failure } from '../../src-core/contract/failure';
import type { InspectionAnswer, InspectionQuestion } from '../../src-core/contract/inspection';
import type { RunCommand, RunJob } from '../../src-core/contract/host-message';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import type { Settings } from '../../src-core/experiment/experiment';
import type { RunEvent } from '../../src-core/contract/run-event';

export type WorkerRequest =
  | {
      readonly kind: 'prepare';
      readonly choice: EngineChoice;
      readonly ruledOut: readonly EngineAttempt[];
      readonly first: boolean;
      readonly lane: Settings | null;
    }
  | {
      readonly kind: 'fit-weights';
      readonly weights: readonly NamedTensor[];
      readonly settings: readonly Settings[];
    }
  | { readonly kind: 'start'; readonly job: RunJob }
  | RunCommand
  /** Answered by `inspected` with the same number, after other questions. */
  | {
      readonly kind: 'inspect';
      readonly requestId: number;
      readonly job: RunJob;
      readonly question: InspectionQuestion;
    }
  /** A chunk is on the disk: the worker may send another. */
  | { readonly kind: 'recorded'; readonly runId: string }
  /** Ends the thread. */
  | { readonly kind: 'close' };

/** First window of the batch at a step: [timeStep, inputSize], [timeStep, outputSize] twice. */
export interface StepWindow {
  readonly input: Float32Array;
  readonly target: Float32Array;
  readonly prediction: Float32Array;
}

export type WorkerReply =
  | { readonly kind: 'engine-trying'; readonly engine: EngineKind; readonly backend: BackendKind }
  | { readonly kind: 'engine-ready'; readonly report: EngineReport }
  | { readonly kind: 'engine-failed'; readonly failure: Failure; readonly attempts: readonly EngineAttempt[] }
  | { readonly kind: 'weights-fitted'; readonly misfits: readonly (string | null)[] }
  | { readonly kind: 'inspected'; readonly requestId: number; readonly answer: InspectionAnswer }
  /** What the worker is about to do: how long it may be silent depends on it. */
  | { readonly kind: 'phase'; readonly phase: WorkerPhase }
  /** The thread's event loop turns. */
  | { readonly kind: 'alive' }
  | { readonly kind: 'initial-weights'; readonly runId: string; readonly weights: readonly NamedTensor[] }
  /** The state behind all chunks sent before: where the run can be taken up again. */
  | { readonly kind: 'checkpoint'; readonly runId: string; readonly checkpoint: RunCheckpoint }
  /** What a run leaves behind, sent before its `run-ended`. `window`: that of the last step taken; null when none was. */
  | {
      readonly kind: 'run-result';
      readonly runId: string;
      readonly weights: readonly NamedTensor[];
      readonly window: StepWindow | null;
    }
  | RunEvent;

/**
 * `preparing`: a library is being loaded and tried; `compiling`: a program is being made, first step included; `training`:
 * steps are being taken; `inspecting`: a step is being looked at, beside any of the others, or the network is tested; `idle`: nothing is to do, or a
 * person paused.
 */
export type WorkerPhase = 'preparing' | 'compiling' | 'training' | 'inspecting' | 'idle';
