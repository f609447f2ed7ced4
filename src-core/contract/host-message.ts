// Messages between whoever commands a trainer host (Electron main, or the command line) and the host process.
// The parsers are in parse-host-message.ts.
import type { Settings } from '../experiment/experiment';
import type { TaskData } from '../experiment/task-data';
import type { Adjustment, AdjustmentChange } from './adjustment';
import type { RunCheckpoint } from './checkpoint';
import type { BackendKind, EngineAttempt, EngineChoice, EngineKind, EngineReport } from './engine';
import type { Failure } from './failure';
import type { InspectionAnswer, InspectionQuestion } from './inspection';
import type { NamedTensor } from './named-tensor';
import type { Pace, RunEvent } from './run-event';

/** One run to train: a lane's settings with one seed. */
export interface RunJob {
  readonly runId: string;
  readonly lane: string;
  readonly seed: number;
  readonly settings: Settings;
  /** Initial weights in place of drawn ones; null draws them from the seed. */
  readonly weights: readonly NamedTensor[] | null;
  /** What its task is made of, where that is not drawn: the columns of a csv. */
  readonly data: TaskData | null;
  /** Where the run goes on; null: it begins. Its folder then holds the trace up to there, and maybe beyond. */
  readonly from: RunCheckpoint | null;
  /** Changes of learning rate and clip limit while it went on, of a run that is trained again or taken up, by step. */
  readonly adjustments: readonly Adjustment[];
  readonly pace: Pace;
  /** Absolute path of the run's folder (`<dir>/<lane>/seed-<n>`). */
  readonly folder: string;
}

/** What people want of a run that goes on. */
export type RunCommand =
  | { readonly kind: 'pause'; readonly runId: string }
  | { readonly kind: 'resume'; readonly runId: string }
  /** Takes one step of a paused run and stays paused; pauses a running one first. */
  | { readonly kind: 'step'; readonly runId: string }
  /** `status`: how the run ends, `stopped` by a person, or `interrupted` because its commander is going away. */
  | { readonly kind: 'stop'; readonly runId: string; readonly status: 'stopped' | 'interrupted' }
  | { readonly kind: 'pace'; readonly runId: string; readonly pace: Pace }
  /** Acts between two steps; told by `adjusted`. */
  | { readonly kind: 'adjust'; readonly runId: string; readonly change: AdjustmentChange };

export type HostCommand =
  /**
   * Loads the library and settles on an engine by trying; answered by `engine-ready` or `engine-failed`.
   * `ruledOut`: attempts that ended an earlier host and are not made again. `first`: no other host came before
   * this one, which neither joins others nor takes the place of one that was lost. `lane`: settings that it is to train
   * first, and so tries the engine with; null: none are known yet.
   */
  | {
      readonly kind: 'prepare';
      readonly choice: EngineChoice;
      readonly ruledOut: readonly EngineAttempt[];
      readonly first: boolean;
      readonly lane: Settings | null;
    }
  /** Asks whether weights fit networks; answered by `weights-fitted`. */
  | {
      readonly kind: 'fit-weights';
      readonly weights: readonly NamedTensor[];
      readonly settings: readonly Settings[];
    }
  /** Queues nothing: a host trains one run at a time and refuses a second with `run-ended`, status failed. */
  | { readonly kind: 'start'; readonly job: RunJob }
  | RunCommand
  /**
   * Asks what a step of a run did, of the one that trains or of any before it; answered by `inspected` with the same number.
   * `job`: as the run was started, for it may have to be trained again up to that step.
   */
  | {
      readonly kind: 'inspect';
      readonly requestId: number;
      readonly job: RunJob;
      readonly question: InspectionQuestion;
    }
  /**
   * Takes the transferred port in place of an earlier one: every run event goes there too, in order. Answered by
   * `series-attached`.
   */
  | { readonly kind: 'attach-series' }
  /** Ends the worker and the process in order. */
  | { readonly kind: 'shutdown' };

export type HostEvent =
  /** What is being tried now, while it prepares: where the host dies of it, its commander knows what to rule out. */
  | { readonly kind: 'engine-trying'; readonly engine: EngineKind; readonly backend: BackendKind }
  | { readonly kind: 'engine-ready'; readonly report: EngineReport }
  | { readonly kind: 'engine-failed'; readonly failure: Failure; readonly attempts: readonly EngineAttempt[] }
  /** Per settings that were asked about: null, or one sentence on what does not fit. */
  | { readonly kind: 'weights-fitted'; readonly misfits: readonly (string | null)[] }
  | { readonly kind: 'inspected'; readonly requestId: number; readonly answer: InspectionAnswer }
  /** Run events sent before this one did not go to the port attached last; all later ones do. */
  | { readonly kind: 'series-attached' }
  /** The host's worker is gone or cannot be ended: this host trains no more and is to be killed and replaced. */
  | { readonly kind: 'host-unusable'; readonly failure: Failure }
  | RunEvent;
