// What of a step was the first that is not finite: the answer to "why did it diverge".

export interface Divergence {
  /**
   * In the order of their computation: `parameter`, one that the step before left; `prediction`, of the first window of the
   * batch; `loss`; `gradient`, of one parameter, before clipping; `norm`, of all gradients together, each of which is finite.
   */
  readonly kind: 'parameter' | 'prediction' | 'loss' | 'gradient' | 'norm';
  /** Torch's name of the parameter; null where it is of none. */
  readonly name: string | null;
  readonly value: 'NaN' | 'Infinity' | '-Infinity';
}

const SUBJECTS: Readonly<Record<Divergence['kind'], string>> = {
  parameter: 'parameter',
  prediction: 'the prediction',
  loss: 'the loss',
  gradient: 'the gradient of',
  norm: 'the norm of the gradient',
};

/** `the gradient of rnn.weight_hh_l0 is NaN`. */
export function divergenceText({ kind, name, value }: Divergence): string {
  return `${SUBJECTS[kind]}${name === null ? '' : ` ${name}`} is ${value}`;
}
