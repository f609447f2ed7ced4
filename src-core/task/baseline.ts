// What a network that remembers nothing can reach at best: the loss that a trained one has to fall below before it has
// learned anything of the past.
import { assertNever } from '../assert-never';
import type { SineCosineTask, Task } from '../experiment/experiment';
import type { TaskData } from '../experiment/task-data';
import { COPY_REMEMBERED, COPY_SYMBOLS } from './copy';
import { csvBaseline } from './csv';

export interface Baseline {
  /** Loss of the best answers from the present point alone. */
  readonly value: number;
  /** The same as a formula, and the answers: `1/6 (always answers 1)`. */
  readonly formula: string;
}

/**
 * The baseline of a task; null where there is none in closed form.
 * @param data what the task is made of, where that is not drawn; null where that is not at hand
 */
export function taskBaseline(task: Task, data: TaskData | null = null): Baseline | null {
  switch (task.kind) {
    case 'sine-cosine':
      return sineCosineBaseline(task);
    case 'adding':
      // The variance of the sum of two numbers uniform in [0, 1).
      return { value: 1 / 6, formula: '1/6 (always answers 1)' };
    case 'temporal-order':
      return { value: Math.log(4), formula: 'ln 4 (guesses one of four)' };
    case 'copy':
      return {
        value: (COPY_REMEMBERED * Math.log(COPY_SYMBOLS)) / task.timeStep,
        formula: '10 ln 8 / (T + 20), T = timeStep − 20 (knows the blanks, guesses the ten symbols)',
      };
    case 'csv': {
      const value = data === null ? null : csvBaseline({ task }, data);
      const formula =
        'least-squares line from the present row, fitted to the training part (of the test part)';
      return value === null ? null : { value, formula };
    }
    default:
      return assertNever(task);
  }
}

/**
 * A sine tells its angle up to the sign of the cosine. So the best guess at the cosine is 0, and that at the sine one point of
 * angle δ later is x cos δ, off by a sin δ cos θ. Over all angles cos² is ½ on average.
 */
function sineCosineBaseline({
  amplitude,
  frequency,
  timeStep,
  noise,
  target,
}: SineCosineTask): Baseline | null {
  const turnsPerPoint = frequency / timeStep;
  // Where all points lie at one angle, or at two opposite ones, there is no average over angles.
  if (Number.isInteger(turnsPerPoint)) return null;
  if (target === 'cos') return { value: amplitude ** 2 / 2, formula: 'a²/2 (always answers 0)' };
  if (noise > 0) return null;
  const value = (amplitude * Math.sin(Math.PI * turnsPerPoint)) ** 2 / 2;
  return { value, formula: 'a² sin²(δ)/2, δ = frequency · π / timeStep (answers x cos δ)' };
}
