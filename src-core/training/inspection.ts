// What one training step did, in full: everything the forward and backward pass computed, as plain data.
import type { Values } from '../contract/inspection';
import type { NamedTensor } from '../contract/named-tensor';

export type { Values } from '../contract/inspection';

/** What grows with the square of the units, T·G·H² numbers, and is left out where nobody asks for it. */
export interface InspectionDepth {
  readonly weightTerms: boolean;
  readonly jacobianNorms: boolean;
}

export const WHOLE_STEP: InspectionDepth = { weightTerms: true, jacobianNorms: true };

/** One direction of one layer. T time steps, B samples, H units, G gates, I features of its input. */
export interface DirectionInspection {
  /** `l0`, `l0_reverse` …. */
  readonly suffix: string;
  /** h, and c of an LSTM, at every time step [T, B, H]. */
  readonly states: Readonly<Record<string, Values>>;
  /** Gates and candidates by the cell's symbols: i, f, g, o, tanhC; r, z, n, uN (ũ_n) [T, B, H]. Empty for an RNN. */
  readonly activations: Readonly<Record<string, Values>>;
  /** δ: ∂L/∂x̃_t and ∂L/∂ũ_t [T, B, G·H], gates in torch's order. */
  readonly inputError: Values;
  readonly recurrentError: Values;
  /** What each time step adds to the gradient of weight_ih [T, G·H, I] and weight_hh [T, G·H, H]; null where not asked for. */
  readonly weightTerms: { readonly weightIh: Values; readonly weightHh: Values } | null;
  /** ‖∂L/∂h_t‖ and, for an LSTM, ‖∂L/∂c_t‖ [T]. */
  readonly flow: Readonly<Record<string, Float32Array>>;
  /** ‖∂L_T/∂h_t‖ and ‖∂L_T/∂c_t‖ [T], with L_T the loss of the last time step alone: how far back a gradient gets. */
  readonly reach: Readonly<Record<string, Float32Array>>;
  /** ‖∂s_t/∂s_{t−1}‖₂ [T], the spectral norm for the first sample; s = h, for an LSTM (h, c); null where not asked for. */
  readonly jacobianNorms: Float32Array | null;
}

export interface Inspection {
  readonly step: number;
  readonly loss: number;
  readonly gradNorm: number;
  readonly gradNormClipped: number;
  /** [T, B, I], and [T, B, O] twice. */
  readonly input: Values;
  readonly target: Values;
  readonly prediction: Values;
  /** Parameters that the step began with, and their gradients before clipping. */
  readonly parameters: readonly NamedTensor[];
  readonly gradients: readonly NamedTensor[];
  readonly directions: readonly DirectionInspection[];
}
