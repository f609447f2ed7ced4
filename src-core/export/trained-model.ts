// A trained network and where it comes from: what every format of models is written from.
import type { Adjustment } from '../contract/adjustment';
import type { NamedTensor } from '../contract/named-tensor';
import type { Settings } from '../experiment/experiment';
import type { TaskData } from '../experiment/task-data';

export interface TrainedModel {
  /** Name of the experiment and label of the lane: a person's words, data wherever they are written. */
  readonly experiment: string;
  readonly lane: string;
  readonly seed: number;
  /** The lane's, with its overrides applied. */
  readonly settings: Settings;
  /** What its task is made of, where that is not drawn. */
  readonly data: TaskData | null;
  /** Steps it was trained. */
  readonly steps: number;
  /** Changes of learning rate and clip limit while it was trained. */
  readonly adjustments: readonly Adjustment[];
  /** Version of Unroll that trained it. */
  readonly version: string;
  /** By torch's names, after the last step. */
  readonly weights: readonly NamedTensor[];
  /** Likewise, before the first. */
  readonly initialWeights: readonly NamedTensor[];
}
