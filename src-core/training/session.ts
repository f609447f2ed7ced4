// A run in the making: owns parameters, moments and hidden state, and advances them by program calls.
import type { Adjustment, AdjustmentChange } from '../contract/adjustment';
import type { NamedTensor } from '../contract/named-tensor';
import type { Settings } from '../experiment/experiment';
import type { TaskData } from '../experiment/task-data';
import { stepsPerCall } from '../experiment/steps-per-call';
import { initialParameters } from '../network/initialise';
import { type Network, networkOf } from '../network/network';
import { flatValues, namedTensors } from '../network/parameters';
import { saturationColumns } from '../network/saturation';
import { type SequenceSource, sequenceSource } from '../task/sequence-source';
import type { Checkpoint } from './checkpoint';
import type { Engine } from './engine';
import { type Inspection, type InspectionDepth, WHOLE_STEP } from './inspection';
import { type Evaluation, createEvaluator } from './evaluation';
import { createInspector } from './inspector';
import { updateRule } from './optimizer';
import { type StepRecords, joinRecords } from './step-records';
import { Timeline } from './timeline';
import { type Trainer, createTrainer } from './trainer';

export type { StepRecords } from './step-records';

export interface SessionOptions {
  readonly settings: Settings;
  readonly seed: number;
  readonly engine: Engine;
  /** Initial weights in place of drawn ones; null draws them from the seed. */
  readonly weights: readonly NamedTensor[] | null;
  /** What the task is made of, where that is not drawn: the columns of a csv. */
  readonly data?: TaskData | null;
  /** Windows in place of the task's own, of its sizes: for a session that is to try a program, whatever it learns. */
  readonly source?: SequenceSource;
  /** Changes while it went on, of a run that is trained again, by step. */
  readonly adjustments?: readonly Adjustment[];
  /** Most steps that one program call can take; longer stretches are cut. Static: it shapes the compiled program. */
  readonly capacity?: number;
}

export interface Session {
  readonly parameterCount: number;
  /** `flow_l0_t0` …, then `flow_l0_t0_reverse` …, layer by layer. */
  readonly flowColumns: readonly string[];
  /** Torch's names of the parameters, in the order of their gradient norms. */
  readonly parameterNames: readonly string[];
  /** `saturated_l0_h` …, `dead_l0_h` …: what the shares of saturated and dead units are of. */
  readonly saturationColumns: readonly string[];
  readonly inputSize: number;
  readonly outputSize: number;
  /** The next step to take. */
  readonly step: number;
  /** Steps that can be inspected: one more than `step` after a divergence. */
  readonly recorded: number;
  /**
   * Takes `count` steps. With `stopWhen.notFinite` the records end at the first step whose loss or gradient norm is not finite;
   * the session then stands before that step, with the last finite weights.
   */
  advance(count: number): StepRecords;
  /**
   * What step `step` did, replayed to the bit from the nearest checkpoint in memory. The session stays where it is. The first
   * call of each depth compiles a program of its own.
   * @param depth what of it, where that is not all
   * @throws where the step has not been taken, or lies before the checkpoint that the session was restored from.
   */
  inspect(step: number, depth?: InspectionDepth): Promise<Inspection>;
  /** The parameters that a step began with, replayed likewise. @throws like `inspect`. */
  parametersBefore(step: number): readonly NamedTensor[];
  /**
   * Changes learning rate or clip limit from the next step on, without a new program. @returns what is then in force: a session
   * given it as one of its `adjustments` comes to the same bits
   * @throws where a value is none to train with
   */
  adjust(change: AdjustmentChange): Adjustment;
  /** What the network, as it is, makes of windows it is not trained on. The session stays where it is. */
  evaluate(): Evaluation;
  /** All that the run needs to go on from here, in this session or another of the same settings and seed. */
  checkpoint(): Checkpoint;
  /** Goes on from a checkpoint. @throws when it is not of these settings: names the tensor, expected and got shape. */
  restore(checkpoint: Checkpoint): void;
  weights(): NamedTensor[];
  initialWeights(): NamedTensor[];
  /** Frees all tensors and the program. */
  dispose(): void;
}

/** @throws when given weights do not fit the model: the message names the tensor, expected and got shape. */
export async function createSession(options: SessionOptions): Promise<Session> {
  const { settings, seed, engine, weights } = options;
  const data = options.data ?? null;
  const source = options.source ?? sequenceSource(settings, seed, data);
  const network = networkOf(settings.model, source.inputSize, source.outputSize);
  const { layout } = network;
  const initial =
    weights === null ? initialParameters(settings.model, layout, seed) : flatValues(weights, layout);
  const plan = { network, training: settings.training, rule: updateRule(settings.training.optimizer) };
  const capacity = options.capacity ?? stepsPerCall(settings);
  const timeline = new Timeline(settings.training, options.adjustments);
  const maker = { plan, source, seed, timeline, capacity };
  const trainer = await createTrainer(engine, maker, initial);
  const inspector = createInspector(engine, maker, trainer);
  const evaluator = createEvaluator(settings, seed, data, network, trainer);
  return {
    parameterCount: layout.size,
    flowColumns: flowColumnsOf(network, source.timeStep),
    parameterNames: layout.parameters.map(({ name }) => name),
    saturationColumns: saturationColumns(network),
    inputSize: source.inputSize,
    outputSize: source.outputSize,
    get step() {
      return trainer.step;
    },
    get recorded() {
      return trainer.recorded;
    },
    advance: (count) => advance(trainer, count, capacity),
    inspect: (step, depth = WHOLE_STEP) => inspector.inspect(step, depth),
    parametersBefore: (step) => inspector.parametersBefore(step),
    adjust: (change) => timeline.adjust(trainer.step, change),
    evaluate: () => evaluator.evaluate(),
    checkpoint: () => trainer.checkpoint(),
    restore: (checkpoint) => trainer.restore(checkpoint),
    weights: () => namedTensors(trainer.parameters(), layout),
    initialWeights: () => namedTensors(initial, layout),
    dispose() {
      inspector.dispose();
      trainer.dispose();
    },
  };
}

/** Takes `count` steps in calls of at most `capacity`. */
function advance(trainer: Trainer, count: number, capacity: number): StepRecords {
  if (!Number.isInteger(count) || count < 1)
    throw new Error(`A session advances by a whole number of steps, 1 or more: got ${count}.`);
  const parts: StepRecords[] = [];
  for (let left = count; left > 0;) {
    const records = trainer.take(Math.min(left, capacity));
    parts.push(records);
    if (records.divergedAt !== null) break;
    left -= records.count;
  }
  return joinRecords(parts);
}

function flowColumnsOf(network: Network, timeStep: number): string[] {
  return network.layers
    .flat()
    .flatMap(({ layer, reverse }) =>
      Array.from({ length: timeStep }, (_, t) => `flow_l${layer}_t${t}${reverse ? '_reverse' : ''}`),
    );
}
