// Learning rate and clip limit over the steps of a run: as its settings say, until a person changes them. A run that is trained
// again with the same adjustments, at the same steps, comes to the same bits: both are inputs of its program.
import type { Adjustment, AdjustmentChange } from '../contract/adjustment';
import type { Training } from '../experiment/experiment';
import { type ClipLimits, clipLimits } from './clip';
import { learningRateAt } from './schedule';

export class Timeline {
  /** By step, the first one as the settings say. */
  private readonly stretches: Adjustment[];

  /** @param adjustments those of the run that is trained again, by step */
  constructor(
    private readonly training: Training,
    adjustments: readonly Adjustment[] = [],
  ) {
    const { clip, optimizer } = training;
    const clipLimit = clip.kind === 'none' ? null : clip.limit;
    this.stretches = [{ step: 0, learningRate: optimizer.learningRate, clipLimit }];
    for (const adjustment of adjustments) this.put(adjustment);
  }

  /**
   * Changes what is in force from a step on. @returns it
   * @throws where a value is none to train with
   */
  adjust(step: number, change: AdjustmentChange): Adjustment {
    const { learningRate, clipLimit } = this.at(step);
    const adjustment = {
      step,
      learningRate: change.learningRate ?? learningRate,
      clipLimit: change.clipLimit === undefined ? clipLimit : change.clipLimit,
    };
    this.put(adjustment);
    return adjustment;
  }

  learningRateAt(step: number): number {
    const { learningRate } = this.at(step);
    return learningRateAt({ ...this.training, optimizer: { learningRate } }, step);
  }

  limitsAt(step: number): ClipLimits {
    const { clipLimit } = this.at(step);
    if (clipLimit === null) return clipLimits({ kind: 'none' });
    return clipLimits({ kind: this.training.clip.kind === 'value' ? 'value' : 'norm', limit: clipLimit });
  }

  /** Of `count` steps from `first` on, how many come before the next change: the limits of a program call are its own. */
  steadySteps(first: number, count: number): number {
    const next = this.stretches.find(({ step }) => step > first);
    return next === undefined ? count : Math.min(count, next.step - first);
  }

  private at(step: number): Adjustment {
    const found = this.stretches.filter((stretch) => stretch.step <= step).at(-1);
    if (found === undefined) throw new Error(`Expected a step from 0 on, got ${step}.`);
    return found;
  }

  private put(adjustment: Adjustment): void {
    assertUsable(adjustment);
    const others = this.stretches.filter(({ step }) => step !== adjustment.step);
    this.stretches.splice(0, Infinity, ...[...others, adjustment].sort((a, b) => a.step - b.step));
  }
}

function assertUsable({ learningRate, clipLimit }: Adjustment): void {
  if (!(learningRate > 0 && Number.isFinite(learningRate)))
    throw new Error(`A learning rate is a number above 0: got ${learningRate}.`);
  if (clipLimit !== null && !(clipLimit > 0 && Number.isFinite(clipLimit)))
    throw new Error(`A clip limit is a number above 0, or none: got ${clipLimit}.`);
}
