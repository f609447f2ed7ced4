// Weights that runs begin with in place of drawn ones, from a file that a person chose.

export type ChooseWeightsReply =
  /** `file`: absolute path. */
  | { readonly kind: 'chosen'; readonly file: string }
  | { readonly kind: 'cancelled' }
  /** One sentence on why the file holds none; what was chosen before stays. */
  | { readonly kind: 'refused'; readonly why: string };

/** A lane that does not take them: its network has other tensors. Its weights are drawn. */
export interface UnfitLane {
  readonly lane: string;
  /** One sentence. */
  readonly why: string;
}
