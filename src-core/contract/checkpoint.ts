// Training state as plain data: what a run can be taken up from again, bit by bit.
import type { NamedTensor } from './named-tensor';

/** The state before step `step`: parameters, moments of the optimizer, hidden state. */
export interface Checkpoint {
  readonly step: number;
  /** By path: `parameters`, `moments.firstMoment`, `hidden.l0.h` …. */
  readonly tensors: readonly NamedTensor[];
}

/** A checkpoint as it is recorded: what of the run is not the network's goes with it. */
export interface RunCheckpoint extends Checkpoint {
  /** Training time up to the step, whole milliseconds: a budget in seconds is one over all sittings. */
  readonly trainedMs: number;
}
