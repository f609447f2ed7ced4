// One training step: outputs forward, loss, error terms backward, weight gradients, clip, update. A pure function of tensors,
// run as it is or compiled.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Training } from '../experiment/experiment';
import type { Errors } from '../network/bptt';
import type { CellState } from '../network/cell';
import {
  type Network,
  type NetworkForward,
  type PerDirection,
  networkBackward,
  networkForward,
  entryOf,
  networkGradients,
} from '../network/network';
import { type ParameterTensors, packRows, tensorOf, unpackRows } from '../network/parameters';
import { saturationShares } from '../network/saturation';
import { clipGradient, l2Norm } from './clip';
import type { TensorRecord } from './engine';
import { lossOf } from './loss';
import type { UpdateRule } from './optimizer';

/** What a training step is made of, fixed for a run. */
export interface StepPlan {
  readonly network: Network;
  readonly training: Training;
  readonly rule: UpdateRule;
}

/** All that goes from step to step. */
export interface TrainingState {
  /** All parameters: a flat vector [P] outside, rows [R, rowWidth] inside of a program. */
  readonly parameters: Tensor;
  /** The optimizer's vectors, laid out likewise. */
  readonly moments: TensorRecord;
  /** Hidden state by direction, [B, H] each; empty where every window starts from zero. */
  readonly hidden: Readonly<Record<string, CellState>>;
}

/** What a step is given. */
export interface StepInputs {
  /** [T, B, I] and [T, B, O]. */
  readonly input: Tensor;
  readonly target: Tensor;
  /** Scalars of the update rule. */
  readonly coefficients: TensorRecord;
  /** Dropout masks by the layer whose outputs they scale (`l0` …), [T, B, H·directions] each; empty without dropout. */
  readonly masks: TensorRecord;
}

/** Limits of clipping, scalars. */
export interface StepLimits {
  readonly norm: Tensor;
  readonly value: Tensor;
}

/** What is recorded of a step. */
export interface StepOutputs {
  readonly loss: Tensor;
  readonly gradNorm: Tensor;
  readonly gradNormClipped: Tensor;
  /** ‖g‖ of every parameter before clipping, in the layout's order. */
  readonly parameterNorms: Tensor;
  /** ‖∂L/∂h_t‖ for every t, direction by direction. */
  readonly flow: Tensor;
  /** Shares of saturated or dead units, see saturationColumns. */
  readonly saturation: Tensor;
  /** First window of the batch [T, O]. */
  readonly prediction: Tensor;
}

/** Takes one step. */
export function trainingStep(
  plan: StepPlan,
  state: TrainingState,
  inputs: StepInputs,
  limits: StepLimits,
): [TrainingState, StepOutputs] {
  const { network, training, rule } = plan;
  const { forward, loss, errors, gradients } = backpropagate(plan, state, inputs);
  const clipped = clipGradient(packRows(gradients, network.layout), limits.norm, limits.value);
  const updated = rule.update(state, clipped.gradient, inputs.coefficients);
  const hidden = training.carryState ? Object.fromEntries(forward.last) : {};
  return [
    { ...updated, hidden },
    {
      loss,
      gradNorm: clipped.normBefore,
      gradNormClipped: clipped.normAfter,
      parameterNorms: normsOf(network, gradients),
      flow: flowOf(network, errors),
      saturation: saturationShares(network, forward.tape.directions),
      prediction: firstWindow(forward.prediction),
    },
  ];
}

/** A step up to its gradients, with everything that was computed on the way. */
export interface Backpropagation {
  readonly parameters: ParameterTensors;
  readonly forward: NetworkForward;
  readonly loss: Tensor;
  readonly errors: PerDirection<Errors>;
  readonly gradients: ParameterTensors;
}

/** Outputs forward, loss, error terms backward, weight gradients. */
export function backpropagate(plan: StepPlan, state: TrainingState, inputs: StepInputs): Backpropagation {
  const { network, training } = plan;
  const parameters = unpackRows(state.parameters, network.layout);
  const initial = training.carryState
    ? new Map(Object.entries(state.hidden))
    : zeroHidden(network, training.batchSize);
  const forward = networkForward(network, parameters, inputs.input, initial, inputs.masks);
  const { value: loss, gradient } = lossOf(training.loss, forward.prediction, inputs.target);
  const errors = networkBackward(network, parameters, forward.tape, gradient);
  const gradients = networkGradients(network, parameters, forward.tape, errors, gradient);
  return { parameters, forward, loss, errors, gradients };
}

/** h (and c) = 0 for every direction, [B, H] each. */
export function zeroHidden({ layers, cell, model }: Network, batchSize: number): PerDirection<CellState> {
  const zero = () => tf.zeros([batchSize, model.hiddenSize]);
  return new Map(
    layers.flat().map(({ suffix }) => {
      const parts = Object.fromEntries(cell.state.map((name) => [name, zero()]));
      return [suffix, { ...parts, h: parts['h'] ?? zero() }];
    }),
  );
}

/** ‖g‖₂ of every parameter. */
function normsOf({ layout }: Network, gradients: ParameterTensors): Tensor {
  return tf.stack(layout.parameters.map(({ name }) => l2Norm(tensorOf(gradients, name))));
}

/** ‖∂L/∂h_t‖ for all t of the first direction, then of the next. */
function flowOf({ layers }: Network, errors: PerDirection<Errors>): Tensor {
  const squares = layers.flat().map(({ suffix }) => entryOf(errors, suffix).flow.h);
  return tf.sqrt(tf.concat(squares));
}

/** [T, B, F] to [T, F] of the first of the batch. */
function firstWindow(sequence: Tensor): Tensor {
  const [time = 0, , features = 0] = sequence.shape;
  return tf.reshape(tf.slice(sequence, [0, 0, 0], [time, 1, features]), [time, features]);
}
