// The training loop as one program: n steps in one call, state in and state out, and what each step did.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { scan } from '../compile/scan';
import { zip } from '../compile/zip';
import { fromRows, toRows } from '../network/parameters';
import type { TensorRecord } from './engine';
import { flatRecord, tensorAt, treeOf } from './flat-record';
import {
  type StepInputs,
  type StepLimits,
  type StepOutputs,
  type StepPlan,
  type TrainingState,
  trainingStep,
} from './step';

/** What a program takes. What may change while a run goes on is among it, so that no change needs a new program. */
export interface ProgramInputs {
  readonly state: TrainingState;
  /** What each step is given, for up to K steps: an axis [K] in front of every tensor. */
  readonly batches: StepInputs;
  readonly limits: StepLimits;
  /** Steps to take: int32 scalar, at most K. */
  readonly steps: Tensor;
}

/** What a program returns: the state after the steps, and what each did, with an axis [K] in front. */
export interface ProgramOutputs {
  readonly state: TrainingState;
  readonly records: StepOutputs;
}

/** The program that takes up to `capacity` steps, on flat records of the structure of `like`. */
export function trainingProgram(
  plan: StepPlan,
  capacity: number,
  like: ProgramInputs,
): (inputs: TensorRecord) => TensorRecord {
  return (record) => {
    const { state, batches, limits, steps } = treeOf(like, record);
    const [last, records] = scan(
      (carry: Carry, batch: StepInputs): [Carry, StepOutputs] => {
        const [next, outputs] = trainingStep(plan, stateOf(plan, carry), batch, limits);
        return [carryOf(plan, next), outputs];
      },
      carryOf(
        plan,
        mapVectors(state, (vector) => toRows(vector, plan.network.layout)),
      ),
      batches,
      capacity,
      { n: steps },
    );
    const flat = mapVectors(stateOf(plan, last), (rows) => fromRows(rows, plan.network.layout));
    const outputs: ProgramOutputs = { state: flat, records };
    return flatRecord(outputs);
  };
}

/**
 * What determines the program, besides the shapes of its inputs. The length of the run, its end and its schedule do not: what
 * they decide is among the inputs.
 */
export function programIdentity({ network, training }: StepPlan, capacity: number): string {
  const { model, inputSize, outputSize } = network;
  const { steps: _length, stopWhen: _end, schedule: _rates, ...rest } = training;
  return JSON.stringify([model, inputSize, outputSize, rest, capacity]);
}

/**
 * The state as it goes around the loop: parameters, then moments, as one tensor [1 + moments, R, rowWidth]. Machine code that
 * renews each of them in place cannot tell that it reads where it writes, and so takes them value by value.
 */
interface Carry {
  readonly vectors: Tensor;
  readonly hidden: TrainingState['hidden'];
}

function carryOf({ rule }: StepPlan, { parameters, moments, hidden }: TrainingState): Carry {
  return { vectors: tf.stack([parameters, ...rule.moments.map((name) => tensorAt(moments, name))]), hidden };
}

function stateOf({ rule }: StepPlan, { vectors, hidden }: Carry): TrainingState {
  const [parameters = vectors, ...moments] = tf.unstack(vectors);
  return { parameters, moments: Object.fromEntries(zip(rule.moments, moments)), hidden };
}

function mapVectors(state: TrainingState, change: (vector: Tensor) => Tensor): TrainingState {
  const moments = Object.entries(state.moments).map(([name, vector]) => [name, change(vector)]);
  return { ...state, parameters: change(state.parameters), moments: Object.fromEntries(moments) };
}

/** The outputs of a program read as trees again; `state` is one like it took. */
export function programOutputs(state: TrainingState, record: TensorRecord): ProgramOutputs {
  return {
    state: treeOf({ state }, record).state,
    records: {
      loss: tensorAt(record, 'records.loss'),
      gradNorm: tensorAt(record, 'records.gradNorm'),
      gradNormClipped: tensorAt(record, 'records.gradNormClipped'),
      parameterNorms: tensorAt(record, 'records.parameterNorms'),
      flow: tensorAt(record, 'records.flow'),
      saturation: tensorAt(record, 'records.saturation'),
      prediction: tensorAt(record, 'records.prediction'),
    },
  };
}
