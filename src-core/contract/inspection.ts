// What one step of a run did, asked for after the fact: the trainer replays the step to the bit from the nearest checkpoint
// and computes again what the run did not record. The parsers are in parse-inspection.ts.
import type { NamedTensor } from './named-tensor';
import type { EvaluatedWindow } from './run-event';

/** What is told of a step only where a view shows it: each costs time, and room in the message. */
export type InspectionPart =
  'window' | 'states' | 'errors' | 'weightTerms' | 'jacobianNorms' | 'weights' | 'histograms';

export const INSPECTION_PARTS: readonly InspectionPart[] = [
  'window',
  'states',
  'errors',
  'weightTerms',
  'jacobianNorms',
  'weights',
  'histograms',
];

/**
 * `step`: what the step did. `spectrum`: eigen- and singular values of the recurrent weights that the step began with, `norms`:
 * the norm of every parameter then; these need no program of their own, so that many steps can be asked for one after the other.
 */
export type InspectionQuestion =
  | { readonly kind: 'step'; readonly step: number; readonly parts: readonly InspectionPart[] }
  | { readonly kind: 'spectrum'; readonly step: number }
  | { readonly kind: 'norms'; readonly step: number };

/** Values with their shape, row-major. */
export interface Values {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Values by name, such as gate or state. */
export type NamedValues = Readonly<Record<string, Values>>;

/** One curve over the time steps [T] per part of the state: `h`, and `c` of an LSTM. */
export type StateCurves = Readonly<Record<string, Float32Array>>;

/** One direction of one layer. T time steps, H units, G gates, I features of its input. Fields that were not asked for are null. */
export interface InspectedDirection {
  /** `l0`, `l0_reverse` …. */
  readonly suffix: string;
  /** ‖∂L/∂h_t‖ and, for an LSTM, ‖∂L/∂c_t‖. */
  readonly flow: StateCurves;
  /** ‖∂L_T/∂h_t‖ and ‖∂L_T/∂c_t‖, with L_T the loss of the last time step alone: how far back a gradient gets. */
  readonly reach: StateCurves;
  /**
   * Of the first sample, [T, H] each: `h` (and `c`), then gates and candidates by the cell's symbols: i, f, g, o, tanhC;
   * r, z, n, uN (ũ_n).
   */
  readonly states: { readonly state: NamedValues; readonly activations: NamedValues } | null;
  /** δ of the first sample: ∂L/∂x̃_t and ∂L/∂ũ_t [T, G·H], gates in torch's order. */
  readonly errors: { readonly input: Values; readonly recurrent: Values } | null;
  /** What each time step adds to the gradient of weight_ih [T, G·H, I] and weight_hh [T, G·H, H]. */
  readonly weightTerms: { readonly weightIh: Values; readonly weightHh: Values } | null;
  /** ‖∂s_t/∂s_{t−1}‖₂ [T], the spectral norm for the first sample; s = h, for an LSTM (h, c). */
  readonly jacobianNorms: Float32Array | null;
}

/** How often values of a tensor fall into bins of equal width. */
export interface Histogram {
  /** Lower end of the first bin and upper end of the last. */
  readonly low: number;
  readonly high: number;
  /** Values per bin. */
  readonly counts: Int32Array;
  /** Values that are in no bin, for they are not finite. */
  readonly notFinite: number;
}

/** Histograms of a parameter before the step and of its gradient before clipping. */
export interface ParameterHistograms {
  readonly name: string;
  readonly weights: Histogram;
  readonly gradients: Histogram;
}

export interface InspectedStep {
  readonly kind: 'step';
  readonly step: number;
  readonly loss: number;
  readonly gradNorm: number;
  readonly gradNormClipped: number;
  readonly directions: readonly InspectedDirection[];
  /** First window of its batch: as it is recorded of the detailed steps. */
  readonly window: EvaluatedWindow | null;
  /** Parameters that the step began with, and their gradients before clipping. */
  readonly weights: {
    readonly parameters: readonly NamedTensor[];
    readonly gradients: readonly NamedTensor[];
  } | null;
  readonly histograms: readonly ParameterHistograms[] | null;
}

/** The recurrent weights of one gate of one direction: a square block of weight_hh. */
export interface GateSpectrum {
  readonly suffix: string;
  /** `h` of an RNN, which has one block only; i, f, g, o; r, z, n. */
  readonly gate: string;
  /** ρ, the largest absolute eigenvalue; null where the block is too large for it to be computed. */
  readonly radius: number | null;
  /** σ₁, the largest singular value. */
  readonly norm: number;
}

export interface InspectedSpectrum {
  readonly kind: 'spectrum';
  readonly step: number;
  readonly gates: readonly GateSpectrum[];
}

/** ‖W‖₂ of every parameter, by torch's names in the run's order. */
export interface InspectedNorms {
  readonly kind: 'norms';
  readonly step: number;
  readonly norms: readonly { readonly name: string; readonly norm: number }[];
}

/** `refused`: it cannot be told, and why, in one sentence. */
export type InspectionAnswer =
  InspectedStep | InspectedSpectrum | InspectedNorms | { readonly kind: 'refused'; readonly message: string };
