// One time step of a recurrence, forward and backward: the cell together with its product W_hh h_{t−1}.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { type Activations, type CellState, type CellStep, joinGates } from './cell';
import type { Normalized } from './normalization';
import { type ErrorProduct, type Recurrence, recurrentProductError, recurrentTerm } from './recurrence';

/** What a time step leaves for the way back. `norm` holds statistics of a layer normalization, or nothing. */
export type StepTrail = {
  readonly state: CellState;
  readonly activations: Activations;
  readonly norm: Activations;
};

/** State of t from that of t−1; `inputTerm` is x̃_t, `product` W_hh h_{t−1}, both [B, G·H]. */
export function stepForward(
  recurrence: Recurrence,
  inputTerm: Tensor,
  product: Tensor,
  previous: CellState,
): StepTrail {
  const { value, norm } = recurrentTerm(recurrence, product);
  return { ...recurrence.cell.forward(inputTerm, value, previous), norm: { ...norm } };
}

/** Error terms of one time step, each one [B, H] per gate or one [B, G·H]; one that equals the one before it is left out. */
export type StepErrors = Readonly<Record<string, readonly Tensor[]>> & {
  /** ∂L/∂ũ_t. */
  readonly recurrent: readonly Tensor[];
  /** ∂L/∂x̃_t, `input`, where it is not `recurrent`; ∂L/∂(W_hh h_{t−1}), `product`, likewise. */
};

/**
 * The way back through one time step.
 * @param through δ ↦ W_hhᵀ δ, see errorProduct
 * @param error ∂L/∂h_t along all paths, and for other parts of the state along those through t+1.
 * @returns the error terms, ∂L/∂(state of t) along all paths, and ∂L/∂(state of t−1) along all paths through t.
 */
export function stepBackward(
  recurrence: Recurrence,
  through: ErrorProduct,
  step: CellStep<CellState, Activations> & { readonly norm: Activations },
  error: CellState,
): { readonly errors: StepErrors; readonly total: CellState; readonly previous: CellState } {
  const terms = recurrence.cell.backward(step, error);
  const grouped = (gates: readonly Tensor[]) => (through.gatesApart ? gates : [joinGates(gates)]);
  const recurrent = grouped(terms.recurrent);
  const input = terms.input === terms.recurrent ? {} : { input: grouped(terms.input) };
  const norm = normalizedOf(step.norm);
  const product = norm === null ? recurrent : [recurrentProductError(recurrence, norm, joinGates(recurrent))];
  const throughWeights = through.of(product); // W_hhᵀ δ_t
  const direct = terms.previous['h'];
  const h = direct === undefined ? throughWeights : tf.add(throughWeights, direct);
  return {
    errors: { recurrent, ...input, ...(product === recurrent ? {} : { product }) },
    total: terms.total,
    previous: { ...terms.previous, h },
  };
}

/** The statistics of a normalization out of a record, null where it holds none. */
export function normalizedOf({ normalized, inverseDeviation }: Activations): Normalized | null {
  return normalized && inverseDeviation ? { normalized, inverseDeviation } : null;
}
