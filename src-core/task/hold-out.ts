// Windows that a run is not trained on, to see what it learned rather than what it has seen.
import { assertNever } from '../assert-never';
import type { Settings } from '../experiment/experiment';
import type { TaskData } from '../experiment/task-data';
import { addingSource } from './adding';
import { copySource } from './copy';
import { csvHoldOut } from './csv';
import { columnsOf, type SequenceSource } from './sequence-source';
import { sineCosineSource } from './sine-cosine';
import { temporalOrderSource } from './temporal-order';
import { WARM_UP_WINDOWS } from './warm-up';

/**
 * `series`: windows that follow on each other, as many rows as in training; the first ones only warm the state up.
 * `sequences`: independent ones, each the only row of a step of the source.
 */
export type HoldOut =
  | {
      readonly kind: 'series';
      readonly source: SequenceSource;
      /** Windows before those that count. */
      readonly warmUp: number;
      /** Windows that count. */
      readonly windows: number;
    }
  | { readonly kind: 'sequences'; readonly source: SequenceSource; readonly count: number };

/** Fresh sequences that accuracy is counted on: a share to within .03, two standard errors at most twice that. */
const SEQUENCES = 256;

/** A wave of another phase: 1 rad ahead, which is no multiple of what separates the rows of any batch. */
const PHASE_AHEAD = 1;

/** Of a wave both signs count: window k is (−1)^k times window 0. */
const WAVE_WINDOWS = 2;

/** What a run with these settings and seed is tested on. */
export function holdOutOf({ task, training }: Settings, seed: number, data: TaskData | null = null): HoldOut {
  const set = 'hold-out';
  switch (task.kind) {
    case 'sine-cosine':
      return {
        kind: 'series',
        source: sineCosineSource({ ...task, phase: task.phase + PHASE_AHEAD }, seed, set),
        warmUp: training.carryState ? WARM_UP_WINDOWS : 0,
        windows: WAVE_WINDOWS,
      };
    case 'adding':
      return { kind: 'sequences', source: addingSource(task, seed, set), count: SEQUENCES };
    case 'temporal-order':
      return { kind: 'sequences', source: temporalOrderSource(task, seed, set), count: SEQUENCES };
    case 'copy':
      return { kind: 'sequences', source: copySource(task, seed, set), count: SEQUENCES };
    case 'csv':
      return csvHoldOut({ task, training }, columnsOf(task, data));
    default:
      return assertNever(task);
  }
}
