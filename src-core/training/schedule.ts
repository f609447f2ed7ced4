// The learning rate of every step, computed in double.
import { assertNever } from '../assert-never';
import type { Training } from '../experiment/experiment';

/** The learning rate of step `step` (from 0). `training.steps` is the length of the run. */
export function learningRateAt(
  training: Pick<Training, 'schedule' | 'steps'> & { readonly optimizer: { readonly learningRate: number } },
  step: number,
): number {
  const { schedule, steps } = training;
  const base = training.optimizer.learningRate;
  switch (schedule.kind) {
    case 'constant':
      return base;
    case 'step':
      return base * schedule.factor ** Math.floor(step / schedule.every);
    case 'cosine': // Loshchilov & Hutter 2017, without restarts; stays at `to` beyond the planned steps
      return schedule.to + ((base - schedule.to) * (1 + Math.cos(Math.PI * Math.min(step / steps, 1)))) / 2;
    case 'warmup':
      return base * Math.min(1, (step + 1) / schedule.steps);
    default:
      return assertNever(schedule);
  }
}
