// The signature all recurrent cells share, and how they read their gates.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** What a cell hands from one point in time to the next: h, an LSTM also c. Shape [B, H] each. */
export type CellState = Readonly<Record<string, Tensor>> & { readonly h: Tensor };

/** What else a cell computes on the way, [B, H] each: gates, and what the backward equations would compute again. */
export type Activations = Readonly<Record<string, Tensor>>;

/** All that the backward equations of one time step read. */
export interface CellStep<S, A> {
  /** State of t and of t−1. */
  readonly state: S;
  readonly previous: S;
  readonly activations: A;
}

/** The error terms of one time step. */
export interface ErrorTerms {
  /** δ = ∂L/∂x̃_t and ∂L/∂ũ_t, one [B, H] per gate; the same array where x̃ and ũ only enter as their sum. */
  readonly input: readonly Tensor[];
  readonly recurrent: readonly Tensor[];
  /** ∂L/∂(state of t), all paths together; h as it came in. */
  readonly total: CellState;
  /** ∂L/∂(state of t−1) along the paths that do not cross ũ_t; absent where there is no such path. */
  readonly previous: Readonly<Record<string, Tensor>>;
}

/** How an activation is bounded: decides what counts as saturated, or dead. */
export type Squashing = 'tanh' | 'sigmoid' | 'relu';

/**
 * A recurrent cell: one time step forward and the same one backward. The products with weights stay outside:
 * x̃_t = W_ih x_t + b_ih and ũ_t = W_hh h_{t−1} + b_hh come in as [B, G·H], their error terms go out.
 */
export interface Cell<S extends CellState = CellState, A extends Activations = Activations> {
  /** G: rows of the weights per hidden unit. */
  readonly gates: number;
  /** Names of the state's parts. */
  readonly state: readonly string[];
  /** Whether x̃_t and ũ_t only ever enter as their sum. */
  readonly additive: boolean;
  /** Which parts of state and activations come out of which squashing function. */
  readonly squashed: Readonly<Record<string, Squashing>>;
  forward(x: Tensor, u: Tensor, previous: S): { readonly state: S; readonly activations: A };
  /** @param error ∂L/∂h_t along all paths, and for other parts of the state along those through t+1. */
  backward(step: CellStep<S, A>, error: S): ErrorTerms;
}

/** Reads gate k of z [B, G·H] as [B, H]. */
export function gatesOf(z: Tensor, count: number): (k: number) => Tensor {
  const [batch = 0, width = 0] = z.shape;
  const hidden = width / count;
  return (k) => (count === 1 ? z : tf.slice(z, [0, k * hidden], [batch, hidden]));
}

/** The other way round: one [B, G·H] of the gates' [B, H]. */
export function joinGates(gates: readonly Tensor[]): Tensor {
  const [only] = gates;
  return gates.length === 1 && only !== undefined ? only : tf.concat([...gates], 1);
}

/** The state with every part replaced. */
export function mapState(state: CellState, change: (part: Tensor, name: string) => Tensor): CellState {
  const { h, ...rest } = state;
  const changed = Object.entries(rest).map(([name, part]) => [name, change(part, name)] as const);
  return { ...Object.fromEntries(changed), h: change(h, 'h') };
}
