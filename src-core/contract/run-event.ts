// What a run tells: from the trainer host to the window (over one MessagePort) and to the command line (over process IPC).
// Every message carries the runId, so that those of a run that is no longer current are dropped.
import type { Task } from '../experiment/experiment';
import type { Adjustment } from './adjustment';
import type { Divergence } from './divergence';
import type { EngineReport } from './engine';
import type { Failure } from './failure';

/** How a run ended. `diverged`: a loss or gradient was not finite; `interrupted`: its commander went away (Ctrl-C, quit). */
export type RunStatus = 'done' | 'stopped' | 'diverged' | 'failed' | 'interrupted';

/** How fast steps are taken: as fast as the engine can, or at a person's pace (the article draws 20 windows a second). */
export type Pace = { readonly kind: 'full' } | { readonly kind: 'paced'; readonly stepsPerSecond: number };

/** A loss, and the formula it comes from: `1/6 (always answers 1)`. */
export interface Baseline {
  readonly value: number;
  readonly formula: string;
}

/** The engine is ready, the network has its initial weights, the first step comes next. */
export interface RunStarted {
  readonly kind: 'run-started';
  readonly runId: string;
  /** Label of the run's lane, and its seed. */
  readonly lane: string;
  readonly seed: number;
  readonly engine: EngineReport;
  /** The step it begins with: 0, or where a run that is taken up again goes on. */
  readonly firstStep: number;
  /** Steps the run will have taken if nothing ends it before. */
  readonly steps: number;
  /** Points per window. */
  readonly timeStep: number;
  /** Features per point of input, of target and prediction. */
  readonly inputSize: number;
  readonly outputSize: number;
  /** The kind of its task: what its windows are like, see task-traits.ts. */
  readonly task: Task['kind'];
  /** Said where the windows of a task that may follow on each other do not. */
  readonly windows?: 'independent';
  /** What a network without a memory can reach at best; null where the task has no such figure. */
  readonly baseline: Baseline | null;
  readonly parameterCount: number;
  /** Names of the flow values of a step, in order: `flow_l0_t0` …, `flow_l0_t0_reverse` …. */
  readonly flowColumns: readonly string[];
  /** Torch's names of the parameters, in the order of their gradient norms: `rnn.weight_ih_l0` …. */
  readonly parameterNames: readonly string[];
  /** Names of the shares of saturated or dead units, in order: `saturated_l0_i` …, `dead_l0_h` …. */
  readonly saturationColumns: readonly string[];
  /** Details (flow, norms per parameter, shares and windows) are recorded at steps divisible by this. 1 up to about a thousand steps. */
  readonly detailEvery: number;
  /** Milliseconds spent before the first step: tracing and compiling. */
  readonly compileMs: number;
}

/**
 * A stretch of consecutive steps, about 30 ms of training. `count` = n.
 * Details are present for `detailSteps` only (m of the n steps), see {@link RunStarted.detailEvery}.
 */
export interface Chunk {
  readonly kind: 'chunk';
  readonly runId: string;
  readonly firstStep: number;
  readonly count: number;
  /** Shape [n] each. Gradient norms: global L2 norm, before and after clipping. */
  readonly loss: Float32Array;
  readonly gradNorm: Float32Array;
  readonly gradNormClipped: Float32Array;
  readonly learningRate: Float32Array;
  /** Step numbers with details, shape [m]. */
  readonly detailSteps: Int32Array;
  /** ‖∂L/∂h_t‖, shape [m, flowColumns.length]. */
  readonly flow: Float32Array;
  /** ‖g‖ of every parameter before clipping, shape [m, parameterNames.length]. */
  readonly parameterNorms: Float32Array;
  /** Shares between 0 and 1, shape [m, saturationColumns.length]. */
  readonly saturation: Float32Array;
  /** First window of the batch at each detailed step: [m, timeStep, inputSize], [m, timeStep, outputSize] twice. */
  readonly input: Float32Array;
  readonly target: Float32Array;
  readonly prediction: Float32Array;
  /** Wall time of the chunk in milliseconds, data generation and read-back included. */
  readonly elapsedMs: number;
}

/** Points of one window: [timeStep, inputSize], [timeStep, outputSize] twice. */
export interface EvaluatedWindow {
  readonly input: Float32Array;
  readonly target: Float32Array;
  readonly prediction: Float32Array;
}

/** What the network made of windows it is not trained on, at its start, its end, and in between where that costs little. */
export interface Evaluated {
  readonly kind: 'evaluated';
  readonly runId: string;
  /** Steps taken before: 0 with the initial weights. */
  readonly step: number;
  /** Mean loss of the hold-out. */
  readonly loss: number;
  /** Share of right answers; null where the task has none. */
  readonly accuracy: number | null;
  /** Mean squared error of a free run; null where a prediction cannot be the next input. */
  readonly freeRunLoss: number | null;
  readonly window: EvaluatedWindow;
  /** The window of the free run: its inputs are the predictions. */
  readonly freeRun: EvaluatedWindow | null;
}

export interface RunPaused {
  readonly kind: 'run-paused';
  readonly runId: string;
  /** The next step to be taken. */
  readonly step: number;
}

export interface RunResumed {
  readonly kind: 'run-resumed';
  readonly runId: string;
}

/** A person changed learning rate or clip limit: what is in force from this step on. */
export interface RunAdjusted extends Adjustment {
  readonly kind: 'adjusted';
  readonly runId: string;
}

/** The last message of a run, whatever happened. */
export interface RunEnded {
  readonly kind: 'run-ended';
  readonly runId: string;
  readonly status: RunStatus;
  /** Steps taken. */
  readonly steps: number;
  /** Loss of the last step taken; null when none was. */
  readonly finalLoss: number | null;
  /** Microseconds per step over all chunks after the first; null when there was no second chunk. */
  readonly usPerStep: number | null;
  readonly compileMs: number;
  /** Step whose loss or gradient was not finite, where the status is `diverged`. */
  readonly divergedAt: number | null;
  /** What of that step was the first that is not finite; absent where it did not diverge. */
  readonly divergence?: Divergence;
  /** Why, where the status is `failed`. */
  readonly failure: Failure | null;
  /** The run's folder; null when nothing was recorded. */
  readonly folder: string | null;
}

export type RunEvent = RunStarted | Chunk | Evaluated | RunPaused | RunResumed | RunAdjusted | RunEnded;
