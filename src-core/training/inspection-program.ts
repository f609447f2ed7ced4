// The program behind an inspection: one training step without its update, returning all that it computed.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { scan } from '../compile/scan';
import { leavesOf, withLeaves } from '../compile/tree';
import { type Errors, type Tape, weightGradientTerms } from '../network/bptt';
import { mapState } from '../network/cell';
import { stepJacobians } from '../network/jacobian';
import { type PerDirection, entryOf, networkBackward, recurrenceOf } from '../network/network';
import { fromRows, packRows, toRows } from '../network/parameters';
import { clipGradient } from './clip';
import type { TensorRecord } from './engine';
import { flatRecord, treeOf } from './flat-record';
import type { InspectionDepth } from './inspection';
import { lossOf } from './loss';
import {
  type Backpropagation,
  type StepInputs,
  type StepLimits,
  type StepPlan,
  type TrainingState,
  backpropagate,
} from './step';

/** Inputs of the program: the state before the step, and what the step is given, with an axis [1] in front. */
export interface InspectionInputs {
  readonly state: TrainingState;
  readonly batches: StepInputs;
  readonly limits: StepLimits;
}

/**
 * The program, on flat records of the structure of `like`. Outputs: `loss`, `gradNorm`, `gradNormClipped`, `gradient`,
 * `prediction`, and `directions.<suffix>.*` as in DirectionInspection, with `jacobians` [T, S, S] in place of their norms. What `depth` leaves out is not computed.
 */
export function inspectionProgram(
  plan: StepPlan,
  like: InspectionInputs,
  depth: InspectionDepth,
): (inputs: TensorRecord) => TensorRecord {
  return (record) => {
    const { state: flat, batches, limits } = treeOf(like, record);
    const state = { ...flat, parameters: toRows(flat.parameters, plan.network.layout) };
    // A loop of one step, as in training: outside of a loop TensorFlow may round differently.
    const [, inspected] = scan(
      (carry: TrainingState, batch: StepInputs) => [carry, inspectStep(plan, carry, batch, limits, depth)],
      state,
      batches,
      1,
    );
    return flatRecord(withLeaves(inspected, leavesOf(inspected).map(withoutFirstAxis)));
  };
}

/** A tree of tensors whose structure the network decides. */
interface Nested {
  readonly [name: string]: Tensor | Nested;
}

function inspectStep(
  plan: StepPlan,
  state: TrainingState,
  inputs: StepInputs,
  limits: StepLimits,
  depth: InspectionDepth,
): Nested {
  const pass = backpropagate(plan, state, inputs);
  const { layout } = plan.network;
  const gradient = packRows(pass.gradients, layout);
  const { normBefore, normAfter } = clipGradient(gradient, limits.norm, limits.value);
  return {
    loss: pass.loss,
    gradNorm: normBefore,
    gradNormClipped: normAfter,
    gradient: fromRows(gradient, layout),
    prediction: pass.forward.prediction,
    directions: inspectDirections(plan, pass, inputs.target, depth),
  };
}

function inspectDirections(
  plan: StepPlan,
  pass: Backpropagation,
  target: Tensor,
  depth: InspectionDepth,
): Nested {
  const { network } = plan;
  const reach = reachErrors(plan, pass, target);
  return Object.fromEntries(
    network.layers.flat().map((direction) => {
      const recurrence = recurrenceOf(network, pass.parameters, direction);
      const tape: Tape = entryOf(pass.forward.tape.directions, direction.suffix);
      const errors = entryOf(pass.errors, direction.suffix);
      const inspected = {
        states: tape.states,
        activations: tape.activations,
        inputError: errors.input,
        recurrentError: errors.recurrent,
        flow: mapState(errors.flow, (squares) => tf.sqrt(squares)),
        reach: mapState(entryOf(reach, direction.suffix).flow, (squares) => tf.sqrt(squares)),
        ...(depth.weightTerms ? { weightTerms: weightGradientTerms(recurrence, tape, errors) } : {}),
        ...(depth.jacobianNorms ? { jacobians: stepJacobians(recurrence, tape) } : {}),
      };
      return [direction.suffix, inspected];
    }),
  );
}

/** Error terms of the loss of the last time step alone. */
function reachErrors(plan: StepPlan, pass: Backpropagation, target: Tensor): PerDirection<Errors> {
  const { forward, parameters } = pass;
  const last = lossOf({ ...plan.training.loss, on: 'last' }, forward.prediction, target);
  return networkBackward(plan.network, parameters, forward.tape, last.gradient);
}

function withoutFirstAxis(tensor: Tensor): Tensor {
  return tf.reshape(tensor, tensor.shape.slice(1));
}
