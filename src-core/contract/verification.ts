// What comes of training a recorded experiment again.

/** A run against its repetition. */
export type Comparison =
  /** To the bit. `steps`: how many were compared. */
  | { readonly kind: 'identical'; readonly steps: number }
  /** Within the rule for another machine or engine. */
  | { readonly kind: 'close'; readonly steps: number }
  /**
   * `step`: the first that differs; null where all steps agree, and only what came of them does not.
   * `what`: what of it differs, with both values: `loss 0.5 recorded, 0.6 now`.
   */
  | { readonly kind: 'differs'; readonly step: number | null; readonly what: string };

/** Steps over which rounding alone does not lead two implementations apart. */
export const CLOSE_STEPS = 30;
/** How far they may be apart there, relative. */
export const CLOSE_TOLERANCE = 2e-4;

export interface VerifiedRun {
  readonly lane: string;
  readonly seed: number;
  readonly comparison: Comparison;
}

export interface Verified {
  /** Those that took a step, in lane, then seed order. */
  readonly runs: readonly VerifiedRun[];
  /** Why the comparison is not to the bit, a clause each: `CPU features … then, … now`; none: it is. */
  readonly differences: readonly string[];
}

export type VerifyReply =
  | ({ readonly kind: 'verified' } & Verified)
  /** It was called off before its end. */
  | { readonly kind: 'stopped' }
  /** One sentence on why there is nothing to compare, or no way to train. */
  | { readonly kind: 'refused'; readonly why: string };

/** Steps taken by a verification under way, of all it takes. */
export interface VerifyProgress {
  /** Of the verification. */
  readonly id: string;
  readonly taken: number;
  readonly total: number;
}
