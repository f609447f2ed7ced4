// When a run is evaluated: at its start, at its end, and in between as often as costs little. By what settings say alone, so
// that a repetition is evaluated at the same steps however fast it is.
import type { CellKind, Settings } from '../experiment/experiment';
import type { TaskData } from '../experiment/task-data';
import { countParameters, estimateSize } from '../experiment/size-estimate';
import { type HoldOut, holdOutOf } from '../task/hold-out';
import { runsFreely } from './free-run';

/** Evaluations of a run beside its first and last, at most. */
const MOST = 50;
/** Share of the training time that they may take. */
const SHARE = 0.05;
/** What ends a stretch of training for an evaluation costs, besides the evaluation: a call, a message, a write. */
const SECONDS_PER_CUT = 0.8e-3;
/** What one time step of one layer costs operation by operation, however small. */
const SECONDS_PER_POINT: Readonly<Record<CellKind, number>> = { rnn: 150e-6, gru: 350e-6, lstm: 350e-6 };
const OPERATIONS_PER_SECOND = 1e10;

/** A run is evaluated before every step that this divides. @param limit steps of the run */
export function evaluationInterval(settings: Settings, limit: number, data: TaskData | null = null): number {
  const stepSeconds = estimateSize(settings).seconds / settings.training.steps;
  const seconds = SECONDS_PER_CUT + evaluationSeconds(settings, holdOutOf(settings, 0, data), stepSeconds);
  return Math.max(1, Math.ceil(limit / MOST), Math.ceil(seconds / (SHARE * stepSeconds)));
}

function evaluationSeconds(settings: Settings, holdOut: HoldOut, stepSeconds: number): number {
  const { task, model } = settings;
  const layers = model.layers * (model.bidirectional ? 2 : 1);
  const windowSeconds = task.timeStep * layers * SECONDS_PER_POINT[model.cell];
  if (holdOut.kind === 'sequences') {
    const operations = countParameters(settings) * task.timeStep * holdOut.count;
    return windowSeconds + operations / OPERATIONS_PER_SECOND;
  }
  const { warmUp, windows } = holdOut;
  const freeRun = runsFreely(settings) ? (warmUp + 2) * windowSeconds : 0;
  return (warmUp + windows) * stepSeconds + freeRun;
}
