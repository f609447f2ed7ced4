// The moving part of a session: a program, the training state that goes in and out of it, and the step it stands at.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { leavesOf } from '../compile/tree';
import type { SequenceSource } from '../task/sequence-source';
import {
  type BatchMaker,
  type Batches,
  batchTensors,
  limitTensors,
  makeBatches,
  measuringBatches,
} from './batches';
import { type Checkpoint, checkpointList, checkpointOf, stateFrom } from './checkpoint';
import { divergenceOf } from './divergence';
import type { CompiledProgram, Engine } from './engine';
import { flatRecord } from './flat-record';
import {
  type ProgramInputs,
  type ProgramOutputs,
  programIdentity,
  programOutputs,
  trainingProgram,
} from './program';
import { type StepPlan, type TrainingState, zeroHidden } from './step';
import { type StepRecords, firstNotFinite, firstRecords, joinRecords, readRecords } from './step-records';

export interface Trainer {
  /** The next step to take. */
  readonly step: number;
  /** Steps that there are records of: one more than `step` after a divergence. */
  readonly recorded: number;
  /** Takes up to `count` ≤ K steps in one program call; fewer where it diverges, or learning rate or limits change. */
  take(count: number): StepRecords;
  /** The flat vector of parameters, a copy. */
  parameters(): Float32Array;
  /** The state before step `step` ≤ `recorded`, replayed to the bit. The caller disposes it. */
  stateBefore(step: number): TrainingState;
  /**
   * What the network, as it is, makes of the first `count` windows of another source, its state carried from zero: no step is
   * taken, nothing of the trainer changes. By the program that trains, at a learning rate of zero.
   */
  measure(source: SequenceSource, count: number): StepRecords;
  checkpoint(): Checkpoint;
  /** Goes on from a checkpoint of the same settings. @throws where it does not fit. */
  restore(checkpoint: Checkpoint): void;
  dispose(): void;
}

/** A trainer at step 0. `initial` is the flat vector of parameters. */
export async function createTrainer(
  engine: Engine,
  maker: BatchMaker,
  initial: Float32Array,
): Promise<Trainer> {
  const { training } = maker.plan;
  const { timeline } = maker;
  let state = initialState(maker, initial);
  let step = 0;
  let recorded = 0;
  let checkpoints = checkpointList(checkpointOf(state, 0));
  /** Checkpoints of the stretch that `checkpoints` begins: going back to one keeps what lies before it. */
  let own = new WeakSet<Checkpoint>();
  /** The state replayed last: whoever looks at one step after the other need not go back to a checkpoint each time. */
  let replayedLast: Checkpoint | null = null;

  const inputsOf = (from: TrainingState, batches: Batches): ProgramInputs => ({
    state: from,
    batches: batchTensors(maker, batches),
    limits: limitTensors(maker, batches.first),
    steps: tf.scalar(batches.count, 'int32'),
  });
  const compiling = compileFor(engine, maker, inputsOf(state, makeBatches(maker, 0, 0)));
  const program = await compiling.catch((error: unknown) => {
    disposeAll(state);
    throw error;
  });

  /** Runs the program on a state, which stays as it is. */
  const run = (from: TrainingState, batches: Batches): ProgramOutputs => {
    const inputs = inputsOf(from, batches);
    const outputs = program.call(inputs);
    disposeAll([inputs.batches, inputs.limits, inputs.steps]);
    return outputs;
  };
  /** The state after `batches`, without their records. */
  const stateAfter = (from: TrainingState, batches: Batches): TrainingState => {
    const outputs = run(from, batches);
    disposeAll(outputs.records);
    return outputs.state;
  };
  const goTo = (next: TrainingState, nextStep: number): void => {
    disposeAll(state);
    state = next;
    step = nextStep;
    if (checkpoints.isDue(step)) checkpoints.add(checkpointOf(state, step));
  };

  /**
   * Takes the steps before one that diverged once more, as many of them as leave finite parameters.
   * @returns the parameters that the one that diverged began with
   */
  const stopBefore = (batches: Batches, diverged: number): Float32Array => {
    let before: Float32Array | null = null;
    for (let count = diverged; count > 0; count -= 1) {
      const next = stateAfter(state, { ...batches, count });
      const parameters = valuesOf(next.parameters);
      before ??= parameters;
      if (parameters.every((value) => Number.isFinite(value))) {
        goTo(next, step + count);
        return before;
      }
      disposeAll(next);
    }
    return before ?? valuesOf(state.parameters);
  };

  /** In calls of at most `atOnce` windows, each with the parameters as they are. */
  const measured = (source: SequenceSource, count: number, atOnce: number): StepRecords => {
    const parts: StepRecords[] = [];
    let hidden = emptyHidden(maker.plan);
    for (let first = 0; first < count; first += atOnce) {
      const batches = measuringBatches(maker, source, first, Math.min(atOnce, count - first));
      const outputs = run({ ...state, hidden }, batches);
      parts.push(readRecords(outputs.records, batches, training.batchSize));
      disposeAll([hidden, outputs.records, outputs.state.parameters, outputs.state.moments]);
      hidden = outputs.state.hidden;
    }
    disposeAll(hidden);
    return joinRecords(parts);
  };

  return {
    get step() {
      return step;
    },
    get recorded() {
      return recorded;
    },
    take(most) {
      const count = timeline.steadySteps(step, most);
      const batches = makeBatches(maker, step, count);
      const outputs = run(state, batches);
      const records = readRecords(outputs.records, batches, training.batchSize);
      disposeAll(outputs.records);
      const diverged = training.stopWhen.notFinite ? firstNotFinite(records) : null;
      recorded = step + (diverged === null ? count : diverged + 1);
      if (diverged === null) {
        goTo(outputs.state, step + count);
        return records;
      }
      disposeAll(outputs.state);
      const before = stopBefore(batches, diverged);
      const taken = { ...firstRecords(records, diverged + 1), divergedAt: batches.first + diverged };
      return { ...taken, divergence: divergenceOf(taken, before, maker.plan.network.layout) };
    },
    parameters: () => valuesOf(state.parameters),
    stateBefore(target) {
      const kept = checkpoints.before(target);
      const isNear = replayedLast !== null && replayedLast.step <= target && replayedLast.step > kept.step;
      const checkpoint = isNear && replayedLast !== null ? replayedLast : kept;
      let replayed = stateFrom(checkpoint, state);
      for (let at = checkpoint.step; at < target;) {
        const count = timeline.steadySteps(at, Math.min(maker.capacity, target - at));
        const next = stateAfter(replayed, makeBatches(maker, at, count));
        disposeAll(replayed);
        replayed = next;
        at += count;
      }
      replayedLast = checkpointOf(replayed, target);
      return replayed;
    },
    measure(source, count) {
      const records = measured(source, count, maker.capacity);
      // A gradient that is not finite leaves no parameters even at a rate of zero: then each window gets them anew.
      return firstNotFinite(records) === null ? records : measured(source, count, 1);
    },
    checkpoint() {
      const checkpoint = checkpointOf(state, step);
      own.add(checkpoint);
      return checkpoint;
    },
    restore(checkpoint) {
      const next = stateFrom(checkpoint, state);
      if (!own.has(checkpoint)) {
        checkpoints = checkpointList(checkpoint);
        own = new WeakSet([checkpoint]);
        replayedLast = null;
      }
      goTo(next, checkpoint.step);
      recorded = step;
    },
    dispose() {
      disposeAll(state);
      program.dispose();
    },
  };
}

/** A program on trees of tensors. */
interface TreeProgram {
  call(inputs: ProgramInputs): ProgramOutputs;
  dispose(): void;
}

/** Compiles the training program for inputs like `example`, of which it frees all but the state. */
async function compileFor(engine: Engine, maker: BatchMaker, example: ProgramInputs): Promise<TreeProgram> {
  const program = trainingProgram(maker.plan, maker.capacity, example);
  const identity = programIdentity(maker.plan, maker.capacity);
  const compiling: Promise<CompiledProgram> = engine.compile(program, flatRecord(example), identity);
  const compiled = await compiling.finally(() =>
    disposeAll([example.batches, example.limits, example.steps]),
  );
  return {
    call: (inputs) => programOutputs(inputs.state, compiled.call(flatRecord(inputs))),
    dispose: () => compiled.dispose(),
  };
}

/** Parameters as given, moments and hidden state zero. */
function initialState({ plan }: BatchMaker, initial: Float32Array): TrainingState {
  const { rule } = plan;
  const moments = Object.fromEntries(rule.moments.map((name) => [name, tf.zeros([initial.length])]));
  return { parameters: tf.tensor(initial.slice()), moments, hidden: emptyHidden(plan) };
}

/** The hidden state that a run begins with: zero; none where every window starts from zero. */
function emptyHidden({ network, training }: StepPlan): TrainingState['hidden'] {
  return training.carryState ? Object.fromEntries(zeroHidden(network, training.batchSize)) : {};
}

/** A copy. */
function valuesOf(tensor: Tensor): Float32Array {
  return (tensor.dataSync() as Float32Array).slice();
}

function disposeAll(tree: unknown): void {
  tf.dispose(leavesOf(tree));
}
