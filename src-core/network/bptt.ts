// Backpropagation through time for one direction of one layer, in its three steps (Werbos 1990):
//
//   1. outputsForward      h_1 … h_T from first to last time step, keeping what the way back needs
//   2. errorTermsBackward  δ_T … δ_1: the part of ∂L that reaches each time step
//   3. weightGradients     ∂L/∂W: the sum over time of δ_t times what W was multiplied with
//
// Only what truly waits for its neighbour in time stands inside the loops; what does not is one product for all time steps.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { scan } from '../compile/scan';
import { type Activations, type CellState, mapState } from './cell';
import type { Normalized } from './normalization';
import { joinedOuterSums, outerSums } from './outer-sums';
import {
  type Recurrence,
  besides,
  errorProduct,
  flatten,
  inputProductError,
  inputTerm,
  recurrentProduct,
} from './recurrence';
import { type StepErrors, type StepTrail, normalizedOf, stepBackward, stepForward } from './time-step';

/** What the forward pass leaves for the way back. */
export interface Tape {
  /** [T, B, I]. */
  readonly input: Tensor;
  /** State of every time step, [T, B, H] each. */
  readonly states: CellState;
  /** State that every time step began with, [T, B, H] each. */
  readonly previous: CellState;
  /** What else the cell computed, [T, B, H] each. */
  readonly activations: Activations;
  /** Statistics of a batch normalization, over the whole window. */
  readonly inputNorm: Normalized | null;
  /** Statistics of a layer normalization, stacked over time. */
  readonly recurrentNorm: Normalized | null;
}

/** Step 1: the state at every time step. `input` [T, B, I], `initial` [B, H] each; `last` is the state to go on with. */
export function outputsForward(
  recurrence: Recurrence,
  input: Tensor,
  initial: CellState,
): { readonly tape: Tape; readonly last: CellState } {
  const { reverse } = recurrence;
  const [time = 0, batch = 0] = input.shape;
  const x = inputTerm(recurrence, input);
  const product = recurrentProduct(recurrence, batch);
  const [last, trail] = scan(
    (before: CellState, xNow: Tensor): [CellState, StepTrail] => {
      const trail = stepForward(recurrence, xNow, product(before.h), before);
      return [trail.state, trail];
    },
    initial,
    x.value,
    time,
    { reverse },
  );
  const { state: states, activations, norm } = trail;
  const previous = shifted(states, initial, reverse);
  const tape = { input, states, previous, activations, inputNorm: x.norm, recurrentNorm: normalizedOf(norm) };
  return { tape, last };
}

/** Error terms at all time steps, [T, B, G·H] each; one and the same tensor where they are equal. */
export interface Errors {
  /** ∂L/∂x̃_t. */
  readonly input: Tensor;
  /** ∂L/∂ũ_t. */
  readonly recurrent: Tensor;
  /** ∂L/∂(W_hh h_{t−1}): as `recurrent`, but behind a layer normalization. */
  readonly product: Tensor;
  /** ‖∂L/∂h_t‖² [T], all paths together: summed over batch and units. For an LSTM also ‖∂L/∂c_t‖². */
  readonly flow: CellState;
}

/** Step 2: from the last time step to the first. `error` [T, B, H] is ∂L/∂h_t along all paths but the one through t+1. */
export function errorTermsBackward(recurrence: Recurrence, tape: Tape, error: Tensor): Errors {
  const [time = 0] = error.shape;
  const through = errorProduct(recurrence);
  const { states: state, previous, activations, recurrentNorm } = tape;
  const [, { errors, flow }] = scan(
    (later: CellState, now: Step): [CellState, { errors: StepErrors; flow: CellState }] => {
      const h = tf.add(later.h, now.error);
      const step = stepBackward(recurrence, through, now, { ...later, h });
      return [step.previous, { errors: step.errors, flow: step.total }];
    },
    mapState(previous, (states) => tf.zeros(states.shape.slice(1))),
    { error, state, previous, activations, norm: { ...recurrentNorm } },
    time,
    { reverse: !recurrence.reverse },
  );
  const recurrent = besides(errors.recurrent);
  const { input, product } = errors;
  return {
    recurrent,
    input: input === undefined ? recurrent : besides(input),
    product: product === undefined ? recurrent : besides(product),
    flow: mapState(flow, (d) => tf.sum(tf.square(d), [1, 2])),
  };
}

/** What the way back reads at one time step. */
type Step = StepTrail & { readonly previous: CellState; readonly error: Tensor };

/** Gradients of one direction's parameters, of their shapes, and the error for what lies below. */
export interface Gradients {
  readonly weightIh: Tensor;
  readonly weightHh: Tensor;
  readonly biasIh: Tensor;
  readonly biasHh: Tensor;
  readonly gain: Tensor | null;
}

/** Up to so many rows XLA adds up a column in one go, which costs less than joining the operands of a product. */
const FEW_ROWS = 32;

/** Step 3: ∂L/∂W = Σ_t δ_t ⊗ (what W was multiplied with at t) and ∂L/∂b = Σ_t δ_t, over the batch as well. */
export function weightGradients(recurrence: Recurrence, tape: Tape, errors: Errors): Gradients {
  const input = flatten(errors.input);
  const recurrent = errors.recurrent === errors.input ? input : flatten(errors.recurrent);
  const product = errors.product === errors.recurrent ? recurrent : flatten(errors.product);
  const [time = 0, batch = 0] = tape.input.shape;
  const sums = time * batch <= FEW_ROWS ? outerSums : joinedOuterSums;
  return {
    ...sums({
      weightHh: { error: product, operand: flatten(tape.previous.h) },
      weightIh: { error: inputProductError(recurrence, tape.inputNorm, input), operand: flatten(tape.input) },
      biasIh: { error: input, operand: 1 },
      biasHh: { error: recurrent, operand: 1 },
    }),
    gain: gainGradient(tape, input, recurrent),
  };
}

/**
 * The terms of step 3 one by one: Σ_t over them is the gradient. [T, G·H, I] and [T, G·H, H], summed over the batch.
 */
export function weightGradientTerms(
  recurrence: Recurrence,
  tape: Tape,
  errors: Errors,
): { readonly weightIh: Tensor; readonly weightHh: Tensor } {
  const { shape } = errors.input;
  const inputProduct = inputProductError(recurrence, tape.inputNorm, flatten(errors.input));
  return {
    weightIh: tf.matMul(tf.reshape(inputProduct, shape), tape.input, true),
    weightHh: tf.matMul(errors.product, tape.previous.h, true),
  };
}

/** ∂L/∂input [T, B, I]: W_ihᵀ δ, what the layer below receives. */
export function inputError(recurrence: Recurrence, tape: Tape, errors: Errors): Tensor {
  const product = inputProductError(recurrence, tape.inputNorm, flatten(errors.input));
  return tf.reshape(tf.matMul(product, recurrence.weightIh), tape.input.shape);
}

/** ∂L/∂γ [G·H] = Σ_t δ_t ⊙ ẑ_t. */
function gainGradient(tape: Tape, input: Tensor, recurrent: Tensor): Tensor | null {
  const { inputNorm, recurrentNorm } = tape;
  if (inputNorm !== null) return tf.sum(tf.mul(input, inputNorm.normalized), 0);
  if (recurrentNorm === null) return null;
  return tf.sum(tf.mul(recurrent, tf.reshape(recurrentNorm.normalized, recurrent.shape)), 0);
}

/** The state that every time step began with [T, B, H]: that of t−1, or of t+1 where the direction is reversed. */
function shifted(states: CellState, initial: CellState, reverse: boolean): CellState {
  return mapState(states, (values, name) => {
    const [time = 0, ...step] = values.shape;
    const first = tf.reshape(initial[name] ?? initial.h, [1, ...step]);
    if (time === 1) return first;
    const rest = tf.slice(values, [reverse ? 1 : 0, 0, 0], [time - 1, ...step]);
    return tf.concat(reverse ? [rest, first] : [first, rest], 0);
  });
}
